"""What is to be forwarded, what became of it."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts import rules as broadcast_rules
from bot.areas.groups.models import GroupKind, PackState
from bot.areas.groups.queries import Packed
from bot.areas.groups.reach import Reach
from bot.areas.groups.rules import Way
from bot.areas.groups.texts.registry import sign
from bot.core import richtext
from bot.core.i18n import Translator

BUTTON = 24
HEADLINE = 80


def headline(one: Packed) -> str:
    return broadcast_rules.headline(one.broadcast.text_ky, HEADLINE)


# In the message itself


def answer_line(t: Translator, link: str) -> Markup:
    return t("👉 Answer, ask or read more: {link}", link=link)


def post_button(t: Translator, *, answers: bool) -> Markup:
    return t("👉 Answer") if answers else t("🔔 Get such news")


# To who forwards


def to_forward(t: Translator, one: Packed, way: Way) -> Markup:
    head = t("☝️ <b>Please forward this to the WhatsApp group «{group}»</b>", group=one.group.name)
    return Markup("{}\n{} {}").format(head, _how(t, way), t("Then tap «Forwarded»."))


def _how(t: Translator, way: Way) -> Markup:
    if way.native:
        return t("Forward what stands above into the group.")
    if way.share is None:
        return t("Copy what stands above into the group.")
    if way.files:
        return t("Tap «Open in WhatsApp», choose the group and add the picture from above.")
    return t("Tap «Open in WhatsApp» and choose the group.")


def share_button(t: Translator) -> Markup:
    return t("Open in WhatsApp")


def done_button(t: Translator) -> Markup:
    return t("✅ Forwarded")


def later_button(t: Translator) -> Markup:
    return t("🕘 Later")


def cannot_button(t: Translator) -> Markup:
    return t("🚫 I can't")


def again_button(t: Translator) -> Markup:
    return t("📄 Show it again")


def reminder(t: Translator, one: Packed) -> Markup:
    return t(
        "⏰ Not yet forwarded to «{group}»: «{what}». Have you forwarded it? Then tap «Forwarded».",
        group=one.group.name,
        what=headline(one),
    )


def do_not_forward(t: Translator, one: Packed) -> Markup:
    return t(
        "🛑 <b>Please do not forward this to «{group}»:</b> «{what}». The office has stopped it.",
        group=one.group.name,
        what=headline(one),
    )


def confirmed(t: Translator, one: Packed) -> Markup:
    return t(
        "✅ Thank you! Noted: «{what}» went to «{group}», {members} members.",
        what=headline(one),
        group=one.group.name,
        members=t.number(one.pack.members or 0),
    )


def mistaken_button(t: Translator) -> Markup:
    return t("↩️ I was mistaken")


def taken_back(t: Translator, one: Packed) -> Markup:
    return t(
        "↩️ The mark is taken back: «{what}» is not forwarded to «{group}» yet.",
        what=headline(one),
        group=one.group.name,
    )


def screenshot_button(t: Translator) -> Markup:
    return t("📷 Add a screenshot")


def ask_screenshot(t: Translator) -> Markup:
    return t("Send a screenshot of the group in which the message is seen.")


def screenshot_kept(t: Translator) -> Markup:
    return t("📷 The screenshot is kept. Thank you!")


def until_later(t: Translator, at: datetime) -> Markup:
    return t("All right. I remind you: {when}", when=t.moment(at))


def you_declined(t: Translator, one: Packed) -> Markup:
    return t(
        "All right, the office knows and finds another way for «{group}». If you don't want to forward there "
        "any more, tap below.",
        group=one.group.name,
    )


# To the office


def declined(t: Translator, one: Packed, name: str | None) -> Markup:
    return t(
        "🚫 {name} can't forward this to «{group}» now: «{what}». Hand it to somebody else or forward it "
        "yourself.",
        name=name or "–",
        group=one.group.name,
        what=headline(one),
    )


def not_forwarded(t: Translator, found: Sequence[Packed]) -> Markup:
    lines = [t("⚠️ <b>Not forwarded after all reminders:</b> «{what}»", what=headline(found[0]))]
    lines += [Markup("• {}").format(_whose(t, one)) for one in found]
    return Markup("\n").join(lines)


def _whose(t: Translator, one: Packed) -> Markup:
    name = one.group.forwarder_name
    return Markup("{}: {}").format(one.group.name, name) if name else Markup("{}").format(one.group.name)


def post_failed(t: Translator, one: Packed) -> Markup:
    return t("⚠️ «{what}» could not be posted in «{group}».", what=headline(one), group=one.group.name)


def group_button(name: str) -> str:
    return f"💬 {richtext.shorten(name, BUTTON - 3)}"


def open_button(t: Translator) -> Markup:
    return t("📤 What now?")


def waiting_head(t: Translator) -> Markup:
    return t("<b>📤 Still to be forwarded to groups:</b>")


def nothing_waits(t: Translator) -> Markup:
    return t("Everything was forwarded. Nothing waits.")


def message_button(found: Sequence[Packed]) -> str:
    """A message and to how many groups it didn't go yet."""
    tail = f" · {len(found)}"
    return f"📤 {richtext.shorten(headline(found[0]), BUTTON - 3 - len(tail))}{tail}"


