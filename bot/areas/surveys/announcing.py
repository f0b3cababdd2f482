"""The words of an invitation and of results in each language, with their buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.areas.broadcasts.rules import LONGEST_TEXT
from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire.content import Question, Questionnaire
from bot.areas.surveys.results import Results
from bot.areas.surveys.texts import invitation as texts
from bot.core import richtext
from bot.core.i18n import RESIDENT_LANGUAGES, Translator


@dataclass(frozen=True, slots=True)
class Announcement:
    """A broadcast's parts: texts and buttons by language."""

    texts: Mapping[str, Markup]
    choices: dict[str, Any]


def announce_results(
    found: Results, questions: Sequence[Question], measures: Mapping[str, str], zone: ZoneInfo
) -> dict[str, Markup]:
    """In one message: of many or long questions the sentences get shorter, then fewer."""
    told = {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        shown = list(questions)
        text = texts.results(t, found, shown, measures[language])
        while richtext.length(text) > LONGEST_TEXT and shown:
            shown.pop()
            text = texts.results(t, found, shown, measures[language])
        told[language] = text
    return told


def invite(survey: Survey, content: Questionnaire, zone: ZoneInfo) -> Announcement:
    told, choices = {}, {}
    for language in RESIDENT_LANGUAGES:
        t = Translator(language, zone)
        told[language] = texts.invitation(t, survey, content)
        choices[language] = [[[str(texts.answer_button(t)), f"sv:start.{survey.id}", None]]]
    return Announcement(told, choices)
