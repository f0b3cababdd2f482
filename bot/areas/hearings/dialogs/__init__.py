"""Residents take part in meetings; the office calls them, keeps them and answers for them."""

from collections.abc import Sequence

from bot.areas.hearings import reporting as reporting_service
from bot.areas.hearings.dialogs import (
    changing,
    compose,
    day,
    following,
    office,
    posting,
    preparing,
    reporting,
    residents,
)
from bot.areas.hearings.tags import AuditTag
from bot.areas.hearings.texts import office as office_texts
from bot.areas.hearings.texts import public as public_texts
from bot.areas.hearings.texts import record as texts
from bot.areas.hearings.texts import reporting as reporting_texts
from bot.areas.hearings.texts.refusals import REFUSALS
from bot.areas.people.rules import Permission
from bot.areas.residents.dialogs import MenuEntry
from bot.core.i18n import Translator
from bot.core.routes import Routes

offer_ahead = residents.offer_ahead
offer_in_village = residents.offer_in_village
menu_entry = MenuEntry(command="hearings", label=public_texts.menu_label, about=public_texts.command)


def menu_commands(t: Translator) -> list[tuple[str, str]]:
    return [("hearings", str(public_texts.command(t)))]


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    allowed = permissions & {Permission.CALL_MEETING, Permission.RECORD_MEETING}
    found = [("meetings", str(office_texts.staff_command(t)))] if allowed else []
    if Permission.WRITE_REPORT in permissions:
        found.append(("report", str(reporting_texts.command(t))))
    return found


def make_routes(contributors: Sequence[reporting_service.Contributor] = ()) -> Routes:
    """`contributors` are the other areas' functions that tell what who reports did."""
    return Routes(
        commands={
            "hearings": residents.list_public,
            "meetings": office.list_office,
            "report": reporting.mine,
        },
        actions={
            "mt": residents.act,
            "meeting": office.act,
            "meetings": office.list_office,
            "mtnew": compose.begin,
            "mtregister": office.show_register,
            "mtdone": following.begin_done,
            "mtreply": following.begin_reply,
            "mtdemands": following.demands,
            "mtdemand": following.begin_demand,
            "mtreport": reporting.act,
            "myreport": reporting.mine,
        },
        links={"h": residents.follow, "door": residents.enter},
        forms=(
            residents.QUESTION,
            residents.FLOOR,
            residents.DOOR_NAME,
            compose.COMPOSE,
            compose.PART,
            changing.URGENT,
            changing.MOVE,
            changing.CANCEL,
            changing.MORE_PAPERS,
            preparing.DONE,
            preparing.REQUEST,
            posting.POSTING,
            day.NAMES,
            day.HEADS,
            day.OPENING,
            day.STATEMENT,
            day.PROTOCOL,
            day.SCAN,
            following.DECISION,
            following.DECISION_DONE,
            following.REPLY,
            following.DEMAND,
            reporting.part_form(contributors),
        ),
        refusals=REFUSALS,
    )


routes = make_routes()

audit_words = {tag.value: texts.audit_sentence for tag in AuditTag}

admin_entries = (
    (office_texts.staff_label, "meetings:", Permission.CALL_MEETING, None),
    (reporting_texts.menu_label, "myreport:", Permission.WRITE_REPORT, reporting_service.count_to_write),
)
