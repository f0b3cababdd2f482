"""Somebody's appeals are stopped: to them, to the office, to the head."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AuthorBlock
from bot.areas.appeals.texts import naming, office
from bot.core.errors import Refused
from bot.core.i18n import Translator

# To the author


def you_are_blocked(t: Translator, block: AuthorBlock) -> Markup:
    return t(
        "🚫 The office has stopped new appeals from you. The reason:\n<i>{reason}</i>\n\n"
        "What you sent before is still worked on, and the answers come here. If you do not agree, you can "
        "object once; the head decides.",
        reason=block.reason,
    )


def object_button(t: Translator) -> Markup:
    return t("✋ I object")


def ask_objection(t: Translator, block: AuthorBlock) -> Markup:
    return t(
        "The reason was: <i>{reason}</i>\n\nWhy do you not agree? The head reads it and decides.",
        reason=block.reason,
    )


def objection_taken(t: Translator) -> Markup:
    return t("Your objection is with the head. The decision comes here.")


def you_may_write(t: Translator) -> Markup:
    return t("✅ You can write to the office again.")


def it_stays(t: Translator, block: AuthorBlock) -> Markup:
    return t(
        "The head looked at your objection. The stop stays: <i>{reason}</i>\nWhat you sent before is still "
        "worked on, and the answers come here.",
        reason=block.reason,
    )


# To the office


def block_button(t: Translator) -> Markup:
    return t("🚫 Stop the author")


def ask_reason(t: Translator, appeal: Appeal) -> Markup:
    return t(
        "The author of {title} will not be able to send new appeals. Why? They read the reason, and may "
        "object to the head.",
        title=naming.title(t, appeal),
    )


def blocked(t: Translator) -> Markup:
    return t("🚫 No new appeals come from this author. They are told the reason and that they may object.")


def objected(t: Translator, block: AuthorBlock) -> Markup:
    return t(
        "✋ Somebody objects to the stop of their appeals.\n\nThe reason: <i>{reason}</i>\nThey say: "
        "<i>{objection}</i>\n\nPlease decide.",
        reason=block.reason,
        objection=block.objection or "",
    )


def decide_button(t: Translator) -> Markup:
    return t("⚖️ Decide")


def list_button(t: Translator) -> Markup:
    return t("🚫 Stopped")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if any_found:
        return t("Whose appeals are stopped:")
    return t("Nobody's appeals are stopped.")


def line(t: Translator, block: AuthorBlock, name: str | None) -> str:
    waits = "✋ " if block.objection is not None and block.upheld_at is None else ""
    who = name or t("a resident")
    return office.short(f"{waits}{who}: {block.reason}", 200)


def card(t: Translator, block: AuthorBlock, name: str | None, by: str | None) -> Markup:
    lines = [
        t("🚫 <b>{name}</b>", name=name or t("a resident")),
        t("Since: {day}", day=t.date(block.blocked_at)),
        t("Stopped by: {name}", name=by or "—"),
        t("The reason: <i>{reason}</i>", reason=block.reason),
    ]
    if block.objection is not None:
        lines.append(t("They say: <i>{objection}</i>", objection=block.objection))
    if block.upheld_at is not None:
        lines.append(t("The head looked at it on {day}: the stop stays.", day=t.date(block.upheld_at)))
    return Markup("\n").join(lines)


def lift_button(t: Translator) -> Markup:
    return t("✅ Let them write")


def uphold_button(t: Translator) -> Markup:
    return t("⚖️ The stop stays")


def lifted(t: Translator) -> Markup:
    return t("✅ They can write again and are told so.")


def upheld(t: Translator) -> Markup:
    return t("⚖️ The stop stays. They are told so.")


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "appeals:blocked_already": lambda t, _: t("This author's appeals are stopped already."),
    "appeals:not_blocked": lambda t, _: t("Your appeals are not stopped: you can write to the office."),
    "appeals:objected_already": lambda t, _: t(
        "You have objected already. The head's decision comes here or has come."
    ),
    "appeals:block_head": lambda t, _: t(
        "The head's appeals can not be stopped: the objection would go to the head."
    ),
    "appeals:own_block": lambda t, _: t("The stop of your own appeals is for a colleague to decide."),
    "appeals:block_officer": lambda t, _: t(
        "An officer stops authors: you decide when they object. Please ask a colleague."
    ),
    "appeals:block_past": lambda t, _: t("This was decided already. Nothing was changed."),
}
