"""What the office is told by itself."""

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts import office as card_texts
from bot.core.i18n import Translator


def taken(t: Translator, appeal: Appeal, name: str) -> Markup:
    return t(
        "✋ {name} has it in hand: {title}. You need not do anything.",
        name=name,
        title=naming.title(t, appeal),
    )


def given(t: Translator, name: str) -> Markup:
    return t("👤 {name} gave you this appeal:", name=name)


def author_said(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    return Markup("<b>{}</b>\n{}").format(naming.title(t, appeal), card_texts.said(t, entry))


def disputed(t: Translator, appeal: Appeal, entry: AppealEntry, *, decides: bool) -> Markup:
    head = Markup("<b>{}</b>\n{}").format(naming.title(t, appeal), card_texts.said(t, entry))
    then = t("Please decide: the answer stays, or the appeal is opened again.")
    return Markup("{}\n\n{}").format(head, then if decides else t("The head decides."))


def withdrawn(t: Translator, appeal: Appeal) -> Markup:
    return t("↩️ The author took it back: {title}. Nothing is left to do.", title=naming.title(t, appeal))
