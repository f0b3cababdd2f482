"""The table of permissions and the pure decisions about invitations."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.areas.people.models import Invitation, Role
from bot.areas.people.rules import (
    PERMISSIONS,
    Permission,
    check_allowed,
    check_district,
    check_name,
    check_not_last,
    check_usable,
    permissions_of,
)
from bot.core.errors import Refused

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
ME, OTHER = 7, 8

# Who may do it; written out a second time, so that a slip in the one table is seen.
WHO_MAY = {
    Permission.COMPOSE_BROADCAST: {
        Role.HEAD,
        Role.OFFICER,
        Role.FINANCE_HEAD,
        Role.COUNCIL_CHAIR,
        Role.COUNCIL_SECRETARY,
    },
    Permission.APPROVE_BROADCAST: {Role.HEAD, Role.COUNCIL_CHAIR},
    Permission.STOP_BROADCAST: {Role.HEAD, Role.OFFICER, Role.COUNCIL_CHAIR},
    Permission.SEND_EMERGENCY: {Role.HEAD},
    Permission.EDIT_BULLETIN: {Role.HEAD, Role.OFFICER},
    Permission.RECORD_DISTRIBUTION: {Role.HEAD, Role.OFFICER, Role.COUNCIL_SECRETARY},
    Permission.CALL_MEETING: {
        Role.HEAD,
        Role.OFFICER,
        Role.FINANCE_HEAD,
        Role.COUNCIL_CHAIR,
        Role.COUNCIL_SECRETARY,
    },
    Permission.RECORD_MEETING: {Role.HEAD, Role.OFFICER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY},
    Permission.OVERRIDE_NOTICE: {Role.HEAD},
    Permission.WRITE_REPORT: {Role.HEAD, Role.FINANCE_HEAD, Role.DEPUTY},
    Permission.RUN_SURVEY: {Role.HEAD, Role.OFFICER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY},
    Permission.HANDLE_APPEALS: {Role.HEAD, Role.OFFICER},
    Permission.OVERSEE_APPEALS: {Role.HEAD},
    Permission.ANSWER_MANDATES: {Role.DEPUTY},
    Permission.KEEP_COUNCIL_PROPOSALS: {Role.HEAD, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY},
    Permission.KEEP_INITIATIVES: {Role.HEAD, Role.OFFICER, Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY},
    Permission.HOLD_RECEPTION: {Role.HEAD, Role.COUNCIL_CHAIR, Role.DEPUTY},
    Permission.KEEP_LIBRARY: {Role.HEAD, Role.OFFICER, Role.FINANCE_HEAD, Role.COUNCIL_SECRETARY},
    Permission.KEEP_PLAN: {Role.HEAD, Role.OFFICER, Role.COUNCIL_SECRETARY},
    Permission.APPROVE_PLAN: {Role.HEAD},
    Permission.READ_FIGURES: set(Role),
    Permission.READ_AUDIT: {Role.HEAD},
    Permission.MANAGE_PEOPLE: {Role.HEAD, Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_just_what_the_table_says(role: Role, permission: Permission) -> None:
    if role in WHO_MAY[permission]:
        check_allowed([role], permission)
    else:
        with pytest.raises(Refused, match="people:not_allowed"):
            check_allowed([role], permission)


@pytest.mark.parametrize("permission", Permission)
def test_a_resident_may_nothing(permission: Permission) -> None:
    with pytest.raises(Refused, match="people:not_allowed"):
        check_allowed([], permission)


def test_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_several_roles_add_up() -> None:
    both = permissions_of([Role.DEPUTY, Role.ADMINISTRATOR])
    assert both == PERMISSIONS[Role.DEPUTY] | PERMISSIONS[Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", Role)
def test_a_deputy_and_nobody_else_has_a_district(role: Role) -> None:
    right, wrong = (3, None) if role is Role.DEPUTY else (None, 3)
    check_district(role, right)
    with pytest.raises(Refused, match="people:district"):
        check_district(role, wrong)


def test_a_name_is_tidied() -> None:
    assert check_name("  Асан \n Токтогулов ") == "Асан Токтогулов"


@pytest.mark.parametrize(
    ("name", "reason"), [("", "name_missing"), (" \n ", "name_missing"), ("а" * 121, "name_too_long")]
)
def test_a_name_that_no_paper_has_room_for(name: str, reason: str) -> None:
    with pytest.raises(Refused, match=f"people:{reason}"):
        check_name(name)


def invitation(**changes: object) -> Invitation:
    return Invitation(**({"role": Role.OFFICER, "expires_at": NOW + timedelta(hours=1)} | changes))


def refusal(found: Invitation | None, *, held: tuple[Role, ...] = (), inviter_may: bool = True) -> str | None:
    try:
        check_usable(found, NOW, by=ME, held=held, inviter_may=inviter_may)
    except Refused as refused:
        return refused.code
    return None


def test_a_fresh_invitation_is_usable() -> None:
    fresh = invitation()
    assert check_usable(fresh, NOW, by=ME, held=(), inviter_may=True) is fresh


def test_why_an_invitation_is_not_usable() -> None:
    assert refusal(None) == "people:invitation_unknown"
    assert refusal(invitation(used_at=NOW, used_by=OTHER)) == "people:invitation_used"
    assert refusal(invitation(expires_at=NOW)) == "people:invitation_expired"
    assert refusal(invitation(withdrawn_at=NOW)) == "people:invitation_withdrawn"
    assert refusal(invitation(), inviter_may=False) == "people:invitation_withdrawn"


def test_ones_own_accepted_invitation_is_called_so_while_the_role_is_held() -> None:
    mine = invitation(used_at=NOW, used_by=ME)
    assert refusal(mine, held=(Role.OFFICER,)) == "people:invitation_yours"
    assert refusal(mine, held=(Role.DEPUTY,)) == "people:invitation_used"


def test_only_the_last_administrator_stays() -> None:
    with pytest.raises(Refused, match="people:last_administrator"):
        check_not_last(Role.ADMINISTRATOR, [ME], ME)
    check_not_last(Role.ADMINISTRATOR, [ME, OTHER], ME)
    check_not_last(Role.ADMINISTRATOR, [OTHER], ME)
    check_not_last(Role.HEAD, [ME], ME)
