"""The duty group: what it is, choosing one, ending it, losing it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from markupsafe import Markup

from bot.areas.appeals.texts import duty_cards
from bot.areas.appeals.texts.office import short
from bot.core.errors import Refused
from bot.core.i18n import Translator
from bot.core.places import PlaceTrouble

BUTTON = 24


def label(t: Translator) -> Markup:
    return t("👥 Duty group")


def command(t: Translator) -> Markup:
    return t("The duty group")


def page(t: Translator, title: str | None, since: datetime | None, username: str) -> Markup:
    if title is not None and since is not None:
        return t(
            "<b>👥 The duty group: «{title}»</b>\nSince {day}\n\n"
            "New appeals come there for all of you, without the author, the words and the exact place. "
            "Who taps «I take it» first has it and gets all of it in their own chat. What nobody takes for a "
            "working day comes to each person on duty.",
            title=title,
            day=t.date(since),
        )
    return t(
        "<b>👥 The duty group</b>\nThere is none yet: new appeals come to each person on duty.\n\n"
        "You can have them in a Telegram group of your office: tap «Add me to a group», choose the group, "
        "and I will ask you here. If I am in the group already, write there: /dutygroup@{username}",
        username=username,
    )


def question(t: Translator, title: str, *, instead_of: str | None) -> Markup:
    text = t(
        "<b>Should «{title}» be the duty group?</b>\n\n"
        "Everybody in that group will see of each new appeal: the number, the kind, the village, the topic "
        "and the last day. Nobody there sees who wrote and what. Only those on duty can take it or open "
        "it.\n\n"
        "Please choose this only for a group of your office.",
        title=title,
    )
    if instead_of is None:
        return text
    return Markup("{}\n\n{}").format(text, t("It takes the place of «{title}».", title=instead_of))


def yes_button(t: Translator) -> Markup:
    return t("✅ Yes, the duty group")


def no_button(t: Translator) -> Markup:
    return t("✖️ No")


def stop_button(t: Translator) -> Markup:
    return t("🛑 No duty group any more")


def add_button(t: Translator) -> Markup:
    return t("➕ Add me to a group")


def offer_button(t: Translator, title: str) -> str:
    return short(f"👥 {title}", BUTTON)


def chosen(t: Translator, title: str) -> Markup:
    return t("✅ «{title}» is the duty group now. Your colleagues are told.", title=title)


def stopped(t: Translator, title: str) -> Markup:
    return t(
        "Done. «{title}» is no longer the duty group: new appeals come to each person on duty again.",
        title=title,
    )


def left_as_it_is(t: Translator, title: str) -> Markup:
    return t("All right, nothing comes to «{title}».", title=title)


# In the group


def greeting(t: Translator) -> Markup:
    return t(
        "👋 This is the office's duty group now. New appeals come here without the author and their words."
        "\n\n✋ <b>I take it</b>: who is first has it.\n"
        "👁 <b>Open</b>: all of it comes into your own chat with me."
    )


def farewell(t: Translator) -> Markup:
    return t("This is no longer the duty group: new appeals do not come here any more. Thank you!")


# To colleagues


def was_chosen(t: Translator, name: str, title: str) -> Markup:
    return t(
        "👥 {name} made «{title}» the duty group. New appeals come there from now on and not to you; what "
        "nobody takes for a working day comes to you too. If you are not in that group, ask to be added.",
        name=name,
        title=title,
    )


def was_stopped(t: Translator, name: str, title: str) -> Markup:
    return t(
        "👥 {name} ended the duty group «{title}». New appeals come to you here again.",
        name=name,
        title=title,
    )


def was_lost(t: Translator, title: str, trouble: PlaceTrouble | None, waiting: int) -> Markup:
    why = {
        PlaceTrouble.SILENCED: t("I am not allowed to write in «{title}» any more.", title=title),
        PlaceTrouble.GONE: t("The group «{title}» is no more.", title=title),
    }.get(trouble or PlaceTrouble.REMOVED) or t("I was removed from the group «{title}».", title=title)
    lines = [
        t("⚠️ <b>The duty group is lost</b>"),
        why,
        t("New appeals come to each person on duty again. To choose a group anew: /dutygroup"),
    ]
    if waiting:
        lines.append(
            t.plural("{count} appeal waits for somebody.", "{count} appeals wait for somebody.", waiting)
        )
    return Markup("\n").join(lines)


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "appeals:duty_only": lambda t, _: duty_cards.duty_only(t),
    "appeals:duty_gone": lambda t, _: t("I am not in that group any more. Look again: /dutygroup"),
    "appeals:duty_already": lambda t, _: t("This is the duty group already."),
    "appeals:duty_other_use": lambda t, _: t(
        "This group is registered for a village's news. Please choose a group of your office."
    ),
    "appeals:duty_not_group": lambda t, _: t("A channel can't be the duty group. Please choose a group."),
}
