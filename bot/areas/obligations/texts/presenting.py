"""The words of the presentation of local issues, and of its screen."""

from markupsafe import Markup

from bot.areas.hearings.models import Meeting
from bot.areas.hearings.texts import naming as meeting_names
from bot.areas.obligations.board import Row, Standing
from bot.areas.obligations.indicators import Key, Line
from bot.areas.obligations.reporting.presenting import WINTER, Told
from bot.areas.obligations.texts import indicators as indicator_texts
from bot.core.i18n import Translator


def title(t: Translator) -> str:
    return _plain(t("Local issues and the community's role in solving them"))


def subtitle(t: Translator, told: Told) -> str:
    made_on = _plain(t("Made on {day}", day=t.date(told.made_on)))
    return f"{period(t, told.year, told.part)}. {made_on}"


def period(t: Translator, year: int, part: int) -> str:
    if part == WINTER:
        return _plain(t("January–February {year}", year=year))
    return _plain(t("July–August {year}", year=year))


def issues_title(t: Translator) -> str:
    return _plain(t("What are local issues?"))


def issues_draft(t: Translator) -> str:
    return _plain(t("Draft: to be checked by the office against Article 27 of Law No. 123 and the charter."))


def role_title(t: Translator) -> str:
    return _plain(t("The community's role"))


def forms_title(t: Translator) -> str:
    return _plain(t("Nine ways to take part"))


def form_title(number: int, name: str) -> str:
    return f"{number}. {name}"


def forms_head(t: Translator) -> tuple[str, str]:
    return _plain(t("Way")), _plain(t("What it is"))


def figures_title(t: Translator, year: int) -> str:
    return _plain(t("What {year} brought", year=year))


def figure(t: Translator, told: Told, line: Line) -> str:
    label = indicator_texts.label(t, line.key)
    detail = indicator_texts.detail(t, told.figures, line.key)
    shown = f"{label}: {indicator_texts.value(t, line)}"
    return f"{shown} ({detail})" if detail and line.key in _WITH_DETAIL else shown


_WITH_DETAIL = frozenset({Key.SUBSCRIBERS, Key.APPEALS, Key.MEETINGS})


def initiatives_title(t: Translator) -> str:
    return _plain(t("Initiatives carried out"))


def spent(t: Translator, name: str, amount: int | None) -> str:
    return _plain(t("{name}: {amount} сом", name=name, amount=t.number(amount))) if amount else name


def own_title(t: Translator) -> str:
    return _plain(t("From the office"))


def dates_title(t: Translator) -> str:
    return _plain(t("What comes next"))


def meeting(t: Translator, one: Meeting) -> str:
    kind = meeting_names.kind(t, one.kind).unescape()
    return f"{meeting_names.full_when(t, one.starts_at)}: {kind}. {one.matter(t.language)}. {one.place}"


def due(t: Translator, row: Row, standing: Standing) -> str:
    first, last = t.day_month(standing.period.opens_on), t.day_month(standing.period.closes_on)
    return f"{first} – {last}: {row.short(t.language)}"


def no_dates(t: Translator) -> str:
    return _plain(t("Dates will be told in the bot, on boards and in groups."))


def scan_title(t: Translator) -> str:
    return _plain(t("Write to your office"))


def scan_points(t: Translator, shown: str) -> tuple[str, ...]:
    points = (
        t("Scan the code with a phone's camera, or find the bot by its name:"),
        Markup("{}").format(shown),
        t("News of your village, meetings, surveys."),
        t("Proposals, applications, complaints, mandates to your deputy."),
    )
    return tuple(_plain(one) for one in points)


# The screen


def screen(t: Translator, year: int, part: int, made_on: str | None, own: str) -> Markup:
    lines = [
        t("📽 <b>{title}</b>", title=title(t)),
        Markup("{}").format(period(t, year, part)),
        Markup(""),
        t("For assemblies and hearings, in Kyrgyz and Russian, as a PowerPoint file (plan, 1.2)."),
        t("Made on {day}", day=made_on) if made_on else t("It isn't made yet."),
    ]
    if own:
        lines += [Markup(""), t("<b>The office's own words:</b>"), Markup("{}").format(own)]
    return Markup("\n").join(lines)


def make_button(t: Translator) -> Markup:
    return t("🛠 Make it")


def make_again_button(t: Translator) -> Markup:
    return t("🔄 Make it anew")


def own_button(t: Translator) -> Markup:
    return t("✍️ Own words")


def made(t: Translator, year: int, part: int) -> Markup:
    return t(
        "📽 The presentation for {period} is ready. Look it through before you show it. Where nothing is "
        "published in the section of local issues, the list is a draft and says so.",
        period=period(t, year, part),
    )


def file_name(t: Translator, year: int, part: int) -> str:
    return f"{title(t)}, {period(t, year, part)}"


def _plain(text: Markup) -> str:
    return str(text.unescape())
