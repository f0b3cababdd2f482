"""What meetings, days, places and people are called."""

from datetime import datetime

from markupsafe import Markup

from bot.areas.hearings.models import Meeting, MeetingKind
from bot.core.i18n import Translator


def kind(t: Translator, of: MeetingKind) -> Markup:
    return {
        MeetingKind.BUDGET_HEARING: t("Public budget hearing"),
        MeetingKind.PROGRAMME_HEARING: t("Public hearing on the development programme"),
        MeetingKind.TARIFF_HEARING: t("Public hearing on tariffs"),
        MeetingKind.PUBLIC_HEARING: t("Public hearing"),
        MeetingKind.VILLAGE_ASSEMBLY: t("Village assembly"),
        MeetingKind.HEAD_REPORT: t("Head's report to residents"),
        MeetingKind.DEPUTY_REPORT: t("Deputy's report to voters"),
        MeetingKind.KURULTAI: t("Kurultai"),
        MeetingKind.OTHER: t("Meeting of residents"),
    }[of]


def kind_button(t: Translator, of: MeetingKind) -> Markup:
    """Short enough for a button."""
    return {
        MeetingKind.BUDGET_HEARING: t("💰 Budget hearing"),
        MeetingKind.PROGRAMME_HEARING: t("📈 Programme hearing"),
        MeetingKind.TARIFF_HEARING: t("🚰 Tariff hearing"),
        MeetingKind.PUBLIC_HEARING: t("🗣 Public hearing"),
        MeetingKind.VILLAGE_ASSEMBLY: t("🏡 Village assembly"),
        MeetingKind.HEAD_REPORT: t("👤 Head's report"),
        MeetingKind.DEPUTY_REPORT: t("🤝 Deputy's report"),
        MeetingKind.KURULTAI: t("🏛 Kurultai"),
        MeetingKind.OTHER: t("➕ Another meeting"),
    }[of]


def title(t: Translator, meeting: Meeting) -> Markup:
    return Markup("{}: {}").format(kind(t, meeting.kind), meeting.matter(t.language))


def when(t: Translator, at: datetime) -> str:
    """`25-ноябрь, шейшемби, саат 10:00`."""
    return str(t("{day}, at {time}", day=t.day(at), time=t.time(at)))


def full_when(t: Translator, at: datetime) -> str:
    """With the year."""
    return str(t("{day}, at {time}", day=t.full_date(at), time=t.time(at)))


def line(t: Translator, meeting: Meeting) -> str:
    """A meeting in a list."""
    return f"{t.short_day(meeting.starts_at)} · {meeting.matter(t.language)}"
