"""A report has room for so much: of very many mandates a deputy still takes what is known as it is."""

from datetime import timedelta

from markupsafe import Markup

from bot.areas.appeals import report_to_voters
from bot.areas.appeals.models import Appeal, AppealKind, AppealState, Origin, Outcome
from bot.areas.hearings import drafting
from bot.areas.hearings.reporting import LONGEST_PART, Known
from bot.areas.hearings.rules.meeting import check_words
from bot.core import clock
from bot.core.i18n import Translator
from tests.areas.appeals.desk import Desk
from tests.areas.residents.chat import BISHKEK

STATES = ("planned", "council", "closed", "declined", "new", "asked")
PER_STATE = 50


async def very_many(desk: Desk, deputy_id: int) -> None:
    """Past the days in which a person may send only a few."""
    async with desk.database.session() as session:
        session.add_all(
            Appeal(
                number=f"26-{number:04}-0",
                kind=AppealKind.MANDATE,
                state=AppealState(STATES[number % len(STATES)]),
                outcome=Outcome.DONE if number % 12 == 2 else Outcome.EXPLAINED,
                origin=Origin.TELEGRAM,
                registered=False,
                text=f"{number}: «Мектепке барчу жол <бузулган> & чоң» " + "сөз " * 60,
                attachments=[],
                received_at=clock.now(),
                deputy_id=deputy_id,
                open_to_all=True,
            )
            for number in range(PER_STATE * len(STATES))
        )


async def test_of_very_many_mandates_every_count_stays_and_the_item_can_be_taken(desk: Desk) -> None:
    deputy = await desk.deputy()
    person = await desk.person(deputy)
    await very_many(desk, person)
    now = clock.now()
    for language in ("ky", "ru"):
        t = Translator(language, BISHKEK)
        async with desk.database.reading() as session:
            lines = (
                await report_to_voters.contribute(
                    session, t, [person], now - timedelta(days=1), now + timedelta(days=1)
                )
            )["d1"]
        known = drafting.draft(t, "d1", nothing(), lines)
        assert known is not None
        text = check_words(str(known.unescape()), LONGEST_PART)
        assert str(PER_STATE * len(STATES)) in text.splitlines()[0]
        heads = [line for line in text.splitlines() if "№" not in line and "…" not in line][1:]
        assert sum(int(head.rpartition(": ")[2]) for head in heads) == PER_STATE * len(STATES)
        assert "№" in text, "some examples stay"
        assert "…" in text
    assert "300" in await deputy.tap_payload("dm:draft")


def nothing() -> Known:
    now = clock.now()
    return Known(
        since=now,
        until=now,
        held=[],
        done=[],
        open=[],
        questions=0,
        answered=0,
        messages=[],
        bulletins=0,
        subscribers=0,
    )


def test_whatever_the_areas_know_fits_the_item() -> None:
    t = Translator("ky", BISHKEK)
    known = drafting.draft(t, "d1", nothing(), [Markup("Жол &lt;оңдолду&gt; " + "сөз " * 20)] * 200)
    assert known is not None
    text = check_words(str(known.unescape()), LONGEST_PART)
    shown = text.count("<оңдолду>")
    assert f"дагы {200 - shown}" in text.splitlines()[-1]
    assert drafting.draft(t, "d1", nothing()) is None
    assert str(drafting.draft(t, "d1", nothing(), [Markup("Жол")])) == "• Жол"
