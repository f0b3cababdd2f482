"""What a resident reads of their own appeals: the list, one of them with its history.

A mandate has its card in `mandates`.
"""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, EntryKind
from bot.areas.appeals.rules.access import ENDED
from bot.areas.appeals.rules.following import JOINED
from bot.areas.appeals.texts import naming, telling
from bot.areas.appeals.texts.telling_notices import about, outcome, who
from bot.core.i18n import Translator


def command(t: Translator) -> Markup:
    return t("My appeals and what became of them")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t("📂 You have sent no appeal yet.")
    return t("📂 <b>Your appeals</b>, the latest first. Tap one to see it.")


def in_list(t: Translator, appeal: Appeal) -> Markup:
    """What it is, how it stands, and its first words: nobody knows their appeals by their numbers."""
    state = Markup("<b>{}</b>").format(naming.state(t, appeal.state))
    return Markup("№ {}, {}: {}\n{}").format(
        appeal.number, naming.kind(t, appeal.kind), state, about(t, appeal)
    )


def card_button(appeal: Appeal) -> str:
    return f"№ {appeal.number}"


def list_button(t: Translator) -> Markup:
    return t("📂 My appeals")


def later_button(t: Translator) -> Markup:
    return t("⬅️ Later ones")


def earlier_button(t: Translator) -> Markup:
    return t("Earlier ones ➡️")


def card(
    t: Translator,
    appeal: Appeal,
    village: str | None,
    history: Sequence[AppealEntry],
    today: date,
    *,
    chair: bool,
) -> Markup:
    """`chair`: what is disputed the council's chair decides."""
    decider = naming.decider(t, chair=chair)
    where = Markup(", ").join(
        part
        for part in (
            Markup("{}").format(village) if village else Markup(""),
            telling.place(t, appeal.place, point=appeal.latitude is not None),
        )
        if part
    )
    lines = [
        Markup("✉️ <b>{}</b>").format(naming.title(t, appeal)),
        t("State: <b>{state}</b>", state=naming.state(t, appeal.state)),
        _awaited(t, appeal, today, decider),
        Markup(""),
        telling.matter(t, appeal.text, appeal.attachments),
        telling.photos(t, appeal.attachments),
        Markup("📍 {}").format(where) if where else Markup(""),
    ]
    parts = [Markup("\n").join(line for line in lines if line)]
    parts += [line(t, appeal, entry, decider) for entry in history]
    return Markup("\n\n").join(parts)


def _awaited(t: Translator, appeal: Appeal, today: date, decider: Markup) -> Markup:
    """What comes next, and by when."""
    if appeal.state is AppealState.ASKED:
        return t("Next: you reply to the question below.")
    if appeal.state is AppealState.DISPUTED:
        return t("Next: {who} decides.", who=decider)
    if appeal.state in ENDED:
        return Markup("")
    if appeal.due_on is None:
        return t("Next: the office answers.")
    if appeal.due_on < today:
        return t("Next: the office answers. It should have by {due}.", due=t.date(appeal.due_on))
    return t("Next: the office answers, by {due}.", due=t.full_date(appeal.due_on))


def line(t: Translator, appeal: Appeal, entry: AppealEntry, decider: Markup) -> Markup:
    """One thing that happened: when, who, what, the words."""
    head = Markup("▪️ {}: {}").format(t.day_month(entry.at), _what(t, appeal, entry, decider))
    parts = [head]
    if entry.kind is EntryKind.ANSWERED and appeal.outcome:
        parts.append(outcome(t, appeal.outcome))
    if entry.text:
        parts.append(Markup("«{}»").format(entry.text))
    if entry.attachments:
        parts.append(t.plural("📎 {count} file", "📎 {count} files", len(entry.attachments)))
    return Markup("\n").join(parts)


def _what(t: Translator, appeal: Appeal, entry: AppealEntry, decider: Markup) -> Markup:
    side = who(t, appeal, entry)
    in_hand = t("{who} took it in hand", who=side)
    return {
        EntryKind.RECEIVED: t("you sent it"),
        EntryKind.TAKEN: in_hand,
        EntryKind.ASSIGNED: in_hand,
        EntryKind.QUESTION: t("{who} asks you", who=side),
        EntryKind.REPLY: t("you added"),
        EntryKind.NOTE: _joined(t, entry),
        EntryKind.FORWARDED: _forwarded(t, entry),
        EntryKind.ANSWERED: t("{who} answered", who=side),
        EntryKind.DISPUTED: t("you did not agree"),
        EntryKind.UPHELD: t("{who} keeps the answer", who=decider),
        EntryKind.REOPENED: t("{who} opened it again", who=decider),
        EntryKind.WORKS: t("you told that it holds"),
        EntryKind.BROKEN_AGAIN: t("you told that it is broken again"),
        EntryKind.WITHDRAWN: t("you withdrew it"),
    }[entry.kind]


def _joined(t: Translator, entry: AppealEntry) -> Markup:
    """Never with whose: the number would lead to a neighbour."""
    if entry.about.get(JOINED):
        return t("the office handles it together with others about the same thing")
    return t("the office handles it by itself again")


def _forwarded(t: Translator, entry: AppealEntry) -> Markup:
    whose, telephone = entry.about.get("whose") or "—", entry.about.get("telephone")
    if telephone:
        return t("passed to {whose}, telephone {telephone}", whose=whose, telephone=telephone)
    return t("passed to {whose}", whose=whose)


# What the author may do


def add_button(t: Translator) -> Markup:
    return t("✏️ Add something")


def withdraw_button(t: Translator) -> Markup:
    return t("🗑 Withdraw")


def files_button(t: Translator) -> Markup:
    return t("📎 Files")


def files_head(t: Translator, appeal: Appeal) -> Markup:
    return t("📎 Files of {title}", title=naming.title(t, appeal))


def ask_reply(t: Translator, question: str | None) -> Markup:
    if question:
        return t(
            "❓ You are asked: «{question}»\n\nReply in words, by voice or with a photo.", question=question
        )
    return t("✏️ What would you like to add? In words, by voice or with a photo.")


def look_and_send(t: Translator, said: Markup) -> Markup:
    return t("👀 {said}\n\nTap «Send». Photos can still be added before.", said=said)


def reply_taken(t: Translator) -> Markup:
    return t("✅ It is passed on to those who work on your appeal.")


def ask_dispute(t: Translator, until: datetime, *, chair: bool) -> Markup:
    return t(
        "✋ Why do you not agree? Tell it in words, by voice or with a photo. "
        "You can say so once, until {until}; then {who} decides.",
        until=t.date(until),
        who=naming.decider(t, chair=chair),
    )


def dispute_taken(t: Translator, *, chair: bool) -> Markup:
    return t(
        "✅ It was passed on. Now {who} decides; the decision comes here.",
        who=naming.decider(t, chair=chair),
    )


def ask_withdraw(t: Translator, appeal: Appeal) -> Markup:
    return t("🗑 Withdraw {title}? Then nothing more is done about it.", title=naming.title(t, appeal))


def yes_withdraw(t: Translator) -> Markup:
    return t("🗑 Yes, withdraw")


def no_keep(t: Translator) -> Markup:
    return t("⬅️ No, keep it")


def withdrawn(t: Translator, appeal: Appeal) -> Markup:
    return t("{title} is withdrawn.", title=naming.title(t, appeal))


def holds(t: Translator) -> Markup:
    return t("👍 Thank you! Good that it holds.")


def broken(t: Translator, *, chair: bool) -> Markup:
    return t(
        "Thank you for telling. The appeal is open again; {who} decides what is done.",
        who=naming.decider(t, chair=chair),
    )
