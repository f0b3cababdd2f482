"""The monitoring report's own words (004 §5): headings, tables, sentences, the message to residents."""

from markupsafe import Markup

from bot.areas.obligations.reporting.gathering import Report
from bot.areas.obligations.rules.state import State
from bot.areas.obligations.texts import spans
from bot.core.i18n import Translator


def title(t: Translator) -> str:
    return spans.report(t)


def subtitle(t: Translator, found: Report) -> str:
    """What the plan is about, and which time it is told of."""
    return _plain(
        t(
            "How the community was informed and involved in solving local issues: {span}",
            span=spans.name(t, found.span),
        )
    )


def number_line(t: Translator, found: Report) -> str:
    day = t.date(found.made_on)
    if found.is_over:
        return _plain(t("Made on {day}", day=day))
    return _plain(t("Made on {day}, before this time was over", day=day))


def in_short(t: Translator) -> str:
    return _plain(t("In short"))


def facts(t: Translator, found: Report) -> tuple[tuple[str, str], ...]:
    n = t.number
    rows = [
        (
            t("Owed in this time"),
            t("{count} times by {rows} duties", count=n(found.periods), rows=n(len(found.parts))),
        ),
        (t("Done"), n(found.fulfilled)),
        (t("of this, late"), n(found.count(State.LATE))),
        (t("Not done in time"), n(found.count(State.MISSED))),
        (t("Its time is running"), n(found.count(State.OPEN, State.PLANNED, State.ANNOUNCED, State.PARTLY))),
    ]
    ahead = found.count(State.AHEAD)
    if ahead:
        rows.append((t("Its time hasn't come"), n(ahead)))
    return tuple((_plain(label), _plain(Markup("{}").format(value))) for label, value in rows)


def heading(t: Translator, part: str) -> str:
    return _plain(
        {
            "rows": t("What was done, duty by duty"),
            "indicators": t("Indicators and goals"),
            "villages": t("Village by village"),
            "initiatives": t("Local initiatives and projects"),
            "money": t("Money by source"),
            "why": t("Why something is late or not done"),
            "proposals": t("Proposals for improvement"),
            "counting": t("How the indicators are counted"),
        }[part]
    )


def rows_head(t: Translator) -> tuple[str, ...]:
    return _all(t("No."), t("Duty"), t("Term"), t("How it stands"), t("Proof"))


def indicators_head(t: Translator) -> tuple[str, ...]:
    return _all(t("Indicator"), t("How many"), t("Made of"), t("Goal of the year"))


def villages_head(t: Translator) -> tuple[str, ...]:
    return _all(
        t("Village"),
        t("Population"),
        t("Messages sent to"),
        t("Subscribers"),
        t("Came to meetings"),
        t("Questionnaires"),
        t("Appeals"),
    )


def in_all(t: Translator) -> str:
    return _plain(t("In all"))


def initiatives_head(t: Translator) -> tuple[str, ...]:
    return _all(t("No."), t("Initiative"), t("How far"), t("Asked, сом"), t("Spent, сом"))


def no_initiatives(t: Translator) -> str:
    return _plain(t("In this time no initiative was registered, decided on or carried out."))


def money_head(t: Translator) -> tuple[str, ...]:
    return _all(t("Source"), t("сом"))


def money_source(t: Translator, source: str) -> str:
    return _plain(
        {
            "local": t("Local budget"),
            "republican": t("Republican budget"),
            "donors": t("Donors"),
            "other": t("Sponsors and other lawful sources"),
        }[source]
    )


def money_not_said(t: Translator) -> str:
    return _plain(
        t("The register holds the sums spent; from which sources they came nobody has written down.")
    )


def nothing_late(t: Translator) -> str:
    return _plain(t("Nothing is late, and nothing is missing."))


def not_explained(t: Translator) -> str:
    return _plain(t("Nobody has written down the reasons yet. Late or not done:"))


def no_proposals(t: Translator) -> str:
    return _plain(t("Nobody has written proposals yet."))


def legal_note(t: Translator) -> str:
    return _plain(
        t(
            "Made under section 5 of the plan for involving the community. The state of each duty follows "
            "from meetings, bulletins, surveys and other records, or from what staff noted with a proof."
        )
    )


def page_words(t: Translator) -> str:
    return _plain(t("page {page} of {pages}", page="{page}", pages="{pages}"))


def head_role(t: Translator) -> str:
    return _plain(t("Head of the aiyl okmotu"))


def file_name(t: Translator, found: Report) -> str:
    return f"{title(t)}, {spans.name(t, found.span)}"


# Slides


def overview(t: Translator) -> str:
    return _plain(t("The time in figures"))


def villages_sentence(t: Translator) -> str:
    return _plain(t("The part of each village's population to whom at least one message was sent."))


def counted_title(title: str, page: int, pages: int) -> str:
    return f"{title} ({page}/{pages})" if pages > 1 else title


def discussion(t: Translator) -> tuple[str, tuple[str, ...]]:
    points = _all(
        t("What should be done better?"),
        t("What do you propose for the plan?"),
        t("Write to us in the bot: proposals are registered and answered."),
    )
    return _plain(t("Let us discuss it")), points


# The message to residents


def message(t: Translator, found: Report) -> Markup:
    lines = [
        t("<b>{title}: {span}</b>", title=title(t), span=spans.name(t, found.span)),
        Markup(""),
        t("Of the duties of the plan and the calendar in this time:"),
    ]
    bullets = [
        (t("done in time"), found.fulfilled - found.count(State.LATE)),
        (t("done late"), found.count(State.LATE)),
        (t("not done in time"), found.count(State.MISSED)),
    ]
    lines += [Markup("• {}: {}").format(label, t.number(count)) for label, count in bullets]
    figures = found.figures
    lines += [
        Markup(""),
        t("• messages were sent to {count} residents", count=t.number(figures.informed.people)),
        t("• {count} people came to meetings", count=t.number(figures.meetings.people)),
        t("• {count} appeals were received", count=t.number(figures.appeals.received)),
        Markup(""),
        t(
            "The whole report, with the proposals for improvement, is here in the bot. "
            "Tell us what you think of it."
        ),
    ]
    return Markup("\n").join(lines)


def _all(*texts: Markup) -> tuple[str, ...]:
    return tuple(_plain(text) for text in texts)


def _plain(text: Markup) -> str:
    return str(text.unescape())
