"""A report's items in the words of the regulation, and what is asked of who writes it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.hearings.models import Decision, Meeting
from bot.areas.hearings.texts import naming
from bot.core.i18n import Translator


def checklist(t: Translator, name: str) -> Markup:
    return {
        "deputy": t("The deputy's work and the council's work"),
        "local_issues": t("Issues of local significance"),
        "budget_property": t("The budget and municipal property"),
        "development": t("Development and social protection"),
    }[name]


def item(t: Translator, key: str) -> Markup:
    return {
        "d1": t("Mandates of voters"),
        "d2": t("What was done about proposals, applications and complaints"),
        "d3": t("Decisions the council took in this time"),
        "d4": t("Work of the standing and temporary commissions"),
        "d5": t("Work of the executive body"),
        "l1": t("Main achievements"),
        "l2": t("Finances: income and spending"),
        "l3": t("Social programmes and projects"),
        "l4": t("Problems and challenges"),
        "l5": t("Plans, aims and expected results"),
        "b1": t("The budget in general"),
        "b2": t("Sources of income: taxes, fees, grants"),
        "b3": t("Main items of spending"),
        "b4": t("Municipal property: valuation, transfer, lease, sale"),
        "b5": t("Achievements and results of the budget"),
        "b6": t("Problems and risks of the budget"),
        "b7": t("Recommendations and plans for the budget"),
        "s1": t("Forecast of social and economic development"),
        "s2": t("Draft budget of the coming period: its resources"),
        "s3": t("Spending and budget programmes"),
        "s4": t("Balance of the budget"),
        "s5": t("Municipal debt"),
        "s6": t("Explanatory note to the programme"),
        "s7": t("Possible risks and circumstances"),
    }[key]


def menu_label(t: Translator) -> Markup:
    return t("📝 My report")


def command(t: Translator) -> Markup:
    return t("My report to residents")


def report_button(t: Translator) -> Markup:
    return t("📝 The report")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if any_found:
        return t("📝 Your reports to residents:")
    return t("📝 No report of yours is due now. When a report meeting is called, it stands here.")


def screen(t: Translator, meeting: Meeting, written: int, total: int) -> Markup:
    return t(
        "📝 <b>{title}</b>\n🗓 {when}\nWritten: {written} of {total}. Tap an item: what the program knows is "
        "there already.",
        title=naming.title(t, meeting),
        when=naming.when(t, meeting.starts_at),
        written=written,
        total=total,
    )


def item_line(t: Translator, key: str, *, written: bool) -> str:
    return f"{'✅' if written else '▫️'} {item(t, key)}"


def walk_button(t: Translator) -> Markup:
    return t("✍️ One after another")


def make_button(t: Translator) -> Markup:
    return t("📄 Make the report")


def take_known(t: Translator) -> Markup:
    return t("✅ Take it as it is")


def keep_written(t: Translator) -> Markup:
    return t("✅ Leave it as it is")


def ask_part(t: Translator, key: str, written: str | None, known: Markup | None) -> Markup:
    lines = [Markup("✍️ <b>{}</b>").format(item(t, key))]
    if written:
        lines += [Markup(""), t("<b>Written now:</b>"), Markup("{}").format(written)]
    if known:
        lines += [Markup(""), t("<b>The program knows:</b>"), known]
    elif not written:
        lines += [Markup(""), t("The program knows nothing about this.")]
    lines += [Markup(""), t("Please write it in your own words; figures and examples tell most.")]
    return Markup("\n").join(lines)


def more_lines(t: Translator, count: int) -> Markup:
    return t("… and {count} more", count=t.number(count))


def all_written(t: Translator) -> Markup:
    return t("✅ Everything is written. Now the report can be made.")


def made(t: Translator, empty: int) -> Markup:
    if empty:
        return t.plural(
            "📄 The report. {count} item is still empty and marked in it.",
            "📄 The report. {count} items are still empty and marked in it.",
            empty,
        )
    return t("📄 The report is ready: to correct (DOCX) and to print (PDF).")


def to_fill(t: Translator) -> str:
    return str(t("(to be filled in)"))


def reminder(t: Translator, meeting: Meeting, days: int, empty: int) -> Markup:
    title = naming.title(t, meeting)
    return t.plural(
        "📝 {count} day is left until the report: {title}. Items still empty: {empty}.",
        "📝 {count} days are left until the report: {title}. Items still empty: {empty}.",
        days,
        title=title,
        empty=t.number(empty),
    )


def who_reports(t: Translator) -> str:
    return str(t("Reports"))


def period(t: Translator) -> str:
    return str(t("Period"))


# What is known


def bullets(lines: Sequence[Markup]) -> Markup:
    return Markup("\n").join(Markup("• {}").format(line) for line in lines)


def meeting_line(t: Translator, meeting: Meeting, came: int) -> Markup:
    title = naming.title(t, meeting)
    if not came:
        return Markup("{}, {}").format(t.date(meeting.starts_at), title)
    return t.plural(
        "{day}, {title}: {count} person came",
        "{day}, {title}: {count} people came",
        came,
        day=t.date(meeting.starts_at),
        title=title,
    )


def done_line(t: Translator, decision: Decision) -> Markup:
    return t("{decision} Done: {answer}", decision=_sentence(decision.text), answer=decision.answer or "")


def open_line(t: Translator, decision: Decision) -> Markup:
    return t(
        "{decision} ({name}, until {day})",
        decision=decision.text.rstrip("."),
        name=decision.owner,
        day=t.date(decision.due_on),
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def questions_line(t: Translator, asked: int, answered: int) -> Markup:
    return t(
        "Questions of residents at meetings: {asked}, answered: {answered}",
        asked=t.number(asked),
        answered=t.number(answered),
    )


def informed_line(t: Translator, messages: int, bulletins: int, subscribers: int) -> Markup:
    return t(
        "Residents were told by phone: messages {messages}, bulletins {bulletins}; "
        "subscribers: {subscribers}",
        messages=t.number(messages),
        bulletins=t.number(bulletins),
        subscribers=t.number(subscribers),
    )
