"""The picture with the code that leads to a survey: for groups, posters and halls."""

from datetime import datetime

from bot.areas.municipality.models import Municipality
from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire.content import Questionnaire, in_language
from bot.areas.surveys.texts import invitation as texts
from bot.core.i18n import Translator
from bot.documents.content import Scan
from bot.documents.share_picture import SharePicture


def picture(
    t: Translator,
    office: Municipality | None,
    survey: Survey,
    content: Questionnaire,
    link: str,
    now: datetime,
) -> SharePicture:
    intro = in_language(content.intro, t.language)
    points = [intro, *texts.picture_points(t, survey, content)]
    return SharePicture(
        language=t.language,
        date=now.astimezone(t.timezone).date(),
        municipality=office.name(t.language) if office else "",
        title=in_language(content.title, t.language),
        points=tuple(one for one in points if one),
        more=lambda count: f"+{count}",
        scan=Scan(link, link.removeprefix("https://"), (texts.scan_words(t),)),
        period=texts.picture_head(t),
    )
