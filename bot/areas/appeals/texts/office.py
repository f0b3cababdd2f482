"""An appeal as the office sees it, and the list of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, EntryKind
from bot.areas.appeals.rules import deadlines
from bot.areas.appeals.rules.access import OPEN
from bot.areas.appeals.rules.deadlines import Urgency
from bot.areas.appeals.texts import naming
from bot.areas.municipality.models import Village
from bot.core.i18n import Translator

SHORT = 60


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card tells besides the appeal. `alike`: may be about the same thing; `first`: the number of
    the one it is handled together with, `joined` the numbers of those that are handled with this one.
    """

    village: Village | None
    map_link: str | None
    handler: str | None
    handler_left: bool
    entered_by: str | None
    urgency: Urgency
    first: str | None
    joined: Sequence[str]
    alike: Sequence[Appeal]
    latest: Sequence[AppealEntry]
    answer: AppealEntry | None
    files: int
    blocked: bool
    today: date


def state(t: Translator, which: AppealState) -> Markup:
    """To the office; its author reads `naming.state`."""
    if which is AppealState.NEW:
        return t("nobody took it yet")
    return t("the author is asked") if which is AppealState.ASKED else naming.state(t, which)


def sign(which: Urgency) -> str:
    return {Urgency.OVERDUE: "🔴", Urgency.NEAR: "🟠", Urgency.PAST_TARGET: "🟡", Urgency.CALM: "🟢"}[which]


def mark(appeal: Appeal, urgency: Urgency) -> str:
    if appeal.state is AppealState.DISPUTED:
        return "⚖️"
    return sign(urgency) if appeal.state in OPEN else "⚪️"


def card(
    t: Translator, appeal: Appeal, facts: CardFacts, *, sees_author: bool, comes_by_itself: bool
) -> Markup:
    lines = [t("🆕 <b>Somebody wrote to the office</b>")] if comes_by_itself else []
    lines += [
        Markup("{} <b>{}</b> · {}").format(
            mark(appeal, facts.urgency), naming.title(t, appeal), state(t, appeal.state)
        ),
        *_where(t, appeal, facts),
    ]
    if appeal.topic:
        lines.append(Markup("🏷 {}").format(naming.topic(t, appeal.topic)))
    lines += [Markup(""), _words(t, appeal), Markup("")]
    if sees_author:
        lines += _author(t, appeal, facts)
    lines += [*_when(t, appeal), *_whose(t, appeal, facts), *_kin(t, facts), *_said(t, appeal, facts)]
    return Markup("\n").join(lines)


def _where(t: Translator, appeal: Appeal, facts: CardFacts) -> list[Markup]:
    known = [part for part in (facts.village and facts.village.name(t.language), appeal.place) if part]
    lines = [Markup("📍 {}").format(", ".join(known))] if known else []
    if facts.map_link:
        lines.append(Markup('<a href="{}">{}</a>').format(facts.map_link, t("The place on the map")))
    return lines


def _words(t: Translator, appeal: Appeal) -> Markup:
    if appeal.text:
        return Markup("<i>{}</i>").format(appeal.text)
    return t("No words were written: please listen to the voice message or look at the photo.")


def _author(t: Translator, appeal: Appeal, facts: CardFacts) -> list[Markup]:
    lines = [t("👤 From: {name}", name=appeal.author_name or t("no name given"))]
    if appeal.entered_by is not None or facts.entered_by:
        lines.append(t("✍️ Written down by {name}", name=facts.entered_by or "—"))
    if facts.blocked:
        lines.append(t("🚫 No new appeals are taken from them."))
    if appeal.author_id is None:
        # Who writes from their own phone is talked with through the bot, so that no number is shown.
        lines.append(
            t("📞 {telephone}", telephone=appeal.author_telephone)
            if appeal.author_telephone
            else t("They can't be written to here.")
        )
    return lines


def _when(t: Translator, appeal: Appeal) -> list[Markup]:
    lines = [t("📥 Came: {day}", day=t.date(appeal.received_at))]
    last = deadlines.last_day(appeal.due_on, appeal.target_on)
    if appeal.state is AppealState.DISPUTED:
        if appeal.answered_at:
            lines.append(t("✅ Answered: {day}", day=t.date(appeal.answered_at)))
        if appeal.disputed_at:
            lines.append(t("⚖️ Disputed: {day}", day=t.date(appeal.disputed_at)))
    elif appeal.state in OPEN and last:
        lines.append(t("📅 Answer by: <b>{day}</b>", day=t.full_date(last)))
        if appeal.target_on and appeal.target_on < last:
            lines.append(t("🎯 Our own aim: {day}", day=t.date(appeal.target_on)))
    elif appeal.closed_at:
        lines.append(t("🏁 Ended: {day}", day=t.date(appeal.closed_at)))
    return lines


