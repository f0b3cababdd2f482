"""The office keeps the groups of its villages; who forwards gets each message and says that it is done."""

from bot.areas.groups import forwarding, queries
from bot.areas.groups.dialogs import forwarders, listing, packs, places, registering
from bot.areas.groups.queries import MAY
from bot.areas.groups.tags import AuditTag
from bot.areas.groups.texts import record
from bot.areas.groups.texts import registry as texts
from bot.areas.groups.texts.refusals import REFUSALS
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.routes import Routes


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    return [("groups", str(texts.staff_command(t)))] if MAY in permissions else []


routes = Routes(
    commands={"groups": listing.show},
    actions={"vg": listing.act, "pk": packs.act, "fw": forwarders.act},
    links={forwarding.PREFIX: forwarders.open_link},
    forms=(
        registering.REGISTER,
        registering.PART,
        registering.MEMBERS,
        forwarders.ASK,
        forwarders.INVITE,
        packs.PASS_ON,
        packs.SCREENSHOT,
    ),
    refusals=REFUSALS,
    place_commands={"groups": places.show},
    place_news=(places.heard,),
)

audit_words = {tag.value: record.audit_sentence for tag in AuditTag}

admin_entries = ((texts.staff_label, "vg:", MAY, queries.count_waiting),)
