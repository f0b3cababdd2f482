"""What those who work on an appeal read of what its author did."""

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry, EntryKind
from bot.areas.appeals.texts import naming
from bot.areas.appeals.texts.telling_notices import about, head
from bot.core.i18n import Translator


def said(t: Translator, appeal: Appeal, entry: AppealEntry, *, chair: bool = False) -> Markup:
    """`chair`: not the head decides, but the council's chair."""
    decider = naming.decider(t, chair=chair)
    sign, what = {
        EntryKind.WITHDRAWN: ("🗑", t("The author withdrew it: {about}", about=about(t, appeal))),
        EntryKind.DISPUTED: (
            "✋",
            t("The author does not agree with the answer. Now {who} decides. The reason:", who=decider),
        ),
        EntryKind.BROKEN_AGAIN: (
            "👎",
            t("The author was asked whether the repair holds and says: no. Now {who} decides.", who=decider),
        ),
    }.get(entry.kind) or ("✏️", t("The author adds:"))
    words = Markup("«{}»").format(entry.text) if entry.text else Markup("")
    below = t("(in the file below)") if entry.attachments and not entry.text else Markup("")
    return Markup("\n").join(part for part in (head(t, sign, appeal), what, words, below) if part)


def nobody_decides(t: Translator, appeal: Appeal) -> Markup:
    """To the administrator."""
    return t(
        "⚖️ The answer to № {number} is disputed, but nobody is here who may decide it: neither a head nor "
        "the council's chair. Please invite one with /people.",
        number=appeal.number,
    )
