"""The list of the year's duties."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.obligations.board import Row
from bot.areas.obligations.listing import How, Line, Narrowed, Which
from bot.areas.obligations.rules.state import State
from bot.areas.obligations.rules.summary import Group
from bot.areas.obligations.texts import states
from bot.core import numbered
from bot.core.i18n import Translator


def label(t: Translator) -> Markup:
    return t("🗓 The year's duties")


def command(t: Translator) -> Markup:
    return t("The year's duties: what is due and what is done")


def head(t: Translator, year: int, lines: Sequence[Line], *, narrowed: Narrowed) -> Markup:
    title = t("🗓 <b>Duties of {year}</b>", year=str(year))
    if not lines:
        empty = t("Nothing of this kind.") if not narrowed.is_whole else t("Nothing is due yet.")
        return Markup("{}\n\n{}").format(title, empty)
    parts = [title]
    if words := narrowed_to(t, narrowed):
        parts.append(t("Shown: {what}", what=t.list(words)))
    for group in Group:
        mine = [line for line in lines if line.summary.group is group]
        if mine:
            heading = Markup("<b>{}</b> ({})").format(group_name(t, group), t.number(len(mine)))
            parts.append(Markup("\n").join(["", heading, *(line_of(t, one) for one in mine)]))
    return Markup("\n").join(parts)


def group_name(t: Translator, group: Group) -> Markup:
    return {
        Group.BEHIND: t("Missed or late"),
        Group.NOW: t("To be done now"),
        Group.AHEAD: t("Ahead"),
        Group.DONE: t("Done"),
    }[group]


def line_of(t: Translator, line: Line) -> Markup:
    """`🔴 1.1 Сайт жана социалдык тармактар · 2 өтүп кетти`."""
    return Markup("{} {} · {}").format(sign_of(line), title(t, line.row), detail(t, line))


def sign_of(line: Line) -> str:
    if line.summary.missed:
        return states.sign(State.MISSED)
    place = line.summary.place
    return states.sign(line.row.standings[place].judgement.state) if place is not None else "➖"


def title(t: Translator, row: Row) -> str:
    """With the document's number; the office's own have none."""
    return f"{row.measure.number} {row.short(t.language)}" if row.measure else row.short(t.language)


def button(t: Translator, line: Line) -> str:
    words = f"{sign_of(line)} {title(t, line.row)}"
    longest = numbered.LONGEST
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def detail(t: Translator, line: Line) -> Markup:
    place = line.summary.place
    if place is None:
        return Markup("")
    standing = line.row.standings[place]
    judgement, window = standing.judgement, standing.period.window
    parts: list[Markup] = []
    if line.summary.missed and len(line.row.standings) > 1:
        parts.append(t.plural("{count} missed", "{count} missed", line.summary.missed))
    if judgement.state is State.MISSED:
        parts = parts or [t("was due by {day}", day=numeric(window.closes_on))]
    elif judgement.state in {State.DONE, State.REPORTED, State.LATE} and judgement.done_on:
        parts.append(Markup("{}").format(numeric(judgement.done_on)))
    elif judgement.state is State.AHEAD:
        parts.append(Markup("{}–{}").format(numeric(window.opens_on), numeric(window.closes_on)))
    elif judgement.state in {State.WAIVED, State.NOT_NEEDED}:
        parts.append(states.word(t, judgement.state))
    else:
        parts.append(t("by {day}", day=numeric(window.closes_on)))
        if judgement.state in {State.PLANNED, State.ANNOUNCED}:
            parts.append(states.word(t, judgement.state))
    if judgement.asked > 1 and judgement.state not in {State.WAIVED, State.AHEAD}:
        parts.append(Markup("{}/{}").format(t.number(judgement.count), t.number(judgement.asked)))
    return Markup(", ").join(parts)


def numeric(day: date) -> str:
    return f"{day:%d.%m}"


# Narrowing


def narrowed_to(t: Translator, by: Narrowed) -> list[str]:
    words = []
    if by.mine:
        words.append(str(t("mine")))
    if by.quarter:
        words.append(str(t("this quarter")))
    if by.which is not Which.ALL:
        words.append(str(which_name(t, by.which)))
    if by.how is not How.ALL:
        words.append(str(how_name(t, by.how)))
    return words


def which_name(t: Translator, which: Which) -> Markup:
    return {
        Which.ALL: t("all documents"),
        Which.CALENDAR: t("Calendar"),
        Which.PLAN: t("Plan"),
        Which.OTHER: t("Others"),
    }[which]


def how_name(t: Translator, how: How) -> Markup:
    return {
        How.ALL: t("any state"),
        How.BEHIND: t("Missed or late"),
        How.NOW: t("To be done now"),
        How.AHEAD: t("Ahead"),
        How.DONE: t("Done"),
    }[how]


def ask_filter(t: Translator) -> Markup:
    return t("🔎 What should be shown? Each tap changes one thing.")


def mine_button(t: Translator) -> Markup:
    return t("👤 Mine")


def all_button(t: Translator) -> Markup:
    return t("👥 Everybody's")


def quarter_button(t: Translator) -> Markup:
    return t("📆 This quarter")


def filter_button(t: Translator) -> Markup:
    return t("🔎 Choose")


def show_button(t: Translator) -> Markup:
    return t("✅ Show")


def show_all_button(t: Translator) -> Markup:
    return t("↩️ Show all")


def years_button(t: Translator) -> Markup:
    return t("🗂 Other years")


def ask_year(t: Translator) -> Markup:
    return t("Which year?")


def not_open(t: Translator) -> Markup:
    return t("🗓 There is no list of duties yet. It opens by itself once the municipality is set up.")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def to_list(t: Translator) -> Markup:
    return t("🗓 To the list")