def packs_of(t: Translator, found: Sequence[Packed], reached: Sequence[Reach]) -> Markup:
    lines = [Markup("<b>«{}»</b>").format(headline(found[0]))]
    lines += [state_line(t, one) for one in found]
    return Markup("\n").join([*lines, Markup(), *reach_lines(t, reached)])


_SIGNS = {PackState.FORWARDED: "✅", PackState.WAITING: "⏳", PackState.STOPPED: "🛑"}


def state_line(t: Translator, one: Packed) -> Markup:
    pack = one.pack
    words = {
        PackState.FORWARDED: t(
            "{members} members, {when}",
            members=t.number(pack.members or 0),
            when=t.moment(pack.settled_at or pack.made_at),
        ),
        PackState.WAITING: _waits(t, one),
        PackState.STOPPED: t("stopped"),
        PackState.FAILED: t("could not be posted"),
        PackState.PAST: t("was not forwarded"),
        PackState.CLOSED: t("the group was closed"),
    }[pack.state]
    mark = _SIGNS.get(pack.state, "✖️")
    camera = " 📷" if pack.photo_id else ""
    return Markup("{} {}: {}{}").format(mark, one.group.name, words, camera)


def _waits(t: Translator, one: Packed) -> Markup:
    if one.group.kind is GroupKind.TELEGRAM:
        return t("not posted yet")
    name = one.group.forwarder_name
    if one.pack.declined_at is not None:
        return t("can't be forwarded by {name}", name=name or "–")
    if name is None and one.pack.handed_at is None:
        return t("nobody forwards there")
    if one.pack.handed_at is None:
        return t("waits for {name}", name=name or "–")
    return t("handed over on {when}", when=t.moment(one.pack.handed_at))


def pack_card(t: Translator, one: Packed) -> Markup:
    return Markup("{}\n\n{}").format(Markup("<b>«{}»</b>").format(headline(one)), state_line(t, one))


def was_forwarded(t: Translator) -> Markup:
    return t("✅ It was forwarded")


def i_forward(t: Translator) -> Markup:
    return t("🙋 I forward it")


def to_another(t: Translator) -> Markup:
    return t("↪️ To somebody else")


def choose_other(t: Translator) -> Markup:
    return t("Who should forward it this time?")


def passed_on(t: Translator, name: str, group: str) -> Markup:
    return t("↪️ {name} has it now, for «{group}».", name=name, group=group)


def to_waiting(t: Translator) -> Markup:
    return t("⬅️ What waits")


def groups_button(t: Translator) -> Markup:
    return t("💬 By groups")


# In reports


def reach_lines(t: Translator, found: Sequence[Reach]) -> list[Markup]:
    return [_reach_line(t, one) for one in found]


def _reach_line(t: Translator, one: Reach) -> Markup:
    what = t("WhatsApp groups") if one.kind is GroupKind.WHATSAPP else t("Telegram groups and channels")
    done = t.plural(
        "{count} group, {members} members",
        "{count} groups, {members} members",
        one.groups,
        members=t.number(one.members),
    )
    parts = [done] if one.groups else []
    if one.waiting:
        parts.append(t.plural("not yet sent to {count} group", "not yet sent to {count} groups", one.waiting))
    if one.failed:
        parts.append(t.plural("not sent to {count} group", "not sent to {count} groups", one.failed))
    said = Markup("; ").join(parts or [t("stopped")])
    return Markup("{} {}: {}").format(sign(one.kind), what, said)
