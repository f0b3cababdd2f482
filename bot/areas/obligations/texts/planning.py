"""Setting up the year: what the officer reads and answers."""

from datetime import date

from markupsafe import Markup

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.catalogue import Budget, Parameter, plan
from bot.areas.obligations.models import ObligationPeriod, Plan, PlanState
from bot.areas.obligations.planning import PlanRow
from bot.areas.obligations.rules import targets
from bot.areas.obligations.rules.meetings import Bounds
from bot.areas.obligations.texts import documents, short
from bot.areas.obligations.texts.subjects import cut
from bot.core.i18n import Translator

LONGEST_LABEL = 30


def set_up_button(t: Translator) -> Markup:
    return t("✏️ Set up the plan")


def set_up_row_button(t: Translator) -> Markup:
    return t("✏️ Set up this row")


# The year


def year_title(t: Translator, year: int) -> Markup:
    return t("🗓 <b>The plan of {year}</b>", year=str(year))


def standing(t: Translator, found: Plan | None, *, revision: bool) -> Markup:
    if found is None:
        return t("It isn't approved by an order yet.")
    if found.state is PlanState.DRAFT:
        return t("A revision is being drawn up.") if revision else t("It is being drawn up.")
    assert found.order_on is not None  # noqa: S101 - an approved plan has its order
    return t("Approved: order № {number}, {day}.", number=found.order or "", day=t.date(found.order_on))


def blank_count(t: Translator, count: int) -> Markup:
    """«Дагы 4 жер толтурула элек»."""
    if not count:
        return t("✅ Every place is filled.")
    return t.plural("✏️ {count} place is still blank.", "✏️ {count} places are still blank.", count)


def days_count(t: Translator, chosen: int, meetings: int) -> Markup:
    return t(
        "📆 Days chosen for meetings: {chosen} of {meetings}.",
        chosen=t.number(chosen),
        meetings=t.number(meetings),
    )


def fill_button(t: Translator, count: int) -> Markup:
    return t("✏️ Fill the blanks: {count}", count=t.number(count))


def rows_button(t: Translator) -> Markup:
    return t("📋 Row by row")


def own_button(t: Translator) -> Markup:
    return t("➕ Own event")


def excel_button(t: Translator) -> Markup:
    return t("📊 Excel table")


def print_button(t: Translator) -> Markup:
    return t("🖨 Print")


def adoption_button(t: Translator) -> Markup:
    return t("🏛 Adoption")


def year_button(t: Translator, year: int) -> Markup:
    return t("🗓 {year}", year=str(year))


def to_year(t: Translator) -> Markup:
    return t("⬅️ The year")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def not_open(t: Translator) -> Markup:
    return t("No year is open yet. It opens by itself within a minute; please try again.")


# The rows


def rows_head(t: Translator, year: int) -> Markup:
    return t("🗓 <b>The plan of {year}</b>\n✏️ something is blank, ⏸ not this year.", year=str(year))


def row_button(t: Translator, row: PlanRow) -> str:
    sign = "⏸ " if row.obligation.waived_at else "✏️ " if row.count_blank else ""
    return f"{sign}{short.row(t, row.key, row.title(t.language))}"


def card(t: Translator, row: PlanRow, legal: LegalValues) -> Markup:
    measure = row.measure
    head = f"{measure.number}. {row.title(t.language)}" if measure else row.title(t.language)
    source = documents.source(t, measure.source) if measure else str(t("the office's own event"))
    lines = [Markup("<b>{}</b>\n({})").format(head, source), Markup("")]
    if row.obligation.waived_at:
        lines += [t("⏸ Not this year: {reason}", reason=row.obligation.waived_reason or ""), Markup("")]
    lines.append(Markup("🗓 {}").format(_when(t, row)))
    lines += [Markup("   • {}").format(_planned(t, one)) for one in row.periods if one.planned_on]
    lines.append(Markup("👤 {}").format(_who(t, row)))
    if measure and measure.indicator:
        lines.append(Markup("🎯 {}").format(indicator(t, row, legal)))
    lines += [Markup("🔢 {}").format(one) for one in _aside(t, row, legal)]
    lines.append(Markup("💰 {}").format(money(t, row)))
    if row.obligation.note:
        lines.append(Markup("📝 {}").format(row.obligation.note))
    return Markup("\n").join(lines)


