"""Every duty that the bot can begin has a button that leads somewhere."""

from bot.app import compose_areas
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.doing import MEETINGS, doing_of

OUTSIDE = {"reg.4.4"}
"""The report to the council is made outside and ticked."""


def test_every_duty_can_be_begun_or_is_done_outside() -> None:
    assert {key for key in measures() if doing_of(key) is None} == OUTSIDE
    assert set(MEETINGS) <= set(measures())


def test_every_button_has_somebody_who_answers_it() -> None:
    actions = {name for routes in compose_areas().routes for name in routes.actions}
    for key in measures():
        doing = doing_of(key)
        if doing:
            assert doing[0].partition(":")[0] in actions
            assert len(doing[0].encode()) <= 64
