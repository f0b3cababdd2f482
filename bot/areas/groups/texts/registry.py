"""The registry of groups, as the office sees it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.groups.models import ForwarderOffer, GroupKind, VillageGroup
from bot.core import richtext
from bot.core.i18n import Translator
from bot.core.places import PlaceTrouble

# More than three buttons are a list's rows on WhatsApp.
BUTTON = 24


def staff_label(t: Translator) -> Markup:
    return t("📣 Village groups")


def staff_command(t: Translator) -> Markup:
    return t("Village groups: WhatsApp and Telegram")


def sign(kind: GroupKind) -> str:
    return "💬" if kind is GroupKind.WHATSAPP else "📣"


def page_head(t: Translator, groups: int, members: int, shown: Sequence[VillageGroup]) -> Markup:
    """`shown`: those of the page."""
    if not groups:
        return t(
            "<b>📣 Village groups</b>\n"
            "None is registered yet. Register the WhatsApp groups of your villages: "
            "each bulletin and notice then comes ready to whoever forwards it there, and you see what went "
            "where. In Telegram groups and channels I post by myself."
        )
    together = t.plural(
        "{count} group, {members} members together",
        "{count} groups, {members} members together",
        groups,
        members=t.number(members),
    )
    lines = [
        Markup("{} {}").format(
            sign(one.kind), t("{group}: {members} members", group=one.name, members=t.number(one.members))
        )
        for one in shown
    ]
    return Markup("\n").join([t("<b>📣 Village groups</b>"), together, Markup(), *lines])


def group_button(group: VillageGroup, *, alarming: bool) -> str:
    mark = "⚠️" if alarming else sign(group.kind)
    return f"{mark} {richtext.shorten(group.name, BUTTON - 3)}"


def members_button(name: str, members: int) -> str:
    tail = f" · {members}"
    return f"🔢 {richtext.shorten(name, BUTTON - 3 - len(tail))}{tail}"


def add_whatsapp(t: Translator) -> Markup:
    return t("➕ WhatsApp group")


def add_telegram(t: Translator) -> Markup:
    return t("➕ Telegram")


def waiting_label(t: Translator, count: int) -> Markup:
    return t("📤 Waiting: {count}", count=t.number(count))


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def open_button(t: Translator) -> Markup:
    return t("📣 Open the group")


def to_list(t: Translator) -> Markup:
    return t("⬅️ All groups")


# The card


def card(
    t: Translator,
    group: VillageGroup,
    villages: Sequence[str],
    offer: ForwarderOffer | None,
    trouble: PlaceTrouble | None,
    *,
    reachable: bool,
) -> Markup:
    lines = [
        Markup("<b>{} {}</b>").format(sign(group.kind), group.name),
        t("🏘 {villages}", villages=", ".join(villages)) if villages else t("🏘 All villages"),
        t(
            "👥 {members} members, as told on {day}",
            members=t.number(group.members),
            day=t.date(group.members_at),
        ),
        t("🔤 Kyrgyz and Russian") if group.bilingual else t("🔤 Kyrgyz"),
        t("📰 Gets ordinary news too")
        if group.news
        else t("📰 Gets bulletins, hearings, emergencies and surveys only"),
    ]
    if group.link:
        lines.append(Markup("🔗 {}").format(group.link))
    if group.closed_at is not None:
        lines.append(t("🗄 Closed on {day}", day=t.date(group.closed_at)))
    elif group.kind is GroupKind.WHATSAPP:
        lines += _forwarder(t, group, offer, reachable=reachable)
    else:
        lines.append(
            t("⚠️ I can't post there now.") if trouble is not None else t("🤖 I post there by myself.")
        )
    return Markup("\n").join(lines)


def _forwarder(
    t: Translator, group: VillageGroup, offer: ForwarderOffer | None, *, reachable: bool
) -> list[Markup]:
    lines = []
    if group.forwarder_id is None:
        lines.append(t("⚠️ Nobody forwards to it yet."))
    elif reachable:
        lines.append(t("🙋 {name} forwards", name=group.forwarder_name or "–"))
    else:
        lines.append(t("⚠️ {name} forwards, but I can't reach them now", name=group.forwarder_name or "–"))
    if offer is not None:
        lines.append(t("⏳ {name} was asked and hasn't answered yet", name=offer.name))
    return lines


def who_button(t: Translator) -> Markup:
    return t("🙋 Who forwards")


def members_label(t: Translator) -> Markup:
    return t("🔢 Members")


def edit_label(t: Translator) -> Markup:
    return t("✏️ Change")


def close_label(t: Translator) -> Markup:
    return t("🗄 Close")


def ask_close(t: Translator, name: str) -> Markup:
    return t("Should «{name}» be closed? Nothing goes there any more; what went stays on record.", name=name)


def yes_close(t: Translator) -> Markup:
    return t("🗄 Yes, close it")


def closed(t: Translator, name: str) -> Markup:
    return t("🗄 «{name}» is closed.", name=name)


# Questions


def ask_name(t: Translator) -> Markup:
    return t("What is the group called? Write its name as it stands in WhatsApp.")


def ask_place_name(t: Translator) -> Markup:
    return t("What should it be called in your list? Tap its name or write another.")


def ask_villages(t: Translator) -> Markup:
    return t("Whose group is it? Choose one or several villages.")


def all_villages(t: Translator) -> Markup:
    return t("🏘 All villages")


def ask_members(t: Translator) -> Markup:
    return t("How many members does it have now? Write a number, for example 240.")


def ask_language(t: Translator) -> Markup:
    return t("In which language should it be told?")


def kyrgyz_only(t: Translator) -> Markup:
    return t("Kyrgyz")


def both(t: Translator) -> Markup:
    return t("Kyrgyz and Russian")


def ask_news(t: Translator) -> Markup:
    return t(
        "Bulletins, notices of hearings, emergencies and surveys always go there. Should ordinary news go "
        "there too?"
    )


def news_too(t: Translator) -> Markup:
    return t("📰 News too")


def no_news(t: Translator) -> Markup:
    return t("Only what matters")


def ask_link(t: Translator) -> Markup:
    return t("The group's invitation link, if you have it: send it, or skip.")


def opened(t: Translator, name: str) -> Markup:
    return t("✅ «{name}» is registered. Now choose who forwards to it.", name=name)


def place_opened(t: Translator, name: str) -> Markup:
    return t("✅ «{name}» is registered. From now on I post there by myself.", name=name)


def changed(t: Translator) -> Markup:
    return t("✅ Changed.")


def members_noted(t: Translator, name: str, members: int) -> Markup:
    return t("✅ «{name}»: {members} members. Thank you.", name=name, members=t.number(members))


def edit_what(t: Translator) -> Markup:
    return t("What should be changed?")


def part_name(t: Translator, part: str) -> Markup:
    return {
        "name": t("Its name"),
        "villages": t("Villages"),
        "language": t("Language"),
        "news": t("Ordinary news"),
        "link": t("Invitation link"),
    }[part]


def ask_members_again(t: Translator) -> Markup:
    return t(
        "🔢 A quarter has passed. How many members do these groups have now? Look into each and write the "
        "number: the report on the plan is counted from it."
    )


# Telegram


def telegram_page(t: Translator, username: str) -> Markup:
    return t(
        "<b>➕ A Telegram group or channel</b>\n\n"
        "<b>Group:</b> tap «Add me to a group» and choose it. If I am in it already, write there: "
        "/groups@{username}\n"
        "<b>Channel:</b> open the channel, «Administrators», «Add administrator», find @{username} and let "
        "me post messages.\n\nThen I ask you here what it is for.",
        username=username,
    )


def add_to_group(t: Translator) -> Markup:
    return t("➕ Add me to a group")


def place_question(t: Translator, title: str) -> Markup:
    return t(
        "<b>Should I post the office's messages in «{title}»?</b>\n\n"
        "Bulletins, notices of hearings, emergencies and surveys: everybody there will read them.",
        title=title,
    )


def place_yes(t: Translator) -> Markup:
    return t("📣 Village group")


def place_no(t: Translator) -> Markup:
    return t("✖️ No")


def place_left(t: Translator, title: str) -> Markup:
    return t("All right, I post nothing in «{title}».", title=title)


def place_button(title: str) -> str:
    return f"📣 {richtext.shorten(title, BUTTON - 3)}"
