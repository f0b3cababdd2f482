"""The code that leads to a survey: on a poster, in a picture for groups, on the wall of a hall."""

from datetime import date

from markupsafe import Markup

from bot.areas.broadcasts.papers import BULLET, Material
from bot.areas.municipality.models import Municipality
from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire.content import Questionnaire, in_language
from bot.areas.surveys.texts import invitation as texts
from bot.core.i18n import Translator


def material(
    t: Translator,
    office: Municipality,
    survey: Survey,
    content: Questionnaire,
    link: str,
    made_on: date,
) -> Material:
    intro = in_language(content.intro, t.language)
    points = [Markup("{} {}").format(BULLET, one) for one in texts.picture_points(t, survey, content)]
    return Material(
        t=t,
        municipality=office,
        title=in_language(content.title, t.language),
        period=texts.picture_head(t),
        text=Markup("\n").join([*([Markup("{}\n").format(intro)] if intro else []), *points]),
        link=link,
        made_on=made_on,
        captions=(texts.scan_words(t), texts.scan_why(t)),
    )
