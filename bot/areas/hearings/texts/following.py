"""After the meeting: decisions, answers, results, written replies, demanded reports."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.hearings.models import Decision, Meeting, ReportDemand, Statement
from bot.areas.hearings.texts import naming
from bot.core import numbered
from bot.core.i18n import Translator


def after_button(t: Translator) -> Markup:
    return t("⚖️ Decisions, answers")


def head(
    t: Translator,
    meeting: Meeting,
    decisions: Sequence[Decision],
    unanswered: Sequence[Statement],
    today: date,
) -> Markup:
    lines = [Markup("⚖️ <b>{}</b>").format(naming.title(t, meeting))]
    if not decisions:
        lines.append(t("No decision is noted yet."))
    lines += [decision_line(t, one, today) for one in decisions]
    if unanswered:
        lines += [
            Markup(""),
            t("Questions without an answer: <b>{count}</b>", count=t.number(len(unanswered))),
        ]
    return Markup("\n").join(lines)


def decision_line(t: Translator, decision: Decision, today: date) -> Markup:
    if decision.answered_at:
        return t("✅ {decision}", decision=decision.text)
    values = {"decision": decision.text, "name": decision.owner, "day": t.date(decision.due_on)}
    if decision.due_on < today:
        return t("⚠️ {decision}\n   {name} was to answer by {day}", **values)
    return t("⏳ {decision}\n   {name}, until {day}", **values)


def answer_button(t: Translator, decision: Decision) -> str:
    """Below the text that says it whole."""
    return numbered.cut(f"✍️ {decision.text}")


def reply_button(t: Translator, question: Statement) -> str:
    said = question.text or t("(voice message)")
    return numbered.cut(f"💬 {said}")


def results_button(t: Translator) -> Markup:
    return t("📋 Tell the results")


def new_decision(t: Translator) -> Markup:
    return t("⚖️ Note a decision")


def answer_with_office(t: Translator) -> Markup:
    return t("✅ Thank you. The office sends it to residents after approval.")


def answer_waits(t: Translator) -> Markup:
    return t("Nothing was sent. The answer is still expected.")


def ask_decision(t: Translator) -> Markup:
    return t("⚖️ What was decided? Please write it as it stands in the protocol.")


def ask_owner(t: Translator) -> Markup:
    return t("Who answers for it? Tap the name; who isn't here is written.")


def ask_due(t: Translator, usual: date) -> Markup:
    return t("Until when? By the rules a month: {day} (⭐). Who skips this takes it.", day=t.date(usual))


def due_wrong(t: Translator) -> Markup:
    return t("Please choose a day after the meeting.")


def decision_kept(t: Translator, decision: Decision) -> Markup:
    return t(
        "✅ Noted. {name} answers for it until {day} and will be reminded.",
        name=decision.owner,
        day=t.date(decision.due_on),
    )


def decision_given(t: Translator, meeting: Meeting, decision: Decision) -> Markup:
    """To the owner."""
    return t(
        "⚖️ You answer for a decision of the "
        "meeting.\n{title}\n<b>{decision}</b>\nPlease tell what was done by {day}.",
        title=naming.title(t, meeting),
        decision=decision.text,
        day=t.date(decision.due_on),
    )


def decision_reminder(t: Translator, meeting: Meeting, decision: Decision, days: int) -> Markup:
    """`days` left."""
    title = naming.title(t, meeting)
    return t.plural(
        "⏳ {count} day is left to tell what was done:\n<b>{decision}</b>\n{title}",
        "⏳ {count} days are left to tell what was done:\n<b>{decision}</b>\n{title}",
        days,
        decision=decision.text,
        title=title,
    )


def decision_overdue(t: Translator, meeting: Meeting, decision: Decision, days: int) -> Markup:
    title = naming.title(t, meeting)
    return t.plural(
        "⚠️ Overdue by {count} day: residents were not told what was "
        "done.\n<b>{decision}</b>\n{name}\n{title}",
        "⚠️ Overdue by {count} days: residents were not told what "
        "was done.\n<b>{decision}</b>\n{name}\n{title}",
        days,
        decision=decision.text,
        name=decision.owner,
        title=title,
    )


def tell_button(t: Translator) -> Markup:
    return t("✅ Tell what was done")


def ask_done(t: Translator, decision: Decision) -> Markup:
    return t(
        "<b>{decision}</b>\n\nWhat was done about it? Residents will read it: write it plainly.",
        decision=decision.text,
    )


def ask_done_files(t: Translator) -> Markup:
    return t("📷 Photos or papers that show it? Send them, or skip this.")


def answer_taken(t: Translator) -> Markup:
    return t("✅ Thank you. It goes to residents after approval; this is how they will see it.")


def answer_to_office(t: Translator, meeting: Meeting, decision: Decision, name: str) -> Markup:
    return t(
        "✅ {name} told what was "
        "done:\n<b>{decision}</b>\n{answer}\n\nPlease send it to approval for residents.",
        name=name,
        decision=decision.text,
        answer=decision.answer or "",
    )


def not_sent_yet(t: Translator, meeting: Meeting) -> Markup:
    return t(
        "📣 This is written and residents don't know it yet: {title}. Please send it to approval.",
        title=naming.title(t, meeting),
    )


def look_button(t: Translator) -> Markup:
    return t("📣 Look and send")


def results_ready(t: Translator) -> Markup:
    return t("📋 This is what residents will read of the results. Please send it to approval.")


def results_due(t: Translator, meeting: Meeting, due: date) -> Markup:
    return t(
        "📋 The results of the hearing must be told to residents by {day}: {title}",
        day=t.date(due),
        title=naming.title(t, meeting),
    )


def ask_reply(t: Translator, question: Statement) -> Markup:
    asked = question.text or str(t("(voice message)"))
    return t("💬 <i>{question}</i>\n\nPlease write the answer.", question=asked)


def reply_sent(t: Translator, *, sent: bool) -> Markup:
    if sent:
        return t("✅ The answer was sent to who asked.")
    return t("✅ The answer is kept. Who asked has no phone here: please hand it over on paper.")


def replies_due(t: Translator, meeting: Meeting, count: int, due: date) -> Markup:
    return t.plural(
        "💬 {count} question of the meeting has no answer; it is owed in writing by {day}: {title}",
        "💬 {count} questions of the meeting have no answer; they are owed in writing by {day}: {title}",
        count,
        day=t.date(due),
        title=naming.title(t, meeting),
    )


# Reports on demand


def demands_button(t: Translator) -> Markup:
    return t("📨 Demanded reports")


def demands_head(t: Translator, *, any_found: bool) -> Markup:
    if any_found:
        return t("📨 Reports that were demanded and have no meeting yet:")
    return t("📨 No demanded report waits for a meeting.")


def demand_line(t: Translator, demand: ReportDemand) -> str:
    return f"{demand.of_whom} ← {demand.demanded_by}"


def new_demand(t: Translator) -> Markup:
    return t("➕ Record a demand")


def ask_demanded_by(t: Translator) -> Markup:
    return t("📨 Who demands the report: which collective, association or party?")


def ask_of_whom(t: Translator) -> Markup:
    return t("Whose report do they want?")


def ask_demand_matter(t: Translator) -> Markup:
    return t("About what?")


def ask_demand_day(t: Translator) -> Markup:
    return t("When was the demand received?")


def demand_kept(t: Translator) -> Markup:
    return t("✅ Recorded. Now a report meeting can be called for it.")


def call_for_it(t: Translator) -> Markup:
    return t("📣 Call the report meeting")
