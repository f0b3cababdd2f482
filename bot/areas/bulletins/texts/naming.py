"""What a bulletin is called, and the frame of its draft."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.bulletins.models import Bulletin, BulletinKind
from bot.core.i18n import Translator


def title(t: Translator, kind: BulletinKind) -> Markup:
    return t("Bulletin of the month") if kind is BulletinKind.MONTHLY else t("Bulletin of the quarter")


def period(t: Translator, bulletin_kind: BulletinKind, start: date) -> Markup:
    if bulletin_kind is BulletinKind.MONTHLY:
        return Markup("{}").format(t.month(start))
    return t("{quarter} quarter of {year}", quarter=_quarter(start), year=start.year)


def _quarter(start: date) -> str:
    return ("I", "II", "III", "IV")[(start.month - 1) // 3]


def name(t: Translator, bulletin: Bulletin) -> Markup:
    """Title and period in one line."""
    return headline(t, bulletin.kind, bulletin.period_start)


def headline(t: Translator, kind: BulletinKind, start: date) -> Markup:
    return t("{title}: {period}", title=title(t, kind), period=period(t, kind, start))


def draft(t: Translator, kind: BulletinKind, start: date, office: str, lines: Sequence[Markup]) -> Markup:
    """The text a draft opens with; the officer completes it."""
    # Its first line names it in lists and notices.
    head = Markup("<b>{}</b>\n{}").format(headline(t, kind, start), office)
    body = Markup("\n").join(lines) if lines else nothing_recorded(t)
    return Markup("{}\n\n{}").format(head, body)


def draft_line(t: Translator, day: date | None, what: str) -> Markup:
    return Markup("• {} ({})").format(what, t.day_month(day)) if day else Markup("• {}").format(what)


def nothing_recorded(t: Translator) -> Markup:
    return t("• ____ (write here what was done)")
