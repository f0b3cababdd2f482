"""Why something of the year's plan wasn't taken, and what is possible instead."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.core.errors import Refused
from bot.core.i18n import Translator


def gone(t: Translator, _refused: Refused) -> Markup:
    return t("This is no longer in the plan. Please open the list anew.")


def empty(t: Translator, _refused: Refused) -> Markup:
    return t("Please write a few words.")


def long(t: Translator, refused: Refused) -> Markup:
    return t("This is too long: {limit} characters at most.", limit=t.number(refused.data["longest"]))


def number(t: Translator, refused: Refused) -> Markup:
    return t(
        "Please write a whole number from {least} to {most}.",
        least=t.number(refused.data["least"]),
        most=t.number(refused.data["most"]),
    )


def day(t: Translator, refused: Refused) -> Markup:
    first, last = t.date(refused.data["first"]), t.date(refused.data["last"])
    notice = refused.data.get("notice")
    if notice is None:
        return t("Please choose a day from {first} to {last}.", first=first, last=last)
    return t.plural(
        "Please choose a day from {first} to {last}: residents must be told {count} whole day before.",
        "Please choose a day from {first} to {last}: residents must be told {count} whole days before.",
        notice,
        first=first,
        last=last,
    )


def no_day(t: Translator, refused: Refused) -> Markup:
    last = t.date(refused.data["last"])
    notice = refused.data.get("notice")
    if notice is None:
        return t("Its time was over on {last}. What is done later counts as late.", last=last)
    return t.plural(
        "Its time ends on {last}, and residents must be told {count} whole day before: "
        "no lawful day is left. What is held later counts as late.",
        "Its time ends on {last}, and residents must be told {count} whole days before: "
        "no lawful day is left. What is held later counts as late.",
        notice,
        last=last,
    )


def people(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "{count} name at most can stand here.",
        "{count} names at most can stand here.",
        refused.data["limit"],
    )


def own_many(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "{count} own event a year at most can be added.",
        "{count} own events a year at most can be added.",
        refused.data["limit"],
    )


def not_own(t: Translator, _refused: Refused) -> Markup:
    return t("The rules ask for this, so it can't be removed. The head may say that it isn't held this year.")


def own_done(t: Translator, _refused: Refused) -> Markup:
    return t("Something of it was done already, so it stays. The head may say that it isn't held this year.")


def months(t: Translator, _refused: Refused) -> Markup:
    return t("The last month can't be before the first one.")


# The approved plan


def approved(t: Translator, refused: Refused) -> Markup:
    return t(
        "The approved plan says {number} here. Only a revision of the plan may change it.",
        number=t.number(refused.data["number"]),
    )


def approved_own(t: Translator, _refused: Refused) -> Markup:
    return t("The plan is approved. Only a revision of the plan may change its own events.")


def revised(t: Translator, refused: Refused) -> Markup:
    return t(
        "A plan is revised at most once a year (strategy, 4.11). "
        "It was revised on {last}; the next revision may begin on {first}.",
        last=t.date(refused.data["last"]),
        first=t.date(refused.data["first"]),
    )


def not_draft(t: Translator, _refused: Refused) -> Markup:
    return t("This plan isn't being drawn up any more. Please open the plan anew.")


def not_approved(t: Translator, _refused: Refused) -> Markup:
    return t("Only an approved plan can be revised.")


def draft_there(t: Translator, _refused: Refused) -> Markup:
    return t("A revision is being drawn up already.")


def years(t: Translator, _refused: Refused) -> Markup:
    return t("Please write the first and the last year like 2025-2028, ten years at most.")


def years_taken(t: Translator, refused: Refused) -> Markup:
    return t(
        "There is a plan for {first}–{last} already.",
        first=str(refused.data["first"]),
        last=str(refused.data["last"]),
    )


def group_small(t: Translator, refused: Refused) -> Markup:
    return t(
        "The plan can't be approved yet: the working group needs at least {need} members "
        "from the office, the council and the community (strategy, 4.3), and has {have}.",
        need=t.number(refused.data["need"]),
        have=t.number(refused.data["have"]),
    )


def not_discussed(t: Translator, _refused: Refused) -> Markup:
    return t("First the draft is discussed at a village assembly (strategy, 4.9). Please note when that was.")


def discussed_before(t: Translator, refused: Refused) -> Markup:
    return t(
        "This is a revision of what was approved on {day}: an assembly before that day can't have "
        "discussed it. Please choose a later one.",
        day=t.date(refused.data["day"]),
    )


def before_discussion(t: Translator, refused: Refused) -> Markup:
    return t(
        "The draft was discussed on {day}; the order can't be older than that.",
        day=t.date(refused.data["day"]),
    )


def future(t: Translator, refused: Refused) -> Markup:
    return t("This day hasn't come yet. Today is {today}.", today=t.date(refused.data["today"]))


def no_assembly(t: Translator, _refused: Refused) -> Markup:
    return t("The plan is discussed at a village assembly (strategy, 4.9). Please choose one.")


def not_held(t: Translator, _refused: Refused) -> Markup:
    return t("This assembly hasn't been held yet.")


def member_twice(t: Translator, refused: Refused) -> Markup:
    return t("{name} is in the group already.", name=refused.data["name"])


# The table


def sheet_columns(t: Translator, _refused: Refused) -> Markup:
    return t("I did not find the table's columns. Please take the table anew and fill that one.")


def sheet_year(t: Translator, refused: Refused) -> Markup:
    return t(
        "This is the table of another year. For {year} take its own one.", year=str(refused.data["year"])
    )


def sheet_stale(t: Translator, _refused: Refused) -> Markup:
    return t("The plan was changed meanwhile. Nothing was taken over: please send the table once more.")


def sheet_past(t: Translator, _refused: Refused) -> Markup:
    return t("This table was dealt with already.")


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    f"obligations:{one.__name__}": one
    for one in (
        gone,
        empty,
        long,
        number,
        day,
        no_day,
        people,
        own_many,
        not_own,
        own_done,
        months,
        approved,
        approved_own,
        revised,
        not_draft,
        not_approved,
        draft_there,
        years,
        years_taken,
        group_small,
        not_discussed,
        discussed_before,
        before_discussion,
        future,
        no_assembly,
        not_held,
        member_twice,
        sheet_columns,
        sheet_year,
        sheet_stale,
        sheet_past,
    )
}
