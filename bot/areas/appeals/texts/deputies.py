"""What deputies and the council read of mandates."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.areas.appeals.mandate_queries import Promise
from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, Outcome
from bot.areas.appeals.rules.mandates import Group
from bot.areas.appeals.texts import mandates as public
from bot.areas.appeals.texts import naming
from bot.core.i18n import Translator


def menu_label(t: Translator) -> Markup:
    return t("🤝 My mandates")


def command(t: Translator) -> Markup:
    return t("My mandates from voters")


def council_label(t: Translator) -> Markup:
    return t("🏛 To the council")


def council_command(t: Translator) -> Markup:
    return t("Proposals passed on to the council")


# The page


def group(t: Translator, which: Group) -> Markup:
    return {
        Group.NEW: t("🆕 New"),
        Group.PLANNED: t("🗓 Promised"),
        Group.ASKED: t("❓ Author was asked"),
        Group.COUNCIL: t("🏛 With the council"),
        Group.DONE: t("✅ Answered"),
        Group.DECLINED: t("🚫 Declined"),
    }[which]


def group_button(t: Translator, which: Group, count: int) -> str:
    return f"{group(t, which)}: {t.number(count)}"


def page(t: Translator, total: int, promised: Sequence[Markup], supporters: int) -> Markup:
    if not total:
        return t("🤝 No mandates yet. When a resident of your district gives you one, you will be told here.")
    lines = [
        t(
            "🤝 <b>Your mandates: {count}</b>\nSupported by residents: {supporters}",
            count=t.number(total),
            supporters=t.number(supporters),
        )
    ]
    if promised:
        lines += [Markup(""), t("<b>Promised</b>"), *promised]
    return Markup("\n").join(lines)


MOST_LEFT = 10


def with_left(t: Translator, page: Markup, numbers: Sequence[str]) -> Markup:
    """By their numbers alone: some were given to the former deputy only."""
    if not numbers:
        return page
    shown = ", ".join(numbers[:MOST_LEFT]) + ("…" if len(numbers) > MOST_LEFT else "")
    said = t.plural(
        "⚠️ {count} open mandate of your district is with a deputy who serves it no more: № {numbers}. "
        "The council's secretary can hand it over to you.",
        "⚠️ {count} open mandates of your district are with deputies who serve it no more: № {numbers}. "
        "The council's secretary can hand them over to you.",
        len(numbers),
        numbers=shown,
    )
    return Markup("{}\n\n{}").format(page, said)


def left_in_district(t: Translator, count: int) -> Markup:
    return t.plural(
        "⚠️ {count} open mandate of your district has no deputy there any more. The council's secretary can "
        "hand it over to you.",
        "⚠️ {count} open mandates of your district have no deputy there any more. The council's secretary can "
        "hand them over to you.",
        count,
    )


def promise_line(t: Translator, appeal: Appeal, due_on: date, text: str, *, overdue: bool) -> Markup:
    sign = "⏰" if overdue else "•"
    short = text if len(text) <= 80 else text[:79] + "…"
    return Markup("{} {}: {} (№ {})").format(sign, t.day_month(due_on), short, appeal.number)


def group_head(t: Translator, which: Group, count: int) -> Markup:
    return Markup("🤝 <b>{}</b>").format(group_button(t, which, count))


def page_button(t: Translator) -> Markup:
    return t("🤝 All my mandates")


def draft_button(t: Translator) -> Markup:
    return t("📝 Draft of report")


def day_button(t: Translator) -> Markup:
    return t("🗓 Day of my report")


def write_report_button(t: Translator) -> Markup:
    return t("✍️ Write the report")


# A mandate


def given(t: Translator, appeal: Appeal) -> Markup:
    head = t("🤝 <b>A new mandate to you: № {number}</b>", number=appeal.number)
    return Markup("\n").join(part for part in (head, _own_words(appeal)) if part)


def handed_to_you(t: Translator, appeal: Appeal, promised: Promise | None) -> Markup:
    """What the former deputy began comes with it."""
    lines = [
        t("🔄 <b>A mandate of your district was handed over to you: № {number}</b>", number=appeal.number),
        _own_words(appeal),
    ]
    if appeal.state is AppealState.PLANNED and promised:
        lines.append(
            t(
                "The former deputy promised: «{words}», until {day}.",
                words=promised.text,
                day=t.date(promised.due_on),
            )
        )
    elif appeal.state is AppealState.COUNCIL:
        lines.append(t("It is with the council, whose answer you will be told."))
    return Markup("\n").join(part for part in lines if part)


def _own_words(appeal: Appeal) -> Markup:
    return Markup("«{}»").format(appeal.text) if appeal.text else Markup("")


def card(
    t: Translator, appeal: Appeal, history: Sequence[Markup], supporters: int, place: Markup | None
) -> Markup:
    """Everything; the deputy alone sees it."""
    lines = [
        Markup("🤝 <b>{}</b>").format(naming.title(t, appeal)),
        _own_words(appeal) or t("It is in the voice message or the photo: «Files» below."),
        author(t, appeal),
    ]
    if place:
        lines.append(place)
    lines += [
        t("State: <b>{state}</b>", state=public.state(t, appeal.state, to_author=False)),
        public.support_line(t, supporters),
    ]
    if appeal.topic:
        lines.append(t("Topic: {topic}", topic=naming.topic(t, appeal.topic)))
    if not appeal.open_to_all:
        lines.append(t("🔒 The author asked that nobody else sees it."))
    if history:
        lines += [Markup(""), *history]
    return Markup("\n").join(lines)


def author(t: Translator, appeal: Appeal) -> Markup:
    given = ", ".join(one for one in (appeal.author_name, appeal.author_telephone) if one)
    return t("From: {author}", author=given) if given else t("From: a resident who gave no name")


def place_words(place: str) -> Markup:
    return Markup("📍 {}").format(place)


def on_map(t: Translator, link: str) -> Markup:
    return Markup('📍 <a href="{}">{}</a>').format(link, t("The place on the map"))


def open_button(t: Translator) -> Markup:
    return t("📄 Open")


def plan_button(t: Translator) -> Markup:
    return t("🗓 Accept, plan")


def replan_button(t: Translator) -> Markup:
    return t("🗓 Change the plan")


def answer_button(t: Translator) -> Markup:
    return t("✅ Answer")


def ask_button(t: Translator) -> Markup:
    return t("❓ Ask the author")


def council_hand_button(t: Translator) -> Markup:
    return t("🏛 Pass to council")


def decline_button(t: Translator) -> Markup:
    return t("🚫 Decline")


def sort_button(t: Translator) -> Markup:
    return t("🏷 Topic")


def ask_topic(t: Translator, appeal: Appeal) -> Markup:
    return t("What is it about? {title}", title=naming.title(t, appeal))


# The questions


def ask_plan(t: Translator) -> Markup:
    return t("🗓 What will you do? Please write it in a sentence or two: the author will read it.")


def ask_plan_day(t: Translator) -> Markup:
    return t("By which day? The author is told, and you are reminded.")


def wrong_plan_day(t: Translator) -> Markup:
    return t("Please choose a day from today on, within two years.")


def planned(t: Translator) -> Markup:
    return t("🗓 Noted. The author is told; you will be reminded of the day.")


def ask_outcome(t: Translator) -> Markup:
    return t("What came of it?")


def outcome(t: Translator, which: Outcome) -> Markup:
    return {
        Outcome.REPAIRED: t("🔧 It is repaired"),
        Outcome.DONE: t("✅ It is done"),
        Outcome.EXPLAINED: t("💬 An explanation"),
        Outcome.REFUSED: t("🚫 It can not be done"),
    }[which]


def ask_answer(t: Translator) -> Markup:
    return t("✅ Please write the answer. The author will read it; the mandate is then ended.")


def ask_answer_files(t: Translator, *, repaired: bool) -> Markup:
    if repaired:
        return t("📷 Please send a photo of the finished work. Without it the mandate isn't closed.")
    return t("📎 Photos or papers for the answer, if there are any. Or skip this.")


def answer_sent(t: Translator) -> Markup:
    return t("✅ Answered. The author is told.")


def ask_question(t: Translator) -> Markup:
    return t("❓ What do you want to ask the author? The reply will come here.")


def question_sent(t: Translator) -> Markup:
    return t("❓ The author is asked. The reply will come here.")


def ask_proposal(t: Translator, appeal: Appeal) -> Markup:
    if appeal.text:
        return t("🏛 What do you propose to the council? Or skip this: it sees the words of the mandate.")
    return t(
        "🏛 What do you propose to the council? Please put the mandate into words: the council hears no voice."
    )


def proposal_sent(t: Translator) -> Markup:
    return t("🏛 It is with the council's chair and secretary. The author is told.")


def ask_reason(t: Translator) -> Markup:
    return t("🚫 Why can you not take it? Please write the reason: the author will read it.")


def declined(t: Translator) -> Markup:
    return t("🚫 Declined. The author is told the reason.")


# News for the deputy


def council_answered(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    head = t("🏛 The council answered the mandate № {number}:", number=appeal.number)
    return Markup("{}\n«{}»").format(head, entry.text or "")


# The council


def passed_on(t: Translator, appeal: Appeal, entry: AppealEntry, name: str) -> Markup:
    head = t("🏛 Deputy {name} passes a mandate of voters on: № {number}", name=name, number=appeal.number)
    return Markup("\n").join([head, *_proposal(t, appeal, entry.text)])


def _proposal(t: Translator, appeal: Appeal, proposed: str | None) -> list[Markup]:
    lines = [_own_words(appeal)] if appeal.text else []
    if proposed:
        lines.append(t("Proposal of the deputy: «{words}»", words=proposed))
    return lines


def council_head(t: Translator, count: int, left: int) -> Markup:
    if not count and not left:
        return t("🏛 Deputies have passed nothing on to the council.")
    lines = [t("🏛 Mandates passed on to the council. 🏛: waits for an answer.")] if count else []
    if left:
        lines.append(
            t.plural(
                "⚠️ {count} mandate has no deputy in its district any more: please "
                "hand it to another of the district.",
                "⚠️ {count} mandates have no deputy in their district any more: please "
                "hand them to another of the district.",
                left,
            )
        )
    return Markup("\n").join(lines)


def left_button(appeal: Appeal) -> str:
    """Its words are not the council's to read; what to do with it stands above the list."""
    return f"⚠️ № {appeal.number}"


