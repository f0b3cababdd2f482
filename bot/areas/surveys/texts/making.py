"""What the office reads while it makes a questionnaire."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.areas.surveys.making import State
from bot.areas.surveys.models import Form
from bot.areas.surveys.questionnaire.content import (
    Question,
    Questionnaire,
    QuestionType,
    Words,
    in_language,
)
from bot.areas.surveys.texts import problems
from bot.core import richtext
from bot.core.i18n import RESIDENT_LANGUAGES, Translator

_T = QuestionType
# For words in which there is no time.
UTC = ZoneInfo("UTC")
MOST_LISTED = 25
LONGEST_LISTED = 90


def in_both(words: Callable[[Translator], Markup]) -> Words:
    """Words of ours as part of a questionnaire, in each language."""
    return {code: str(words(Translator(code, UTC)).unescape()) for code in RESIDENT_LANGUAGES}


def other_option(t: Translator) -> Markup:
    return t("Other answer")


def which_other(t: Translator) -> Markup:
    return t("What exactly?")


def why(t: Translator) -> Markup:
    return t("Why?")


def yes(t: Translator) -> Markup:
    return t("Yes")


def no(t: Translator) -> Markup:
    return t("No")


# Lists


def forms_head(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t("<b>Questionnaires</b>\nThere are none yet. How would you like to make the first?")
    return t("<b>Questionnaires</b>\nOpen one, or make a new one.")


def in_list(t: Translator, form: Form) -> str:
    title = in_language(form.questionnaire.title, t.language)
    return (f"{title} ({form.version})" if form.version > 1 else title)[:60]


def to_surveys(t: Translator) -> Markup:
    return t("⬅️ Surveys")


def to_forms(t: Translator) -> Markup:
    return t("⬅️ Questionnaires")


def to_card(t: Translator) -> Markup:
    return t("⬅️ To the questionnaire")


def make_in_chat(t: Translator) -> Markup:
    return t("✏️ Write it here")


def make_from_template(t: Translator) -> Markup:
    return t("📋 Take a ready one")


def make_from_file(t: Translator) -> Markup:
    return t("📄 From a file (XLSForm)")


def choose_template(t: Translator) -> Markup:
    return t("Which one? You can change it afterwards.")


def template_taken(t: Translator) -> Markup:
    return t("✅ Taken. Look through the questions, then try it.")


# Title


def ask_title(t: Translator) -> Markup:
    return t("What is the survey called? Write it in Kyrgyz.")


def ask_in_russian(t: Translator) -> Markup:
    return t("The same in Russian? Those who read Russian will otherwise see the Kyrgyz words.")


def ask_intro(t: Translator) -> Markup:
    return t("One or two sentences before the questions: what it is for. In Kyrgyz.")


def opened(t: Translator) -> Markup:
    return t("✅ The questionnaire is begun. Now the first question.")


# A question


def ask_kind(t: Translator) -> Markup:
    return t("What kind of question?")


def kind_name(t: Translator, kind: QuestionType) -> Markup:
    return {
        _T.SCALE: t("⭐ A mark from 1 to 5"),
        _T.ONE: t("🔘 One of several"),
        _T.SEVERAL: t("☑️ Several of several"),
        _T.YES_NO: t("👍 Yes or no"),
        _T.TEXT: t("💬 Own words"),
        _T.RANK: t("🏆 The most important ones in order"),
        _T.NUMBER: t("🔢 A number"),
        _T.DATE: t("📅 A day"),
        _T.PHOTO: t("📷 A picture"),
        _T.PLACE: t("📍 A place on the map"),
        _T.VOICE: t("🎤 A voice message"),
        _T.NOTE: t("ℹ️ Only words, no question"),
        _T.CALCULATION: t("🧮 A calculation"),
    }[kind]


def ask_label(t: Translator, kind: QuestionType) -> Markup:
    if kind is _T.NOTE:
        return t("Write the words in Kyrgyz.")
    return t("Write the question in Kyrgyz, short and plain.")


def ask_new_label(t: Translator, question: Question | None) -> Markup:
    known = in_language(question.label, "ky") if question else ""
    return t("Now: «{words}»\n\nWrite the new words in Kyrgyz.", words=known)


def ask_options(t: Translator) -> Markup:
    return t("Write the choices in Kyrgyz, each on a line of its own.")


def ask_new_options(t: Translator, question: Question | None) -> Markup:
    known = [in_language(one.label, "ky") for one in question.options] if question else []
    listed = Markup("\n").join(Markup("{}").format(one) for one in known)
    return Markup("{}\n\n{}").format(
        t("The choices now. Write the new ones in Kyrgyz, each on a line."), listed
    )


def ask_options_ru(t: Translator, options: Sequence[str]) -> Markup:
    listed = Markup("\n").join(Markup("{}. {}").format(place, one) for place, one in enumerate(options, 1))
    return Markup("{}\n\n{}").format(t("The same choices in Russian, in the same order?"), listed)


def ask_top(t: Translator, count: int) -> Markup:
    return t("How many are to be put in order? From 1 to {count}.", count=count)


def ask_other(t: Translator) -> Markup:
    return t("Add «Other», with own words?")


def ask_why(t: Translator) -> Markup:
    return t("Ask «Why?» after it? People may skip that.")


def ask_required(t: Translator) -> Markup:
    return t("Must everyone answer it?")


def ask_whom(t: Translator) -> Markup:
    return t("Whom is it asked? Everyone, or those who gave a certain answer to this question:")


def everybody(t: Translator) -> Markup:
    return t("Everyone")


def ask_values(t: Translator) -> Markup:
    return t("It is asked of those who answered:")


# The card


def card(t: Translator, form: Form, content: Questionnaire, state: State) -> Markup:
    parts = [_head(t, form, content)]
    if content.questions:
        parts.append(_questions(t, content))
    if state.problems:
        parts.append(Markup("{}\n{}").format(t("❗ To be mended:"), problems.listed(t, state.problems)))
    parts += _warnings(t, content, state)
    if state.locked:
        parts.append(t("🔒 It is in use and stays as it is. A changed copy becomes the next version."))
    elif not state.problems:
        tried = t("✅ You have tried it.") if state.tried else t("Next: try it yourself, then send it.")
        parts.append(tried)
    return Markup("\n\n").join(parts)


def _head(t: Translator, form: Form, content: Questionnaire) -> Markup:
    title = Markup("📝 <b>{}</b>").format(in_language(content.title, t.language))
    if form.version > 1:
        title += Markup("\n") + t("Version {version}", version=form.version)
    if intro := in_language(content.intro, t.language):
        title += Markup("\n<i>{}</i>").format(richtext.shorten(escape(intro), 300))
    return title


def _questions(t: Translator, content: Questionnaire) -> Markup:
    heads = _heads(content)
    lines = [
        Markup("{}. {} {}{}").format(
            number,
            _sign(t, one),
            richtext.shorten(escape(in_language(one.label, t.language)), LONGEST_LISTED),
            _marks(content, one),
        )
        for number, one in enumerate(heads[:MOST_LISTED], 1)
    ]
    if more := heads[MOST_LISTED:]:
        lines.append(t.plural("and {count} more", "and {count} more", len(more)))
    lines.append(t("<i>* must be answered, ↳ asked only of some, +💬 with own words</i>"))
    return Markup("\n").join(lines)


def _heads(content: Questionnaire) -> list[Question]:
    """What stands in the list with a number of its own."""
    return [one for one in content.questions if one.belongs_to is None and one.type is not _T.CALCULATION]


def _sign(t: Translator, question: Question) -> str:
    return str(kind_name(t, question.type)).partition(" ")[0]


def _marks(content: Questionnaire, question: Question) -> str:
    condition = " ↳" if question.relevant else ""
    follows = any(one.belongs_to == question.name for one in content.questions)
    return (" *" if question.required and question.is_asked else "") + condition + (" +💬" if follows else "")


def _warnings(t: Translator, content: Questionnaire, state: State) -> list[Markup]:
    found = [_lacking(t, content, language, names) for language, names in state.lacking.items()]
    for name in state.unreachable:
        label = in_language(content.by_name[name].label, t.language) or name
        found.append(
            t("⚠️ Nobody can come to «{question}»: no answers lead to it.", question=label[:LONGEST_LISTED])
        )
    return found


def _lacking(t: Translator, content: Questionnaire, language: str, names: Sequence[str]) -> Markup:
    """Where the words of a language are missing, by the numbers of the list above."""
    numbers = {one.name: number for number, one in enumerate(_heads(content), 1)}
    heads = {content.by_name[name].belongs_to or name for name in names if name}
    listed = sorted(numbers[head] for head in heads if head in numbers)
    places = [t("the title or the first words")] if "" in names else []
    if len(listed) == 1:
        places.append(t("question {number}", number=listed[0]))
    elif listed:
        places.append(t("questions {numbers}", numbers=", ".join(map(str, listed))))
    where = ", ".join(places)
    if language == "ru":
        return t("⚠️ No Russian words: {places}. Those who read Russian will see Kyrgyz.", places=where)
    return t("⚠️ No Kyrgyz words: {places}. Those who read Kyrgyz will see Russian.", places=where)


def add_button(t: Translator) -> Markup:
    return t("➕ Add a question")


def who_button(t: Translator) -> Markup:
    return t("👥 Ask sex and age too")


def questions_button(t: Translator) -> Markup:
    return t("✏️ The questions")


def title_button(t: Translator) -> Markup:
    return t("🔤 Title and first words")


def try_button(t: Translator) -> Markup:
    return t("▶️ Try it")


def send_button(t: Translator) -> Markup:
    return t("📨 Send it")


def copy_button(t: Translator) -> Markup:
    return t("📄 Make a changed copy")


def delete_button(t: Translator) -> Markup:
    return t("🗑 Delete")


def copied(t: Translator, version: int) -> Markup:
    return t("✅ This is version {version}. Change what you like.", version=version)


def ask_delete(t: Translator) -> Markup:
    return t("Delete this questionnaire?")


def yes_delete(t: Translator) -> Markup:
    return t("🗑 Yes, delete")


def deleted(t: Translator) -> Markup:
    return t("The questionnaire is deleted.")


# One question


def choose_question(t: Translator) -> Markup:
    return t("Which question?")


def question_button(t: Translator, number: int, question: Question) -> str:
    return f"{number}. {in_language(question.label, t.language)}"[:50]


def question_card(t: Translator, question: Question, condition: str) -> Markup:
    """`condition`: whom it is for, in words."""
    parts = [
        Markup("<b>{}</b>").format(in_language(question.label, "ky")),
        *([Markup("{}").format(question.label["ru"])] if question.label.get("ru") else []),
        kind_name(t, question.type),
    ]
    if question.options:
        parts.append(
            Markup("\n").join(
                Markup("• {}").format(in_language(one.label, t.language)) for one in question.options[:20]
            )
        )
    if question.is_asked:
        parts.append(t("It must be answered.") if question.required else t("It can be skipped."))
    if condition:
        parts.append(t("Asked only of some: <i>{condition}</i>", condition=condition.rstrip(":")))
    return Markup("\n\n").join(parts)


def words_button(t: Translator) -> Markup:
    return t("🔤 Change the words")


def options_button(t: Translator) -> Markup:
    return t("☑️ Change the choices")


def up_button(t: Translator) -> Markup:
    return t("⬆️ Up")


def remove_button(t: Translator) -> Markup:
    return t("🗑 Remove")


def to_questions(t: Translator) -> Markup:
    return t("⬅️ To the questions")


def ask_remove(t: Translator, label: str) -> Markup:
    return t("Remove «{question}»?", question=label)


def yes_remove(t: Translator) -> Markup:
    return t("🗑 Yes, remove")


def more(t: Translator, page: int, pages: int) -> Markup:
    return t("More ▶️ ({page} of {pages})", page=page, pages=pages)


# Trying


def trial_begins(t: Translator) -> Markup:
    return t("▶️ A trial, just as residents will see it. Nothing is counted.")


def trial_over(t: Translator) -> Markup:
    return t("✅ The trial is over. If all was well, send it.")


def trial_left(t: Translator) -> Markup:
    return t("The trial was left before its end.")
