"""The questions themselves, and what stands around them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from bot.areas.surveys.questionnaire.content import (
    YES,
    Question,
    QuestionType,
    Value,
    in_language,
    numbered,
)
from bot.core import richtext
from bot.core.i18n import Translator

_T = QuestionType
# What tells who sent it, whatever the database keeps.
_RECOGNISABLE = frozenset({_T.TEXT, _T.VOICE, _T.PHOTO})
LONGEST_SHOWN = 80
LONGEST_REVIEW = 3300


def question(
    t: Translator,
    asked: Question,
    at: tuple[int, int],
    written_out: Sequence[str],
    *,
    anonymous: bool,
    about: str = "",
) -> Markup:
    """`at`: which of how many. `written_out`: choices too long for a button, by their number.

    `about`: the question that this one adds to, with its answer.
    """
    label = in_language(asked.label, t.language)
    if not asked.is_asked:
        return escape(label)
    parts = [_progress(t, asked, at), *([escape(about)] if about else []), Markup("<b>{}</b>").format(label)]
    if hint := in_language(asked.hint, t.language):
        parts.append(Markup("<i>{}</i>").format(hint))
    if written_out:
        lines = [Markup("{}. {}").format(number, one) for number, one in enumerate(written_out, 1)]
        parts.append(Markup("\n").join(lines))
    how = how_to_answer(t, asked)
    if how:
        parts.append(how)
    if anonymous and asked.type is _T.PLACE:
        parts.append(t("🔒 Your own house on the map would tell who you are: better a place nearby."))
    if anonymous and asked.type in _RECOGNISABLE:
        parts.append(
            t("🔒 A voice or a picture can be recognised. Written words can't, if you don't name yourself.")
        )
    return Markup("\n\n").join(parts)


def added_to(t: Translator, head: Question, value: Value) -> str:
    """A «why?» alone says nothing to who looks again a day later."""
    label = richtext.shorten(escape(in_language(head.label, t.language)), LONGEST_SHOWN)
    return f"{label} — {answer(t, head, value)}" if value is not None else label


def _progress(t: Translator, asked: Question, at: tuple[int, int]) -> Markup:
    number, count = at
    if asked.belongs_to:
        return t("{number} of {count}, a little more", number=number, count=count)
    return t("{number} of {count}", number=number, count=count)


def how_to_answer(t: Translator, asked: Question) -> Markup | None:
    match asked.type:
        case _T.SCALE:
            return _scale(t, asked)
        case _T.SEVERAL:
            return t("You can choose several.")
        case _T.NUMBER:
            return t("Please write a number.")
        case _T.TEXT:
            return t("Write, or send a voice message.")
        case _T.DATE:
            return t("Write the day like 25.12.2026.")
        case _T.PHOTO:
            return t("Send a picture with 📎.")
        case _T.PLACE:
            return t("Send the place on the map with 📎.")
        case _T.VOICE:
            return t("Send a voice message.")
    return None


def _scale(t: Translator, asked: Question) -> Markup:
    low, high = asked.steps[0], asked.steps[-1]
    low_label = in_language(asked.low_label, t.language) or t("very bad")
    high_label = in_language(asked.high_label, t.language) or t("very good")
    return t(
        "{low} — {low_label}, {high} — {high_label}",
        low=low,
        low_label=low_label,
        high=high,
        high_label=high_label,
    )


def yes(t: Translator) -> Markup:
    return t("Yes")


def no(t: Translator) -> Markup:
    return t("No")


# Ranking


def ranked(t: Translator, asked: Markup, so_far: Sequence[str], wanted: int) -> Markup:
    parts = [asked]
    if so_far:
        parts.append(
            Markup("\n").join(
                Markup("{}. <b>{}</b>").format(place, one) for place, one in enumerate(so_far, 1)
            )
        )
    if len(so_far) < wanted:
        left = wanted - len(so_far)
        if so_far:
            parts.append(
                t.plural("Now tap the next one: {count} more.", "Now tap the next one: {count} more.", left)
            )
        else:
            parts.append(
                t.plural(
                    "Tap the most important one: {count} in all.",
                    "Tap the most important one first, then the next: {count} in all.",
                    wanted,
                )
            )
    return Markup("\n\n").join(parts)


def undo(t: Translator) -> Markup:
    return t("↩️ Take back the last one")


def order_right(t: Translator) -> Markup:
    return t("✔️ That is right")


def tap_in_order(t: Translator, _wanted: int) -> Markup:
    return t("Please tap one of the buttons below, the most important one first.")


# Typing


def with_answer(t: Translator, asked: Markup, known: str) -> Markup:
    return Markup("{}\n\n{}").format(asked, t("Your answer now: <b>{answer}</b>", answer=known))


def keep_answer(t: Translator) -> Markup:
    return t("✔️ Keep it")


def send_photo(t: Translator) -> Markup:
    return t("Please send a picture with 📎.")


def send_voice(t: Translator) -> Markup:
    return t("Please hold the microphone and say it.")


# The last look


def review(t: Translator, asked: Sequence[Question], settled: Mapping[str, Value], *, trial: bool) -> Markup:
    head = t("<b>Your answers</b>")
    numbers = numbered(asked)
    lines = [_line(t, numbers[one.name], one, settled.get(one.name)) for one in asked]
    text = Markup("\n").join(lines)
    if richtext.length(text) > LONGEST_REVIEW:
        answered = sum(settled.get(one.name) is not None for one in asked)
        text = t.plural(
            "You have answered {count} question of {all}.",
            "You have answered {count} questions of {all}.",
            answered,
            all=len(asked),
        )
    end = t("This is a trial: nothing will be counted.") if trial else t("Is all right? Then send them.")
    return Markup("\n\n").join([head, text, end])


def _line(t: Translator, number: str, asked: Question, value: Value) -> Markup:
    label = richtext.shorten(escape(in_language(asked.label, t.language)), LONGEST_SHOWN)
    shown = richtext.shorten(escape(answer(t, asked, value)), LONGEST_SHOWN) if value is not None else "—"
    return Markup("{}. {} <b>{}</b>").format(number, label, shown)


def answer(t: Translator, asked: Question, value: Any) -> str:
    """An answer in a few plain words."""
    return str(_SHOWN.get(asked.type, _as_it_is)(t, asked, value))


def _as_it_is(_t: Translator, _asked: Question, value: Any) -> object:
    return value


_SHOWN: Mapping[QuestionType, Callable[[Translator, Question, Any], object]] = {
    _T.YES_NO: lambda t, _asked, value: yes(t) if value == YES else no(t),
    _T.ONE: lambda t, asked, value: _option(t, asked, value),
    _T.SEVERAL: lambda t, asked, value: ", ".join(_option(t, asked, one) for one in value),
    _T.RANK: lambda t, asked, value: ", ".join(
        f"{place}. {_option(t, asked, one)}" for place, one in enumerate(value, 1)
    ),
    _T.TEXT: lambda t, _asked, value: value.get("text") or t("🎤 a voice message"),
    _T.DATE: lambda t, _asked, value: t.date(date.fromisoformat(value)),
    _T.NUMBER: lambda t, _asked, value: t.number(value),
    _T.SCALE: lambda t, _asked, value: t.number(value),
    _T.PHOTO: lambda t, _asked, _value: t("📷 a picture"),
    _T.VOICE: lambda t, _asked, _value: t("🎤 a voice message"),
    _T.PLACE: lambda t, _asked, _value: t("📍 a place on the map"),
}


def _option(t: Translator, asked: Question, name: str) -> str:
    found = asked.option(name)
    return in_language(found.label, t.language) if found else name


def in_review(t: Translator, number: str, asked: Question) -> str:
    return f"{number}. {in_language(asked.label, t.language)}"[:48]


def send_button(t: Translator, *, trial: bool) -> Markup:
    return t("✔️ End the trial") if trial else t("✅ Send my answers")


def change_button(t: Translator) -> Markup:
    return t("✏️ Change an answer")


def to_review(t: Translator) -> Markup:
    return t("⬅️ To my answers")


def more(t: Translator, page: int, pages: int) -> Markup:
    return t("More ▶️ ({page} of {pages})", page=page, pages=pages)


def send_or_change(t: Translator) -> Markup:
    return t("Please tap a button: send your answers, or change one.")


def ask_name(t: Translator) -> Markup:
    return t("And your name, please. The office sees it with your answers.")