def _when(t: Translator, row: PlanRow) -> str:
    if row.measure:
        return row.measure.recurrence(t.language)
    found = row.obligation.recurrence or {}
    return str(found.get(t.language) or found.get("ky") or "")


def window(t: Translator, period: ObligationPeriod) -> str:
    return f"{t.day_month(period.opens_on)} – {t.day_month(period.closes_on)}"


def _planned(t: Translator, period: ObligationPeriod) -> Markup:
    assert period.planned_on is not None  # noqa: S101 - the caller asked
    return t("{window}: on {day}", window=window(t, period), day=t.day_month(period.planned_on))


def _who(t: Translator, row: PlanRow) -> Markup:
    if row.named:
        return Markup("{}").format(", ".join(one.name for one in row.named))
    if row.nameless:
        return t("____ (the officer's name)")
    roles = [one(t.language) for one in row.measure.responsibles] if row.measure else []
    return Markup("{}").format(", ".join(roles)) if roles else t("nobody is named yet")


def indicator(t: Translator, row: PlanRow, legal: LegalValues) -> str:
    """The document's sentence with its blanks filled, or as blank as they are."""
    if row.measure is None or row.measure.indicator is None:
        return ""
    values = [
        _bare(t, targets.value_of(one, row.obligation.targets, legal))
        for one in row.measure.parameters
        if one.in_indicator
    ]
    return row.measure.indicator(t.language).format(*values)


def _bare(t: Translator, number: int | None) -> str:
    return "____" if number is None else t.number(number)


def _aside(t: Translator, row: PlanRow, legal: LegalValues) -> list[Markup]:
    """Numbers that stand outside of the indicator."""
    parameters = row.measure.parameters if row.measure else ()
    return [
        t(
            "{what}: {number}",
            what=short.number(t, one),
            number=short.value(t, one, targets.value_of(one, row.obligation.targets, legal)),
        )
        for one in parameters
        if not one.in_indicator
    ]


def money(t: Translator, row: PlanRow) -> Markup:
    budget = row.measure.budget if row.measure else Budget.NONE
    words = plan().budgets[budget](t.language)
    if row.obligation.amount is None:
        return Markup("{}").format(words)
    if budget is Budget.NONE:
        return som(t, row.obligation.amount)
    return Markup("{}: {}").format(words, som(t, row.obligation.amount))


def som(t: Translator, amount: int) -> Markup:
    return t("{amount} som", amount=t.number(amount))


# A card's buttons


def number_button(t: Translator, parameter: Parameter) -> Markup:
    return Markup("🔢 {}").format(short.number(t, parameter))


def people_button(t: Translator) -> Markup:
    return t("👤 Who answers")


def day_button(t: Translator) -> Markup:
    return t("📆 Day")


def amount_button(t: Translator) -> Markup:
    return t("💰 Money")


def note_button(t: Translator) -> Markup:
    return t("📝 The note")


def waive_button(t: Translator) -> Markup:
    return t("⏸ Not this year")


def lift_button(t: Translator) -> Markup:
    return t("▶️ This year after all")


def remove_button(t: Translator) -> Markup:
    return t("🗑 Remove it")


def state_button(t: Translator) -> Markup:
    return t("📍 How it stands")


def list_button(t: Translator) -> Markup:
    return t("📍 What is due")


def to_rows(t: Translator) -> Markup:
    return t("📋 Rows")


def to_row(t: Translator) -> Markup:
    return t("⬅️ This row")


# Questions


def ask_number(t: Translator, row: PlanRow, parameter: Parameter, legal: LegalValues) -> Markup:
    head = Markup("<b>{}</b>").format(short.row(t, row.key, row.title(t.language)))
    said = indicator(t, row, legal) if parameter.in_indicator else ""
    now = targets.value_of(parameter, row.obligation.targets, legal)
    what = Markup("🔢 {}: {}").format(short.number(t, parameter), short.value(t, parameter, now))
    lines = [head, Markup("🎯 {}").format(said) if said else what]
    lines.append(
        t(
            "Please write a whole number from {least} to {most}.",
            least=t.number(targets.least(parameter)),
            most=t.number(targets.most(parameter)),
        )
    )
    return Markup("\n").join(lines)


