"""Why something was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.hearings.models import MeetingState
from bot.core.errors import Refused
from bot.core.i18n import Translator


def past(t: Translator, refused: Refused) -> Markup:
    return t(
        "Nothing was changed: this meeting is now «{state}».", state=state_word(t, refused.data["state"])
    )


def state_word(t: Translator, state: MeetingState) -> Markup:
    return {
        MeetingState.DRAFT: t("being prepared"),
        MeetingState.CALLED: t("called"),
        MeetingState.HELD: t("held"),
        MeetingState.CANCELLED: t("cancelled"),
    }[state]


def long(t: Translator, refused: Refused) -> Markup:
    return t("That is too long. Please write at most {longest} letters.", longest=refused.data["longest"])


def many_lines(t: Translator, refused: Refused) -> Markup:
    return t("That is too much. Please write at most {most} lines.", most=refused.data["most"])


def many_questions(t: Translator, refused: Refused) -> Markup:
    return t(
        "You have asked {most} questions already. Please ask the others at the meeting.",
        most=refused.data["most"],
    )


def door_early(t: Translator, refused: Refused) -> Markup:
    return t(
        "Registration opens at {time}. Please scan once more then.", time=t.time(refused.data["opens_at"])
    )


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "hearings:past": past,
    "hearings:long": long,
    "hearings:many_lines": many_lines,
    "hearings:many_questions": many_questions,
    "hearings:door_early": door_early,
    "hearings:begun": lambda t, _r: t("That time is over already. Please choose a later one."),
    "hearings:far": lambda t, _r: t("That is more than a year away. Please check the date."),
    "hearings:empty": lambda t, _r: t("Please write at least a word."),
    "hearings:link": lambda t, _r: t("That is no link. Please copy it whole, like https://zoom.us/j/123."),
    "hearings:gone": lambda t, _r: t("This meeting is no longer here."),
    "hearings:not_called": lambda t, _r: t("This meeting isn't called yet. Residents will be told in time."),
    "hearings:same": lambda t, _r: t("The day, the hour and the place are the same. Nothing was changed."),
    "hearings:in_time": lambda t, _r: t("The notice is in time; nothing has to be allowed."),
    "hearings:cancelled": lambda t, _r: t("This meeting was cancelled."),
    "hearings:over": lambda t, _r: t("This meeting is over or has begun."),
    "hearings:number": lambda t, _r: t("Please write a number, like 12."),
    "hearings:not_begun": lambda t, _r: t("The meeting has not begun yet. Please come back after its start."),
    "hearings:done": lambda t, _r: t("That is done already."),
    "hearings:no_protocol": lambda t, _r: t("There is no protocol yet. Please write it first."),
    "hearings:not_yours": lambda t, _r: t(
        "Only who answers for this decision or keeps the protocol may do it."
    ),
    "hearings:no_answer": lambda t, _r: t("There is no answer yet. Please write what was done first."),
    "hearings:not_approved": lambda t, _r: t("The notice isn't approved yet. Papers are made after that."),
    "hearings:not_told": lambda t, _r: t("Nothing was sent yet, so there is no evidence."),
    "hearings:no_report": lambda t, _r: t("Nothing is reported at this kind of meeting."),
    "hearings:not_reporter": lambda t, _r: t("This report is written by who reports, or by the office."),
    "hearings:day": lambda t, _r: t("That day isn't clear. Please write it like 25.12.2026."),
}