def council_card(
    t: Translator,
    appeal: Appeal,
    deputy: str | None,
    proposed: str | None,
    history: Sequence[Markup],
    supporters: int,
) -> Markup:
    lines = [
        Markup("🏛 <b>{}</b>").format(naming.title(t, appeal)),
        *_proposal(t, appeal, proposed),
        t("Deputy: {name}", name=deputy or str(t("a former deputy"))),
        t("State: <b>{state}</b>", state=public.state(t, appeal.state, to_author=False)),
        public.support_line(t, supporters),
    ]
    if history:
        lines += [Markup(""), *history]
    return Markup("\n").join(lines)


def initiative_button(t: Translator) -> Markup:
    return t("🤝 As an initiative")


def to_initiative_button(t: Translator, number: str) -> Markup:
    return t("🤝 Initiative {number}", number=number)


def council_button(t: Translator) -> Markup:
    return t("🏛 To the council")


def left_behind(t: Translator, count: int) -> Markup:
    return t.plural(
        "⚠️ {count} open mandate has no deputy in its district any more. "
        "Please hand it to another one of the district.",
        "⚠️ {count} open mandates have no deputy in their district any more. "
        "Please hand them to others of the district.",
        count,
    )


def choose_deputy(t: Translator, appeal: Appeal, received: date) -> Markup:
    return t(
        "Mandate № {number} of {day} has no deputy in its district any more. To which deputy should it go?",
        number=appeal.number,
        day=t.date(received),
    )


