"""What residents are asked by, and told before the first question and after the last."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.areas.surveys.models import Survey
from bot.areas.surveys.questionnaire.content import Question, Questionnaire, in_language
from bot.areas.surveys.results import Results
from bot.areas.surveys.texts import results as result_texts
from bot.core import richtext
from bot.core.i18n import Translator

# A minute for so many questions; said generously rather than too short.
QUESTIONS_A_MINUTE = 3
LONGEST_INTRO = 1500


def invitation(t: Translator, survey: Survey, content: Questionnaire) -> Markup:
    """The message that asks for answers."""
    parts = [_title(t, content)]
    if intro := in_language(content.intro, t.language):
        parts.append(escape(_short(intro)))
    parts.append(_effort(t, content))
    parts.append(anonymity(t, anonymous=survey.anonymous))
    parts.append(t("Please answer by {day}.", day=t.date(survey.closes_at)))
    return Markup("\n\n").join(parts)


def start(t: Translator, survey: Survey, content: Questionnaire) -> Markup:
    """Before the first question; what the invitation said too, for who came by a code."""
    parts = [_title(t, content)]
    if intro := in_language(content.intro, t.language):
        parts.append(escape(_short(intro)))
    parts += [_effort(t, content), anonymity(t, anonymous=survey.anonymous)]
    parts.append(
        t("You can stop at any time and go on later. Until you send your answers, you can change them.")
    )
    return Markup("\n\n").join(parts)


def anonymity(t: Translator, *, anonymous: bool) -> Markup:
    """One sentence, before anything is asked."""
    if anonymous:
        return t("🔒 Without names: nobody can find out who answered what.")
    return t("✍️ With names: the office sees who answered what.")


def answer_button(t: Translator) -> Markup:
    return t("📝 Answer")


def start_button(t: Translator) -> Markup:
    return t("▶️ Start")


def go_on_button(t: Translator) -> Markup:
    return t("▶️ Go on")


def sent(t: Translator, content: Questionnaire) -> Markup:
    own = in_language(content.thanks, t.language)
    thanks = t("✅ Thank you! Your answers have been taken.")
    after = t("When the survey is over, we will tell you here what people said.")
    return Markup("\n\n").join([thanks, *([escape(own)] if own else []), after])


def left(t: Translator, title: str) -> Markup:
    return t("Nothing was sent. You can answer «{title}» until it ends.", title=title)


def reminder(t: Translator, content: Questionnaire, survey: Survey, *, days: int) -> Markup:
    head = Markup("📋 <b>{}</b>").format(in_language(content.title, t.language))
    if days <= 1:
        left = t(
            "The survey ends tomorrow, on {day}. Your answer is important too.", day=t.day(survey.closes_at)
        )
    else:
        left = t(
            "The survey ends on {day}. If you haven't answered yet, please do.", day=t.day(survey.closes_at)
        )
    return Markup("{}\n\n{}").format(head, left)


def results(t: Translator, found: Results, questions: Sequence[Question], measures: str) -> Markup:
    """«You said, and here is what the office will do.»"""
    title = in_language(found.questionnaire.title, t.language)
    head = t("📊 <b>You answered: {title}</b>", title=title)
    count = t.plural(
        "{count} person answered. Thank you!", "{count} people answered. Thank you!", found.responses
    )
    said = [
        Markup("▫️ {}\n<b>{}</b>").format(
            richtext.shorten(escape(in_language(one.label, t.language)), 160),
            result_texts.sentence(t, one, found.tallies[one.name]),
        )
        for one in questions
    ]
    done = Markup("{}\n{}").format(t("<b>What will be done:</b>"), measures)
    return Markup("\n\n").join([head, count, *said, done])


def picture_head(t: Translator) -> str:
    return str(t("Survey").unescape())


def picture_points(t: Translator, survey: Survey, content: Questionnaire) -> tuple[str, ...]:
    """For a picture, which knows no marks."""
    until = t("Please answer by {day}.", day=t.date(survey.closes_at))
    found = (_effort(t, content), anonymity(t, anonymous=survey.anonymous), until)
    return tuple(str(one.unescape()) for one in found)


def scan_words(t: Translator) -> str:
    return str(t("Scan and answer").unescape())


def scan_why(t: Translator) -> str:
    return str(t("Your answer counts").unescape())


def listed(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t("There is no survey for you now. When there is one, we will write to you.")
    return t("<b>Surveys</b>\nTap one to answer.")


def in_list(t: Translator, content: Questionnaire, *, finished: bool) -> str:
    sign = "✅" if finished else "📝"
    return f"{sign} {in_language(content.title, t.language)}"[:60]


def menu_label(t: Translator) -> Markup:
    return t("📋 Surveys")


def command(t: Translator) -> Markup:
    return t("Surveys that go on now")


def _title(t: Translator, content: Questionnaire) -> Markup:
    return t("📋 <b>Survey: {title}</b>", title=in_language(content.title, t.language))


def _effort(t: Translator, content: Questionnaire) -> Markup:
    count = len([one for one in content.asked if one.belongs_to is None])
    minutes = max(1, -(-count // QUESTIONS_A_MINUTE))
    takes = t.plural("about {count} minute", "about {count} minutes", minutes)
    return t.plural("{count} question, {takes}.", "{count} questions, {takes}.", count, takes=takes)


def _short(typed: str) -> str:
    return richtext.shorten(escape(typed), LONGEST_INTRO)
