"""What an author is told as their appeal goes its way."""

from datetime import date, datetime

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry, AppealKind, EntryKind, Outcome
from bot.areas.appeals.texts import naming
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind


def who(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    """The side that did it, never a person of the office."""
    if appeal.kind is not AppealKind.MANDATE:
        return t("The office")
    by_deputy = entry.person_id is not None and entry.person_id == appeal.deputy_id
    return t("The deputy") if by_deputy or entry.kind is EntryKind.QUESTION else t("The council")


def head(t: Translator, sign: str, appeal: Appeal) -> Markup:
    return Markup("{} <b>{}</b>").format(sign, naming.title(t, appeal))


def taken(t: Translator, appeal: Appeal, today: date) -> Markup:
    said = t("It is in hand: somebody works on it now.")
    return _joined(head(t, "🔎", appeal), said, _by_when(t, appeal, today))


def asked(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    said = t("{who} asks:", who=who(t, appeal, entry))
    return _joined(head(t, "❓", appeal), said, _words(entry), t("Please reply with the button below."))


def forwarded(
    t: Translator, appeal: Appeal, entry: AppealEntry, until: datetime | None, *, chair: bool
) -> Markup:
    """`until` and `chair` as in `answered`."""
    whose, telephone = entry.about.get("whose"), entry.about.get("telephone")
    said = t("The office can't decide this. It was passed to: <b>{whose}</b>.", whose=whose or "—")
    call = t("Their telephone: {telephone}", telephone=telephone) if telephone else Markup("")
    return _joined(head(t, "➡️", appeal), said, call, _words(entry), _way(t, until, chair=chair))


def answered(
    t: Translator, appeal: Appeal, entry: AppealEntry, until: datetime | None, *, chair: bool
) -> Markup:
    """`until`: how long they may dispute it; `chair`: the council's chair decides then."""
    said = outcome(t, appeal.outcome) if appeal.outcome else Markup("")
    answer = t("{who} answers:", who=who(t, appeal, entry)) if entry.text else Markup("")
    return _joined(head(t, "✅", appeal), said, answer, _words(entry), _way(t, until, chair=chair))


def _way(t: Translator, until: datetime | None, *, chair: bool) -> Markup:
    if until is None:
        return Markup("")
    return t(
        "If you do not agree, you can say so once, until {until}. Then {who} decides.",
        until=t.date(until),
        who=naming.decider(t, chair=chair),
    )


def outcome(t: Translator, which: Outcome) -> Markup:
    return {
        Outcome.REPAIRED: t("<b>It is repaired.</b>"),
        Outcome.DONE: t("<b>It is done.</b>"),
        Outcome.EXPLAINED: t("<b>An explanation was given.</b>"),
        Outcome.REFUSED: t("<b>It can not be done.</b>"),
    }[which]


def upheld(t: Translator, appeal: Appeal, entry: AppealEntry, *, chair: bool) -> Markup:
    said = t(
        "Your disagreement was looked at by {who}: the answer stays in force.",
        who=naming.decider(t, chair=chair),
    )
    return _joined(head(t, "⚖️", appeal), said, _words(entry))


def reopened(t: Translator, appeal: Appeal, entry: AppealEntry, today: date, *, chair: bool) -> Markup:
    said = t(
        "It was opened again by {who}: somebody works on it once more.", who=naming.decider(t, chair=chair)
    )
    return _joined(head(t, "🔁", appeal), said, _words(entry), _by_when(t, appeal, today))


def planned(t: Translator, appeal: Appeal, entry: AppealEntry, *, again: bool) -> Markup:
    said = t("The deputy changed the plan:") if again else t("The deputy accepted it and has a plan:")
    due = entry.about.get("due_on")
    when = t("By when: {due}", due=t.date(date.fromisoformat(due))) if due else Markup("")
    return _joined(head(t, "🗓", appeal), said, _words(entry), when)


def passed_on(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    said = t("The deputy passed it on to the council. You will be told what the council decides.")
    return _joined(head(t, "🏛", appeal), said, _words(entry))


def declined(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    return _joined(head(t, "🚫", appeal), t("The deputy declined it. The reason:"), _words(entry))


def due_changed(t: Translator, appeal: Appeal, due_on: date) -> Markup:
    return _joined(head(t, "📅", appeal), t("The answer now comes by {due}.", due=t.full_date(due_on)))


def still_works(t: Translator, appeal: Appeal) -> Markup:
    said = t("Some weeks ago you were told that it is repaired. Does it hold?")
    return _joined(head(t, "🔧", appeal), t("You told: {about}", about=about(t, appeal)), said)


def about(t: Translator, appeal: Appeal, longest: int = 80) -> Markup:
    """The matter in short."""
    if appeal.text:
        words = " ".join(appeal.text.split())
        return Markup("«{}»").format(words if len(words) <= longest else words[: longest - 1] + "…")
    spoken = any(kind == AttachmentKind.VOICE for kind, _ in appeal.attachments)
    return t("(voice message)") if spoken else t("(photo)")


def works_button(t: Translator) -> Markup:
    return t("👍 Yes, it holds")


def broken_button(t: Translator) -> Markup:
    return t("👎 No, broken again")


def reply_button(t: Translator) -> Markup:
    return t("✏️ Reply")


def dispute_button(t: Translator) -> Markup:
    return t("✋ I do not agree")


def details_button(t: Translator) -> Markup:
    return t("📄 Whole story")


def _by_when(t: Translator, appeal: Appeal, today: date) -> Markup:
    if appeal.due_on is None or appeal.due_on < today:
        return t("The answer will come here.")
    return t("The answer comes here by {due}.", due=t.full_date(appeal.due_on))


def _words(entry: AppealEntry) -> Markup:
    return Markup("«{}»").format(entry.text) if entry.text else Markup("")


def _joined(*parts: Markup) -> Markup:
    return Markup("\n").join(part for part in parts if part)