def saved(t: Translator, count: int) -> Markup:
    """What was filled is kept; what is still blank is counted."""
    return Markup("{} {}").format(t("Saved."), blank_count(t, count))


def ask_person(t: Translator, row: PlanRow) -> Markup:
    return t(
        "<b>{row}</b>\n👤 Who answers for it? Tap a colleague, "
        "or write the name of somebody who isn't in the bot.",
        row=short.row(t, row.key, row.title(t.language)),
    )


def ask_everywhere(t: Translator, name: str, others: int) -> Markup:
    return t.plural(
        "{count} more row asks for an officer's name. {name} there too?",
        "{count} more rows ask for an officer's name. {name} there too?",
        others,
        name=name,
    )


def everywhere_button(t: Translator) -> Markup:
    return t("Yes, everywhere")


def only_here_button(t: Translator) -> Markup:
    return t("Only here")


def who_head(t: Translator, row: PlanRow) -> Markup:
    head = Markup("<b>{}</b>\n👤 {}").format(short.row(t, row.key, row.title(t.language)), _who(t, row))
    if not row.named:
        return head
    return Markup("{}\n\n{}").format(head, t("Tap a name to take it off."))


def take_off(name: str) -> str:
    return f"✖️ {cut(name, LONGEST_LABEL)}"


def add_person(t: Translator) -> Markup:
    return t("➕ Name somebody")


def which_time(t: Translator, row: PlanRow) -> Markup:
    return t(
        "<b>{row}</b>\n📆 For which time is a day chosen?", row=short.row(t, row.key, row.title(t.language))
    )


def time_button(t: Translator, period: ObligationPeriod) -> str:
    chosen = f" ✅ {t.day_month(period.planned_on)}" if period.planned_on else ""
    return f"{window(t, period)}{chosen}"


def ask_day(t: Translator, row: PlanRow, period: ObligationPeriod, found: Bounds) -> Markup:
    head = Markup("<b>{}</b>\n{}").format(short.row(t, row.key, row.title(t.language)), window(t, period))
    if found.notice is None:
        return Markup("{}\n📆 {}").format(head, t("On which day?"))
    told = t.plural(
        "On which day? Residents must be told {count} whole day before, so the first one is {first}.",
        "On which day? Residents must be told {count} whole days before, so the first one is {first}.",
        found.notice,
        first=t.date(found.first),
    )
    return Markup("{}\n📆 {}").format(head, told)


def day_taken(t: Translator, day: date) -> Markup:
    return t("✅ The day is chosen: {day}.", day=t.full_date(day))


def chosen_day(t: Translator, row: PlanRow, period: ObligationPeriod) -> Markup:
    title = short.row(t, row.key, row.title(t.language))
    return Markup("<b>{}</b>\n📆 {}").format(title, _planned(t, period))


def another_day_button(t: Translator) -> Markup:
    return t("📆 Another day")


def no_day_button(t: Translator) -> Markup:
    return t("✖️ No day yet")


def ask_amount(t: Translator, row: PlanRow) -> Markup:
    return t(
        "<b>{row}</b>\n💰 How much money is planned for it, in som? For example 50 000 or 50 миң.",
        row=short.row(t, row.key, row.title(t.language)),
    )


def no_amount_button(t: Translator) -> Markup:
    return t("✖️ No sum")


def ask_note(t: Translator, row: PlanRow) -> Markup:
    return t(
        "<b>{row}</b>\n📝 What shall stand in the note? It is printed in the plan.",
        row=short.row(t, row.key, row.title(t.language)),
    )


def no_note_button(t: Translator) -> Markup:
    return t("✖️ No note")


def ask_reason(t: Translator, row: PlanRow) -> Markup:
    return t(
        "<b>{row}</b>\n⏸ Why isn't it held this year? The reason stays in the plan.",
        row=short.row(t, row.key, row.title(t.language)),
    )


def walk_done(t: Translator, count: int) -> Markup:
    if not count:
        return t("✅ Every place is filled.")
    return t.plural(
        "That was the last one. {count} place is still blank; you can come back to it whenever you like.",
        "That was the last one. {count} places are still blank; you can come back to them whenever you like.",
        count,
    )