def _whose(t: Translator, appeal: Appeal, facts: CardFacts) -> list[Markup]:
    if facts.handler_left and appeal.state in OPEN:
        return [t("🧑‍💼 {name} had it in hand and works here no longer.", name=facts.handler or "—")]
    if facts.handler:
        return [t("🧑‍💼 In the hands of: {name}", name=facts.handler)]
    return [t("🧑‍💼 Nobody has it in hand.")] if appeal.state in OPEN else []


def _kin(t: Translator, facts: CardFacts) -> list[Markup]:
    if facts.first:
        return [t("🔗 Handled together with № {number}", number=facts.first)]
    lines = [t("🔗 With it are handled: № {numbers}", numbers=t.list(facts.joined))] if facts.joined else []
    if facts.alike:
        lines.append(t("👥 Perhaps about the same:"))
        lines += [alike_line(t, one) for one in facts.alike]
    return lines


def alike_line(t: Translator, appeal: Appeal) -> Markup:
    return Markup("   № {} · {} · {}").format(
        appeal.number, state(t, appeal.state), short(appeal.text or "🎤 📷", 40)
    )


def _said(t: Translator, appeal: Appeal, facts: CardFacts) -> list[Markup]:
    lines: list[Markup] = []
    for entry in facts.latest:
        lines += [Markup(""), said(t, entry)]
    if facts.answer and appeal.outcome:
        answer = Markup("{}. {}").format(naming.outcome(t, appeal.outcome), facts.answer.text or "📎")
        lines += [Markup(""), t("✅ We answered: {answer}", answer=answer)]
    return lines


def said(t: Translator, entry: AppealEntry) -> Markup:
    words = Markup("<i>{}</i>").format(entry.text or "📎")
    head = {
        EntryKind.QUESTION: t("❓ The office asked the author:"),
        EntryKind.REPLY: t("💬 The author replied:"),
        EntryKind.DISPUTED: t("⚖️ The author does not agree:"),
        EntryKind.REOPENED: t("🔄 The head opened it again:"),
    }.get(entry.kind) or t("🔁 The author says it is broken again:")
    return Markup("{}\n{}").format(head, words)


def short(text: str, longest: int = SHORT) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= longest else tidy[: longest - 1].rstrip() + "…"


def open_button(t: Translator) -> Markup:
    return t("👁 Open the appeal")


def take_button(t: Translator) -> Markup:
    return t("✋ I take it")


def give_button(t: Translator) -> Markup:
    return t("👤 Give to…")


def answer_button(t: Translator) -> Markup:
    return t("✅ Answer")


def ask_button(t: Translator) -> Markup:
    return t("❓ Ask the author")


def forward_button(t: Translator) -> Markup:
    return t("➡️ Not ours")


def note_button(t: Translator) -> Markup:
    return t("📝 Note")


def topic_button(t: Translator) -> Markup:
    return t("🏷 Topic")


def same_button(t: Translator) -> Markup:
    return t("🔗 The same as…")


def uphold_button(t: Translator) -> Markup:
    return t("⚖️ The answer stays")


def reopen_button(t: Translator) -> Markup:
    return t("🔄 Open it again")


def history_button(t: Translator) -> Markup:
    return t("🕘 History")


def files_button(t: Translator, count: int) -> Markup:
    return t("📎 Files ({count})", count=count)


def to_list(t: Translator) -> Markup:
    return t("📋 Appeals")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def taken(t: Translator) -> Markup:
    return t("✋ It is in your hands now.")


def already_yours(t: Translator) -> Markup:
    return t("You have it in hand already.")


def files_head(t: Translator, appeal: Appeal) -> Markup:
    return t("📎 What was sent with it: {title}", title=naming.title(t, appeal))


def no_files(t: Translator) -> Markup:
    return t("Nothing was sent with it.")


def to_whom(t: Translator, appeal: Appeal) -> Markup:
    return t("Who should have it in hand? {title}", title=naming.title(t, appeal))


def given(t: Translator, name: str) -> Markup:
    return t("👤 {name} has it in hand now and is told.", name=name)
