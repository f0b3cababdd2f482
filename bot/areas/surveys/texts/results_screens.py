"""The screens around results: buttons, free words, files."""

from collections.abc import Sequence
from typing import Protocol

from markupsafe import Markup, escape

from bot.areas.surveys.models import PresentedTo
from bot.areas.surveys.questionnaire.content import Question
from bot.areas.surveys.questionnaire.content import in_language as words_in
from bot.core import richtext
from bot.core.i18n import LANGUAGES, Translator

LONGEST_WORDS = 600


class FreeWords(Protocol):
    """A free answer, written or spoken, with its tags."""

    @property
    def text(self) -> str | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...


def again(t: Translator) -> Markup:
    return t("🔄 Anew")


def files_button(t: Translator) -> Markup:
    return t("📁 Files")


def presented_button(t: Translator) -> Markup:
    return t("🎤 Note a presentation")


def publish_button(t: Translator) -> Markup:
    return t("📣 Tell the residents")


def next_button(t: Translator) -> Markup:
    return t("Next question ▶️")


def words_button(t: Translator) -> Markup:
    return t("💬 Read the answers")


def to_results(t: Translator) -> Markup:
    return t("⬅️ To the results")


def to_question(t: Translator) -> Markup:
    return t("⬅️ To the question")


# Free words


def free_words(t: Translator, question: Question, found: Sequence[FreeWords], start: int) -> Markup:
    label = richtext.shorten(escape(words_in(question.label, t.language)), 200)
    lines = [Markup("<b>{}</b>").format(label)]
    for number, one in enumerate(found, start + 1):
        said = richtext.shorten(escape(one.text), LONGEST_WORDS) if one.text else t("🎤 a voice message")
        tags = Markup(" <i>🏷 {}</i>").format(", ".join(one.tags)) if one.tags else ""
        lines.append(Markup("{}. {}{}").format(number, said, tags))
    return Markup("\n\n").join(lines)


def voices(t: Translator, count: int) -> Markup:
    return t.plural("{count} voice message", "{count} voice messages", count)


def ask_tag(t: Translator, said: str) -> Markup:
    shown = richtext.shorten(escape(said), 300) if said else t("🎤 a voice message")
    asked = t("Which tag? One or two words, for example «water». The same tag again takes it off.")
    return Markup("«{}»\n\n{}").format(shown, asked)


# Files


def choose_file(t: Translator) -> Markup:
    return t("Which file?")


def report_button(t: Translator) -> Markup:
    return t("📄 Report (PDF, Word)")


def slides_button(t: Translator) -> Markup:
    return t("🖥 Slides (PowerPoint)")


def export_button(t: Translator) -> Markup:
    return t("🧾 All answers (Excel, CSV)")


def file_made(t: Translator, verb: str) -> Markup:
    return {
        "report": t("The report: PDF for printing, Word for changing."),
        "slides": t("The slides. Charts and words can be changed in PowerPoint."),
        "export": t("All answers. Please keep the file safe: people's words are in it."),
    }[verb]


def export_ordered(t: Translator) -> Markup:
    return t("⏳ There are very many answers. I am writing them down and will send the files.")


def in_language(t: Translator, language: str) -> Markup:
    return t("In the other language: {language}", language=LANGUAGES[language])


# Telling the residents


def ask_questions(t: Translator) -> Markup:
    return t("The results of which questions should the residents see?")


def ask_measures(t: Translator) -> Markup:
    return t("What will the office do about it? Two or three sentences in Kyrgyz, with days if you can.")


def ask_measures_ru(t: Translator) -> Markup:
    return t("The same in Russian? Those who read Russian will otherwise see the Kyrgyz words.")


def ready(t: Translator) -> Markup:
    return t("✅ This is what residents will get, those who answered first. Hand it in for approval.")


# Presenting


def ask_circle(t: Translator) -> Markup:
    return t("To whom were the results presented? (plan of measures, 3.3)")


def circle(t: Translator, to: PresentedTo) -> Markup:
    return {
        PresentedTo.STAFF: t("The office's staff"),
        PresentedTo.COUNCIL: t("The local council"),
        PresentedTo.HEARING: t("A hearing"),
        PresentedTo.SOCIAL_NETWORKS: t("Social networks"),
    }[to]


def ask_day(t: Translator) -> Markup:
    return t("On which day?")


def noted(t: Translator) -> Markup:
    return t("✅ Noted. It counts for the plan, measure 3.3.")


# Links


def links(t: Translator, link: str) -> Markup:
    return t(
        "For groups: who scans the code or taps the link comes straight to the survey.\n\n{link}", link=link
    )


def poster_caption(t: Translator) -> Markup:
    return t("The poster for boards and shops.")


def hall_caption(t: Translator, link: str) -> Markup:
    return t(
        "For the wall of a hall: answers that come by this code are counted as given at a meeting.\n\n{link}",
        link=link,
    )
