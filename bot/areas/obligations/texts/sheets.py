"""The year as an Excel table: its words, what is wrong in it, what it would change."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.rules import targets
from bot.areas.obligations.texts import short
from bot.core.errors import Refused
from bot.core.i18n import Translator

MOST_LINES = 15


def columns(t: Translator) -> tuple[str, ...]:
    return tuple(
        str(one)
        for one in (
            t("Code (leave as it is)"),
            t("№"),
            t("Event"),
            t("Term"),
            t("Which number"),
            t("How many"),
            t("Days"),
            t("Who answers"),
            t("Sum, som"),
            t("Note"),
        )
    )


def sheet_name(t: Translator, year: int) -> str:
    return str(t("Plan {year}", year=str(year)))


def help_name(t: Translator) -> str:
    return str(t("How to fill"))


def note(t: Translator, year: int) -> str:
    return str(t("The plan of {year}. Fill the columns from «How many» to «Note».", year=str(year)))


def help_lines(t: Translator) -> tuple[str, ...]:
    return tuple(
        str(one.unescape())
        for one in (
            t("Leave the codes in the first column as they are; by them I find the rows."),
            t("Number: a whole number, without signs. An empty cell leaves the place blank."),
            t("Days: like 15.02.2026; several are parted by a semicolon, one for each term."),
            t("A day must lie within its term, and for meetings late enough for lawful notice."),
            t("Who answers: the name; several are parted by a semicolon. Colleagues by the name in the bot."),
            t("Sum: whole som, like 50000."),
            t("Rows can't be added or removed here; own events are added in the chat."),
            t("Send the file back to the chat. I check every cell and show what changes before it does."),
        )
    )


def help_heads(t: Translator) -> tuple[str, ...]:
    return (str(t("How to fill")),)


# In the chat


def head(t: Translator, year: int) -> Markup:
    return t(
        "📊 <b>The plan of {year} as an Excel table</b>\n"
        "Take the table, fill it on a computer and send it back here. "
        "Nothing changes before you agree.",
        year=str(year),
    )


def take_button(t: Translator) -> Markup:
    return t("📥 Take the table")


def send_button(t: Translator) -> Markup:
    return t("📤 Send it filled")


def here_it_is(t: Translator) -> Markup:
    return t("📊 The table is ready. How to fill it stands in its second sheet.")


def ask_file(t: Translator) -> Markup:
    return t("Please send the filled Excel file (.xlsx) with 📎.")


def is_read(t: Translator) -> Markup:
    return t("⏳ The file has come. I am checking it and will write at once.")


def not_fetched(t: Translator) -> Markup:
    return t("❗ The file could not be loaded. Please send it once more.")


def unreadable(t: Translator) -> Markup:
    return t(
        "⚠️ I could not read this file; the fault is ours. Save it anew in Excel and send it again, please."
    )


def refused(t: Translator, lines: Sequence[Markup]) -> Markup:
    head = t.plural(
        "❗ Nothing was taken over: {count} mistake was found. Please mend it and send the file again.",
        "❗ Nothing was taken over: {count} mistakes were found. Please mend them and send the file again.",
        len(lines),
    )
    return Markup("{}\n\n{}").format(head, _shortened(t, lines))


def _shortened(t: Translator, lines: Sequence[Markup]) -> Markup:
    shown = list(lines[:MOST_LINES])
    rest = len(lines) - len(shown)
    if rest:
        shown.append(t("… and {count} more.", count=t.number(rest)))
    return Markup("\n").join(shown)


def mistake(t: Translator, cell: str, sentence: Markup) -> Markup:
    return Markup("<b>{}</b>: {}").format(cell, sentence) if cell else sentence


def sentence(t: Translator, refused: Refused) -> Markup | None:
    """What is wrong in a cell, where no other words are there for it."""
    data = refused.data
    return {
        "obligations:cell_code": lambda: t("I don't know the code «{code}».", code=data.get("text", "")),
        "obligations:cell_twice": lambda: t(
            "The code «{code}» stands there twice.", code=data.get("text", "")
        ),
        "obligations:cell_no_number": lambda: t("This row has no number to fill. Please empty the cell."),
        "obligations:cell_only_number": lambda: t(
            "In this row only the number is filled. Please empty the cell."
        ),
        "obligations:cell_day": lambda: t(
            "«{text}» isn't a day. Please write it like 15.02.2026.", text=data.get("text", "")
        ),
        "obligations:cell_term": lambda: t(
            "{day} lies in none of this row's terms: {terms}.",
            day=t.date(data["day"]),
            terms="; ".join(f"{t.day_month(first)} – {t.day_month(last)}" for first, last in data["terms"]),
        ),
        "obligations:cell_days": lambda: t(
            "{day} is the second day for the same term.", day=t.date(data["day"])
        ),
    }.get(refused.code, lambda: None)()


def would_change(t: Translator, lines: Sequence[Markup]) -> Markup:
    head = t.plural(
        "📊 The table is right. {count} thing would change:",
        "📊 The table is right. {count} things would change:",
        len(lines),
    )
    return Markup("{}\n\n{}").format(head, _shortened(t, lines))


def no_change(t: Translator) -> Markup:
    return t("📊 The table is right, and changes nothing.")


def apply_button(t: Translator) -> Markup:
    return t("✅ Take it over")


def leave_button(t: Translator) -> Markup:
    return t("✖️ Leave it")


def applied(t: Translator, count: int) -> Markup:
    return t.plural("✅ {count} change is taken over.", "✅ {count} changes are taken over.", count)


def left(t: Translator) -> Markup:
    return t("The table was laid aside. Nothing was changed.")


def change(t: Translator, found: dict[str, Any]) -> Markup:
    """`row: what: before → after`."""
    key = str(found["key"])
    before, after = (_value(t, found, found[name]) for name in ("before", "after"))
    return Markup("• {}, {}: {} → {}").format(
        short.row(t, key, str(found["title"])), _what(t, key, found), before, after
    )


def _what(t: Translator, key: str, found: dict[str, Any]) -> Markup:
    if found["what"] == "number":
        parameter = targets.find_parameter(measures().get(key), str(found["parameter"]))
        return short.number(t, parameter) if parameter else Markup("")
    return {
        "days": t("days"),
        "people": t("who answers"),
        "amount": t("money"),
        "note": t("note"),
    }[found["what"]]


def _value(t: Translator, found: dict[str, Any], value: Any) -> str:
    if value is None or value in ([], {}, ""):
        return "____"
    if found["what"] == "days":
        return ", ".join(str(one) for one in value.values())
    if found["what"] == "people":
        return ", ".join(str(name) for name, _ in value)
    if isinstance(value, int):
        return t.number(value)
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
