"""What the office reads of its surveys."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.areas.broadcasts.models import BroadcastState
from bot.areas.surveys.models import Survey, SurveyState
from bot.areas.surveys.questionnaire.content import Questionnaire, in_language
from bot.areas.surveys.texts import invitation
from bot.core.i18n import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`finished`, `begun`: persons; `papers`: typed in by staff; `presented`: to so many circles."""

    broadcast_state: BroadcastState | None
    finished: int
    begun: int
    papers: int
    presented: int


def staff_label(t: Translator) -> Markup:
    return t("📊 Surveys and results")


def staff_command(t: Translator) -> Markup:
    return t("Surveys and their results")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t("<b>Surveys</b>\nThere are none yet. Make a questionnaire first.")
    return t("<b>Surveys</b>\nTap one to open it.")


def in_list(t: Translator, survey: Survey, content: Questionnaire) -> str:
    sign = {SurveyState.DRAFT: "✏️", SurveyState.OPEN: "🟢", SurveyState.CLOSED: "🏁"}.get(survey.state, "")
    ends = t.day_month(survey.closed_at or survey.closes_at)
    return f"{sign} {in_language(content.title, t.language)}, {ends}"[:60]


def forms_button(t: Translator) -> Markup:
    return t("📝 Questionnaires")


def to_menu(t: Translator) -> Markup:
    return t("⬅️ Menu")


def to_list(t: Translator) -> Markup:
    return t("⬅️ Surveys")


def to_card(t: Translator) -> Markup:
    return t("⬅️ To the survey")


# The card


def card(t: Translator, survey: Survey, content: Questionnaire, facts: Facts) -> Markup:
    title = in_language(content.title, t.language)
    parts = [Markup("📋 <b>{}</b>\n{}").format(title, _state(t, survey, facts))]
    lines = [invitation.anonymity(t, anonymous=survey.anonymous)]
    if survey.opened_at is not None:
        lines += _figures(t, survey, facts)
    parts.append(Markup("\n").join(lines))
    return Markup("\n\n").join(parts)


def _state(t: Translator, survey: Survey, facts: Facts) -> Markup:
    if survey.state is SurveyState.OPEN:
        return t("🟢 Answers are taken until {when}.", when=t.moment(survey.closes_at))
    if survey.state is SurveyState.CLOSED:
        return t("🏁 Closed on {day}.", day=t.date(survey.closed_at or survey.closes_at))
    if survey.state is SurveyState.DROPPED:
        return t("Given up before it was sent.")
    if facts.broadcast_state is BroadcastState.WAITING:
        return t("⏳ Its message waits for approval.")
    if facts.broadcast_state in {BroadcastState.APPROVED, BroadcastState.SENDING, BroadcastState.SENT}:
        return t("⏳ Approved. It opens when its message goes out.")
    return t(
        "✏️ Not sent yet. Hand in its message for approval. It would end on {day}.",
        day=t.date(survey.closes_at),
    )


def _figures(t: Translator, survey: Survey, facts: Facts) -> list[Markup]:
    lines = [t.plural("✅ {count} person answered here", "✅ {count} people answered here", facts.finished)]
    if facts.begun:
        lines.append(
            t.plural(
                "✍️ {count} began and has not sent it yet",
                "✍️ {count} began and have not sent it yet",
                facts.begun,
            )
        )
    if facts.papers or survey.printed:
        lines.append(t.plural("📄 {count} paper typed in", "📄 {count} papers typed in", facts.papers))
    if survey.in_box is not None:
        lines.append(t.plural("🗳 {count} form in the box", "🗳 {count} forms in the box", survey.in_box))
    if survey.state is SurveyState.CLOSED and not facts.presented:
        lines.append(t("📣 The results have not been presented yet (plan of measures, 3.3)."))
    return lines


def invitation_button(t: Translator) -> Markup:
    return t("📨 Its message")


def change_button(t: Translator) -> Markup:
    return t("✏️ Change")


def open_button(t: Translator) -> Markup:
    return t("🟢 Open without sending")


def drop_button(t: Translator) -> Markup:
    return t("🗑 Give up")


def results_button(t: Translator) -> Markup:
    return t("📊 Results")


def link_button(t: Translator) -> Markup:
    return t("🔗 Link and codes")


def end_button(t: Translator) -> Markup:
    return t("⏱ Change the end")


def close_button(t: Translator) -> Markup:
    return t("⏹ Close now")


def box_button(t: Translator) -> Markup:
    return t("🗳 Forms in the box")


def form_button(t: Translator) -> Markup:
    return t("📝 The questionnaire")


# Preparing


def ask_names(t: Translator) -> Markup:
    return t(
        "With names or without? People are told before the first question. Without names they are franker."
    )


def without_names(t: Translator) -> Markup:
    return t("🔒 Without names")


def with_names(t: Translator) -> Markup:
    return t("✍️ With names")


def ask_end(t: Translator) -> Markup:
    return t("Until when can people answer?")


def end_after(t: Translator, days: int, day: date) -> Markup:
    return t.plural(
        "{count} day, the last is {day}", "{count} days, the last is {day}", days, day=t.day_month(day)
    )


def other_day(t: Translator) -> Markup:
    return t("📅 Another day")


def ask_end_day(t: Translator) -> Markup:
    return t("Choose the last day. Answers are taken until 20:00.")


def prepared(t: Translator) -> Markup:
    return t("✅ The survey is ready. This is what residents will get. Hand it in for approval.")


def change_what(t: Translator) -> Markup:
    return t("What would you like to change?")


def part_name(t: Translator, part: str) -> Markup:
    return {
        "whom": t("Whom it is for"),
        "names": t("With names or without"),
        "end": t("Until when"),
    }[part]


def ask_drop(t: Translator) -> Markup:
    return t("Give up this survey? Nobody was asked yet. The questionnaire stays.")


def yes_drop(t: Translator) -> Markup:
    return t("🗑 Yes, give it up")


def dropped(t: Translator) -> Markup:
    return t("The survey is given up. The questionnaire is still there.")


def ask_open(t: Translator) -> Markup:
    return t(
        "Open it without writing to anybody? People then answer by the code on posters, at meetings and on "
        "paper."
    )


def yes_open(t: Translator) -> Markup:
    return t("🟢 Yes, open it")


def end_changed(t: Translator, survey: Survey) -> Markup:
    return t("✅ Answers are taken until {when}.", when=t.moment(survey.closes_at))


def ask_close(t: Translator, begun: int) -> Markup:
    text = t("Close the survey now? After that nobody can answer any more.")
    if begun:
        text += Markup("\n\n") + t.plural(
            "{count} person has begun and not sent it yet.",
            "{count} people have begun and not sent it yet.",
            begun,
        )
    return text


def yes_close(t: Translator) -> Markup:
    return t("⏹ Yes, close it")


def closed(t: Translator) -> Markup:
    return t("🏁 The survey is closed. The results are ready.")


def ask_box(t: Translator) -> Markup:
    return t("How many filled-in forms lay in the box (үкөк)?")


def box_counted(t: Translator, count: int) -> Markup:
    return t.plural("✅ Noted: {count} form.", "✅ Noted: {count} forms.", count)


# What the clock tells


def over(t: Translator, content: Questionnaire, answered: int) -> Markup:
    title = in_language(content.title, t.language)
    people = t.plural("{count} person answered", "{count} people answered", answered)
    return t("🏁 The survey «{title}» is over: {people}. The results are ready.", title=title, people=people)
