"""What the office is told by itself."""

from markupsafe import Markup

from bot.areas.appeals.models import Appeal
from bot.areas.appeals.texts import naming
from bot.core.i18n import Translator


def taken(t: Translator, appeal: Appeal, name: str) -> Markup:
    return t(
        "✋ {name} has it in hand: {title}. You need not do anything.",
        name=name,
        title=naming.title(t, appeal),
    )


def given(t: Translator, name: str) -> Markup:
    return t("👤 {name} gave you this appeal:", name=name)


def answered(t: Translator, appeal: Appeal, name: str) -> Markup:
    return t("✅ {name} answered: {title}", name=name, title=naming.title(t, appeal))


def forwarded(t: Translator, appeal: Appeal, name: str, whose: str) -> Markup:
    return t(
        "➡️ {name} passed it on to {whose}: {title}", name=name, whose=whose, title=naming.title(t, appeal)
    )


def upheld(t: Translator, appeal: Appeal, reason: str) -> Markup:
    return t(
        "⚖️ Your answer stays in force: {title}\n<i>{reason}</i>",
        title=naming.title(t, appeal),
        reason=reason,
    )


def reopened(t: Translator, appeal: Appeal, reason: str) -> Markup:
    return t(
        "🔄 Opened again: {title}\n<i>{reason}</i>",
        title=naming.title(t, appeal),
        reason=reason,
    )


def joined(t: Translator, appeal: Appeal) -> Markup:
    """To the author."""
    return t(
        "🔗 {title}: somebody else wrote of the same, so both are handled together. You will be told here "
        "what comes of it.",
        title=naming.title(t, appeal),
    )
