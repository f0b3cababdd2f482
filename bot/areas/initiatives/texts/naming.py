"""What kinds, stages and initiators are called."""

from markupsafe import Markup

from bot.areas.initiatives.models import Initiative, InitiativeKind, InitiativeStage, Initiator
from bot.core.i18n import Translator


def kind(t: Translator, which: InitiativeKind) -> Markup:
    return {
        InitiativeKind.LOCAL: t("Local initiative"),
        InitiativeKind.NORM_MAKING: t("Norm-making initiative"),
        InitiativeKind.TPSG: t("Project of self-government (TPSG)"),
    }[which]


def stage(t: Translator, which: InitiativeStage) -> Markup:
    return {
        InitiativeStage.REGISTERED: t("registered"),
        InitiativeStage.SIGNED: t("signatures collected"),
        InitiativeStage.CONSIDERED: t("considered by the council"),
        InitiativeStage.ACCEPTED: t("supported"),
        InitiativeStage.UNDERWAY: t("being carried out"),
        InitiativeStage.DONE: t("done"),
        InitiativeStage.REFUSED: t("not supported"),
        InitiativeStage.WITHDRAWN: t("taken back by its authors"),
    }[which]


def sign(which: InitiativeStage) -> str:
    return {
        InitiativeStage.REGISTERED: "🆕",
        InitiativeStage.SIGNED: "✍️",
        InitiativeStage.CONSIDERED: "🏛",
        InitiativeStage.ACCEPTED: "👍",
        InitiativeStage.UNDERWAY: "🔨",
        InitiativeStage.DONE: "✅",
        InitiativeStage.REFUSED: "✖️",
        InitiativeStage.WITHDRAWN: "↩️",
    }[which]


def initiator(t: Translator, which: Initiator) -> Markup:
    return {
        Initiator.RESIDENTS: t("Residents"),
        Initiator.DEPUTY: t("A deputy"),
        Initiator.TPSG: t("Self-government (TPSG)"),
        Initiator.ORGANISATION: t("An organisation"),
    }[which]


def number(initiative: Initiative) -> str:
    return f"{initiative.number}/{initiative.year}"


def money(t: Translator, amount: int) -> str:
    return str(t("{amount} som", amount=t.number(amount)))


def row(t: Translator, initiative: Initiative) -> str:
    """An initiative in a list."""
    return f"{sign(initiative.stage)} {initiative.title(t.language)}"
