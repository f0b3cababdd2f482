"""Noting down what somebody came to the office with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealKind
from bot.areas.appeals.texts import naming, office, telling
from bot.core.i18n import Translator


@dataclass(frozen=True, slots=True)
class Known:
    """The villages by id, and what may be about the same thing."""

    villages: Mapping[str, str]
    alike: Sequence[Appeal]


def button(t: Translator) -> Markup:
    return t("✍️ Write one down")


def ask_kind(t: Translator) -> Markup:
    return t("For a person without a phone. What did they come with?")


def ask_name(t: Translator) -> Markup:
    return t("Who is it? Please write the name.")


def ask_telephone(t: Translator) -> Markup:
    return t("A telephone number where they can be called, if there is one:")


def ask_text(t: Translator) -> Markup:
    return t("What do they say? Write it, say it in a voice message, or send a photo of their paper.")


def ask_paper(t: Translator) -> Markup:
    return t("Is there a photo or a paper? Send it here, or skip this.")


def ask_village(t: Translator) -> Markup:
    return t("Which village is it about?")


def nowhere(t: Translator) -> Markup:
    return t("Not about a village")


def ask_place(t: Translator) -> Markup:
    return t("Where exactly: the street, the house, a landmark? Or send the place on the map with 📎.")


def check(t: Translator, answers: Mapping[str, Any], known: Known) -> Markup:
    village = known.villages.get(answers.get("village") or "")
    place = answers.get("place") or {}
    pointed = telling.place(t, place.get("words"), point="point" in place)
    where = Markup(", ").join(part for part in (Markup("{}").format(village or ""), pointed) if part)
    lines = [
        Markup("<b>{}</b>").format(naming.kind(t, AppealKind(answers["kind"]))),
        t("👤 From: {name}", name=answers["name"]),
    ]
    if answers.get("telephone"):
        lines.append(t("📞 {telephone}", telephone=answers["telephone"]))
    if where:
        lines.append(Markup("📍 {}").format(where))
    lines.append(Markup("<i>{}</i>").format(answers["text"]) if answers.get("text") else Markup("📎"))
    if known.alike:
        lines += [Markup(""), t("⚠️ Perhaps it is here already. Please look before you save it:")]
        lines += [office.alike_line(t, one) for one in known.alike]
    return Markup("\n").join(lines)


def save_button(t: Translator) -> Markup:
    return t("✅ Save it")


def entered(t: Translator, appeal: Appeal) -> Markup:
    """The number stands alone, to be read out or copied onto paper."""
    answer = (
        t("Please read it to them. The answer comes by {day}.", day=t.date(appeal.due_on))
        if (appeal.due_on)
        else Markup("")
    )
    return t("It is kept. Its number:\n\n<b>№  {number}</b>\n\n{answer}", number=appeal.number, answer=answer)


def find_button(t: Translator) -> Markup:
    return t("🔎 By number")
