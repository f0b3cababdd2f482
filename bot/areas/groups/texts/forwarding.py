"""Who forwards: asked, thanked, missed."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.groups.models import VillageGroup
from bot.core import richtext
from bot.core.i18n import Translator
from bot.core.places import PlaceTrouble

BUTTON = 24


def ask_who(t: Translator, name: str) -> Markup:
    return t(
        "<b>Who forwards to «{name}»?</b>\nThey get each message ready, forward it with one tap and tell me "
        "that it is done. They must be in that WhatsApp group.",
        name=name,
    )


def myself(t: Translator) -> Markup:
    return t("🙋 I do it myself")


def from_office(t: Translator) -> Markup:
    return t("👤 Staff or deputy")


def a_resident(t: Translator) -> Markup:
    return t("🔗 A resident")


def nobody_any_more(t: Translator) -> Markup:
    return t("🛑 They stop")


def choose_person(t: Translator) -> Markup:
    return t("Who should be asked? They decide themselves.")


def ask_resident_name(t: Translator) -> Markup:
    return t("What is the resident called? You will see this name in your list.")


def link_ready(t: Translator, name: str, group: str, link: str, until: datetime) -> Markup:
    return t(
        "🔗 Send this link to {name}, to nobody else. Who opens it and agrees forwards to «{group}». "
        "It works once, until {until}.\n\n{link}",
        name=name,
        group=group,
        link=link,
        until=t.moment(until),
    )


def was_asked(t: Translator, name: str) -> Markup:
    return t("✉️ {name} was asked. I tell you what they say.", name=name)


def you_forward(t: Translator, group: str) -> Markup:
    return t("✅ You forward to «{group}» now. I bring you each message ready.", group=group)


def question(t: Translator, group: str, members: int, *, asks: str) -> Markup:
    head = t(
        "<b>🙋 Would you forward the office's messages to the WhatsApp group «{group}»?</b>\n"
        "It has {members} members.",
        group=group,
        members=t.number(members),
    )
    how = t(
        "A few times a month I bring you a bulletin or a notice, ready to forward: one tap, and then "
        "«Forwarded». You may stop at any time: /groups\n\n"
        "Of you I keep that you forward there and when you did."
    )
    return Markup("{}\n{}\n\n{}").format(head, t("{name} asks you.", name=asks), how)


def yes_button(t: Translator) -> Markup:
    return t("✅ Yes, I will")


def no_button(t: Translator) -> Markup:
    return t("✖️ No, thank you")


def you_agreed(t: Translator, group: str) -> Markup:
    return t(
        "🙏 Thank you! I bring you each message for «{group}» here. To see what waits or to stop: /groups",
        group=group,
    )


def you_refused(t: Translator) -> Markup:
    return t("All right, nobody will ask you for this group again with this link.")


def agreed(t: Translator, name: str, group: str) -> Markup:
    return t("✅ {name} agreed to forward to «{group}».", name=name, group=group)


def refused(t: Translator, name: str, group: str) -> Markup:
    return t("✖️ {name} will not forward to «{group}». Please ask somebody else.", name=name, group=group)


def ended_by_office(t: Translator, group: str) -> Markup:
    return t("You need not forward to «{group}» any more. Thank you for your help!", group=group)


def stopped(t: Translator, group: str) -> Markup:
    return t(
        "⚠️ Nobody forwards to «{group}» any more. What waits for it waits for who comes next.", group=group
    )


def you_stopped(t: Translator, group: str) -> Markup:
    return t("Done: you don't forward to «{group}» any more. Thank you for your help!", group=group)


def they_stopped(t: Translator, group: str) -> Markup:
    return t("Done: they don't forward to «{group}» any more and are told so.", group=group)


def out_of_reach(t: Translator, group: str, name: str | None) -> Markup:
    if name is None:
        return t("⚠️ Something is to be forwarded to «{group}», but nobody forwards there yet.", group=group)
    return t(
        "⚠️ Something is to be forwarded to «{group}», but I can't reach {name}. It waits for them, or for "
        "somebody else whom you choose.",
        group=group,
        name=name,
    )


def place_trouble(t: Translator, name: str, trouble: PlaceTrouble | None) -> Markup:
    why = {
        PlaceTrouble.SILENCED: t("I am not allowed to write there any more."),
        PlaceTrouble.GONE: t("It is no more."),
    }.get(trouble or PlaceTrouble.REMOVED) or t("I was removed from it.")
    how = t("Nothing is posted there until you let me in again or close it in the list.")
    return Markup("{}\n{} {}").format(t("⚠️ <b>I can't post in «{name}»</b>", name=name), why, how)


# Who forwards, for themselves


def own_page(t: Translator, groups: Sequence[VillageGroup], waiting: int) -> Markup:
    lines = [t("<b>📣 You forward to these groups:</b>")]
    lines += [
        Markup("• {}").format(t("{group}: {members} members", group=one.name, members=t.number(one.members)))
        for one in groups
    ]
    if waiting:
        lines.append(t.plural("{count} message waits for you.", "{count} messages wait for you.", waiting))
    else:
        lines.append(t("Nothing waits for you now."))
    return Markup("\n").join(lines)


def stop_button(group: str) -> str:
    return f"🛑 {richtext.shorten(group, BUTTON - 3)}"


def stop_hint(t: Translator) -> Markup:
    return t("🛑 beside a group's name: you stop forwarding there.")


def sure_to_stop(t: Translator, group: str) -> Markup:
    return t("Will you not forward to «{group}» any more?", group=group)


def yes_stop(t: Translator) -> Markup:
    return t("🛑 Yes, I stop")
