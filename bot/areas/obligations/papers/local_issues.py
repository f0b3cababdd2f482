"""The presentation of local issues for assemblies and hearings (001 §1.2), prefilled."""

from bot.areas.obligations import indicators
from bot.areas.obligations.indicators import Key
from bot.areas.obligations.papers import words
from bot.areas.obligations.papers.monitoring_slides import bullet_slides
from bot.areas.obligations.reporting.issues import participation
from bot.areas.obligations.reporting.presenting import Told
from bot.areas.obligations.reporting.service import OWN
from bot.areas.obligations.texts import counting, documents
from bot.areas.obligations.texts import presenting as texts
from bot.core import richtext
from bot.core.i18n import Translator
from bot.documents.presentation import BulletSlide, PictureSlide, Presentation, Slide, TableSlide
from bot.documents.qr import qr_png

FORMS_ON_SLIDE = 3
_SHOWN = (
    Key.INFORMED,
    Key.SUBSCRIBERS,
    Key.MEETINGS,
    Key.ATTENDED,
    Key.QUESTIONNAIRES,
    Key.APPEALS,
    Key.INITIATIVES,
    Key.ACTS,
)


def slides(t: Translator, told: Told, link: str) -> Presentation:
    """`link` opens the bot."""
    return Presentation(
        language=t.language,
        date=told.made_on,
        title=texts.title(t),
        subtitle=texts.subtitle(t, told),
        organisation=told.name(t.language),
        slides=(
            *_issues(t, told),
            *_role(t),
            *_figures(t, told),
            *_initiatives(t, told),
            *_own(t, told),
            _dates(t, told),
            _scan(t, link),
        ),
    )


def _issues(t: Translator, told: Told) -> list[Slide]:
    remark = texts.issues_draft(t) if told.issues.draft else ""
    return bullet_slides(texts.issues_title(t), told.issues.items[t.language], remark)


def _role(t: Translator) -> list[Slide]:
    data = participation()
    role = tuple(f"{one(t.language)} ({documents.source(t, one.source)})" for one in data.role)
    names = tuple(
        texts.form_title(number, form.name(t.language)) for number, form in enumerate(data.forms, 1)
    )
    rows = [
        (texts.form_title(number, form.name(t.language)), form.about(t.language))
        for number, form in enumerate(data.forms, 1)
    ]
    chunks = [rows[place : place + FORMS_ON_SLIDE] for place in range(0, len(rows), FORMS_ON_SLIDE)]
    return [
        BulletSlide(texts.role_title(t), role),
        BulletSlide(texts.forms_title(t), names),
        *(TableSlide(texts.forms_title(t), texts.forms_head(t), tuple(chunk), (2, 5)) for chunk in chunks),
    ]


def _figures(t: Translator, told: Told) -> list[Slide]:
    lines = {line.key: line for line in indicators.lines(told.figures)}
    points = [texts.figure(t, told, lines[key]) for key in _SHOWN]
    notes = " ".join(richtext.plain(counting.how(t, key)) for key in (Key.INFORMED, Key.ATTENDED))
    return [BulletSlide(texts.figures_title(t, told.figures.span.year), tuple(points), notes)]


def _initiatives(t: Translator, told: Told) -> list[Slide]:
    names = [texts.spent(t, one.title(t.language), one.spent) for one in told.done]
    return bullet_slides(texts.initiatives_title(t), names)


def _own(t: Translator, told: Told) -> list[Slide]:
    return bullet_slides(texts.own_title(t), words.lines(words.in_language(told.words, OWN, t.language)))


def _dates(t: Translator, told: Told) -> Slide:
    points = [texts.meeting(t, one) for one in told.meetings]
    points += [texts.due(t, row, standing) for row, standing in told.next]
    return BulletSlide(texts.dates_title(t), tuple(points) or (texts.no_dates(t),))


def _scan(t: Translator, link: str) -> Slide:
    # A person types the bot's name alone.
    shown = link.removeprefix("https://").partition("?")[0]
    return PictureSlide(texts.scan_title(t), qr_png(link), link, texts.scan_points(t, shown))