def no_other_deputy(t: Translator, appeal: Appeal) -> Markup:
    return t(
        "Mandate № {number}: the district has no other deputy here yet. "
        "The administrator has to invite one first.",
        number=appeal.number,
    )


def handed_over(t: Translator, name: str) -> Markup:
    return t("✅ Handed over: {name}. The author is told.", name=name)


# The report to voters


def ask_report_day(t: Translator, days: int, first: date) -> Markup:
    """`days` of notice."""
    return t.plural(
        "🗓 On which day do you want to report to your voters? The council's secretary will be asked to call "
        "the meeting. Residents must be told {count} whole day before, so the earliest is {first}.",
        "🗓 On which day do you want to report to your voters? The council's secretary will be asked to call "
        "the meeting. Residents must be told {count} whole days before, so the earliest is {first}.",
        days,
        first=t.date(first),
    )


def wrong_report_day(t: Translator, first: date, last: date) -> Markup:
    return t(
        "Please choose a day from {first} to {last}: residents must be told in time.",
        first=t.date(first),
        last=t.date(last),
    )


def no_day_left(t: Translator) -> Markup:
    return t(
        "🗓 Residents can't be called in time to a meeting in December any more. "
        "Please talk to the council's secretary."
    )


def report_called(t: Translator, at: datetime, *, over: bool) -> Markup:
    if over:
        return t("🗓 Your report to the voters was on {moment}.", moment=t.moment(at))
    return t(
        "🗓 Your report meeting is called already: {moment}. "
        "If it should be moved, please ask the council's secretary.",
        moment=t.moment(at),
    )


def day_noted(t: Translator, day: date, told: int) -> Markup:
    if not told:
        return t(
            "🗓 Noted: {day}. Nobody of the council is here yet: please ask the office to call the meeting.",
            day=t.date(day),
        )
    return t("🗓 Noted: {day}. The council's secretary is asked to call the meeting.", day=t.date(day))


def report_wished(t: Translator, name: str, day: date) -> Markup:
    return t(
        "🗓 Deputy {name} wants to report to the voters on {day}. Please call the meeting.",
        name=name,
        day=t.full_date(day),
    )


def call_button(t: Translator) -> Markup:
    return t("📣 Call the meeting")


def no_day_now(t: Translator, begins: date) -> Markup:
    return t("The day of the report is chosen from {day} on.", day=t.date(begins))
