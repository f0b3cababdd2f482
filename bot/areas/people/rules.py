"""What each role may do: the one table. Services ask it; buttons only follow it."""

import enum
from collections.abc import Collection, Iterable
from datetime import datetime

from bot.areas.people.models import NAME_LENGTH, Invitation, Role
from bot.core.errors import Refused


class Permission(enum.StrEnum):
    COMPOSE_BROADCAST = "compose_broadcast"
    APPROVE_BROADCAST = "approve_broadcast"
    STOP_BROADCAST = "stop_broadcast"
    SEND_EMERGENCY = "send_emergency"
    EDIT_BULLETIN = "edit_bulletin"
    RECORD_DISTRIBUTION = "record_distribution"
    CALL_MEETING = "call_meeting"
    RECORD_MEETING = "record_meeting"
    OVERRIDE_NOTICE = "override_notice"
    WRITE_REPORT = "write_report"
    RUN_SURVEY = "run_survey"
    HANDLE_APPEALS = "handle_appeals"
    OVERSEE_APPEALS = "oversee_appeals"
    ANSWER_MANDATES = "answer_mandates"
    KEEP_COUNCIL_PROPOSALS = "keep_council_proposals"
    KEEP_INITIATIVES = "keep_initiatives"
    HOLD_RECEPTION = "hold_reception"
    KEEP_LIBRARY = "keep_library"
    KEEP_PLAN = "keep_plan"
    APPROVE_PLAN = "approve_plan"
    READ_FIGURES = "read_figures"
    READ_AUDIT = "read_audit"
    MANAGE_PEOPLE = "manage_people"


_P = Permission
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    # Mandates are given to deputies alone.
    Role.HEAD: frozenset(Permission) - {_P.ANSWER_MANDATES},
    Role.OFFICER: frozenset(
        {
            _P.COMPOSE_BROADCAST,
            _P.STOP_BROADCAST,
            _P.EDIT_BULLETIN,
            _P.RECORD_DISTRIBUTION,
            _P.CALL_MEETING,
            _P.RECORD_MEETING,
            _P.RUN_SURVEY,
            _P.HANDLE_APPEALS,
            _P.KEEP_INITIATIVES,
            _P.KEEP_LIBRARY,
            _P.KEEP_PLAN,
            _P.READ_FIGURES,
        }
    ),
    Role.FINANCE_HEAD: frozenset(
        {_P.COMPOSE_BROADCAST, _P.CALL_MEETING, _P.WRITE_REPORT, _P.KEEP_LIBRARY, _P.READ_FIGURES}
    ),
    Role.COUNCIL_CHAIR: frozenset(
        {
            _P.COMPOSE_BROADCAST,
            _P.APPROVE_BROADCAST,
            _P.STOP_BROADCAST,
            _P.CALL_MEETING,
            _P.RECORD_MEETING,
            _P.RUN_SURVEY,
            _P.KEEP_COUNCIL_PROPOSALS,
            _P.KEEP_INITIATIVES,
            _P.HOLD_RECEPTION,
            _P.READ_FIGURES,
        }
    ),
    Role.COUNCIL_SECRETARY: frozenset(
        {
            _P.COMPOSE_BROADCAST,
            _P.RECORD_DISTRIBUTION,
            _P.CALL_MEETING,
            _P.RECORD_MEETING,
            _P.RUN_SURVEY,
            _P.KEEP_COUNCIL_PROPOSALS,
            _P.KEEP_INITIATIVES,
            _P.KEEP_LIBRARY,
            _P.KEEP_PLAN,
            _P.READ_FIGURES,
        }
    ),
    Role.DEPUTY: frozenset({_P.WRITE_REPORT, _P.ANSWER_MANDATES, _P.HOLD_RECEPTION, _P.READ_FIGURES}),
    Role.ADMINISTRATOR: frozenset({_P.MANAGE_PEOPLE, _P.READ_FIGURES}),
}


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def check_allowed(roles: Iterable[Role], permission: Permission) -> None:
    """Raises `Refused("people:not_allowed")` when none of the roles gives the permission."""
    if permission not in permissions_of(roles):
        raise Refused("people:not_allowed", permission=permission)


def check_district(role: Role, district_id: int | None) -> None:
    """A deputy is elected from a district (002 §1.6); nobody else is. Raises `Refused`."""
    if (role is Role.DEPUTY) != (district_id is not None):
        raise Refused("people:district_missing" if role is Role.DEPUTY else "people:district_not_for_role")


def check_name(name: str) -> str:
    """The name without spaces around it. Raises `Refused` for none and for one that no paper has room for."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("people:name_missing")
    if len(tidy) > NAME_LENGTH:
        raise Refused("people:name_too_long")
    return tidy


def check_usable(
    invitation: Invitation | None, now: datetime, *, by: int, held: Collection[Role], inviter_may: bool
) -> Invitation:
    """Whether `by`, who holds the roles `held`, may accept it. Raises `Refused` with the reason.

    `inviter_may`: the person who made it may still invite.
    """
    if invitation is None:
        raise Refused("people:invitation_unknown")
    if invitation.used_at is not None:
        mine = invitation.used_by == by and invitation.role in held
        raise Refused("people:invitation_yours" if mine else "people:invitation_used")
    if invitation.withdrawn_at is not None or not inviter_may:
        raise Refused("people:invitation_withdrawn")
    if invitation.expires_at <= now:
        raise Refused("people:invitation_expired")
    if invitation.created_by == by:
        # Else who may only invite could make themselves head: approve, and send in an emergency.
        raise Refused("people:invitation_own")
    return invitation


def check_not_last(role: Role, holders: Collection[int], person_id: int) -> None:
    """Somebody must always be able to invite. Raises `Refused`."""
    if role is Role.ADMINISTRATOR and set(holders) == {person_id}:
        raise Refused("people:last_administrator")
