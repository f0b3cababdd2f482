"""What kinds, states and topics are called."""

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealKind, AppealState, AppealTopic, Outcome
from bot.core.i18n import Translator


def kind(t: Translator, which: AppealKind) -> Markup:
    return {
        AppealKind.PROPOSAL: t("Proposal"),
        AppealKind.APPLICATION: t("Application"),
        AppealKind.COMPLAINT: t("Complaint"),
        AppealKind.MANDATE: t("Mandate to the deputy"),
    }[which]


def state(t: Translator, which: AppealState) -> Markup:
    return {
        AppealState.NEW: t("received"),
        AppealState.IN_HAND: t("in hand"),
        AppealState.ASKED: t("waits for your answer"),
        AppealState.PLANNED: t("accepted, planned"),
        AppealState.COUNCIL: t("with the council"),
        AppealState.DISPUTED: t("disputed, waits for a decision"),
        AppealState.CLOSED: t("answered"),
        AppealState.FORWARDED: t("passed to another body"),
        AppealState.DECLINED: t("declined"),
        AppealState.WITHDRAWN: t("withdrawn"),
    }[which]


def outcome(t: Translator, which: Outcome) -> Markup:
    """What the office says came of it."""
    return {
        Outcome.REPAIRED: t("🔧 It is repaired"),
        Outcome.DONE: t("✔️ It is done"),
        Outcome.EXPLAINED: t("💬 Explained"),
        Outcome.REFUSED: t("⛔ Can't be done"),
    }[which]


def topic(t: Translator, which: AppealTopic) -> Markup:
    return {
        AppealTopic.WATER: t("Water"),
        AppealTopic.ROADS: t("Roads"),
        AppealTopic.WASTE: t("Waste"),
        AppealTopic.LIGHT: t("Electricity and light"),
        AppealTopic.LAND: t("Land and pastures"),
        AppealTopic.SCHOOLS_AND_HEALTH: t("School, kindergarten, health"),
        AppealTopic.SOCIAL: t("Social help"),
        AppealTopic.OFFICE: t("Work of the office"),
        AppealTopic.OTHER: t("Something else"),
    }[which]


def decider(t: Translator, *, chair: bool) -> Markup:
    """Who decides what is disputed; stands within a sentence."""
    return t("the council's chair") if chair else t("the head")


def title(t: Translator, appeal: Appeal) -> Markup:
    return t("{kind} № {number}", kind=kind(t, appeal.kind), number=appeal.number)
