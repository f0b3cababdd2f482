"""How far a duty has come, in the words of reports: late and missed things are told as they are."""

from collections.abc import Sequence

from bot.areas.obligations.board import Standing
from bot.areas.obligations.reporting.proven import Proven
from bot.areas.obligations.rules.state import FULFILLED, Fact, FactKind, Stage, State
from bot.areas.obligations.texts import subjects
from bot.core.i18n import Translator

MOST_PROOFS = 4
MOST_DAYS = 4
LONGEST_NOTE = 120
_S = State
# What was done before what wasn't, and last what nobody has to do.
_ORDER = (
    *(_S.REPORTED, _S.DONE, _S.LATE, _S.MISSED),
    *(_S.PARTLY, _S.OPEN, _S.ANNOUNCED, _S.PLANNED, _S.AHEAD),
    *(_S.NOT_NEEDED, _S.WAIVED),
)


def state(t: Translator, one: State) -> str:
    words = {
        State.AHEAD: t("its time hasn't come yet"),
        State.OPEN: t("not done yet, its time is running"),
        # A day, or a mandate on its way, or a paper that waits for its meeting.
        State.PLANNED: t("planned"),
        State.ANNOUNCED: t("announced"),
        State.PARTLY: t("done in part"),
        State.DONE: t("done in time"),
        State.REPORTED: t("done and reported on"),
        State.LATE: t("done late"),
        State.MISSED: t("not done"),
        State.WAIVED: t("dropped by the head's decision"),
        State.NOT_NEEDED: t("wasn't needed"),
    }
    return str(words[one].unescape())


def states(t: Translator, standings: Sequence[Standing]) -> str:
    """Of several periods how many stand how; of what is late or missing, by which day it was due."""
    if not standings:
        return str(t("not owed in this time").unescape())
    if len(standings) == 1:
        return _one(t, standings[0])
    parts = []
    for kind in _ORDER:
        of = [one for one in standings if one.judgement.state is kind]
        if not of:
            continue
        days = ""
        if kind in {State.LATE, State.MISSED}:
            days = f" ({_days(t, of)})"
        parts.append(f"{state(t, kind)}: {t.number(len(of))}{days}")
    return "; ".join(parts)


def _days(t: Translator, of: Sequence[Standing]) -> str:
    """By when each was due; of very many the first and the last."""
    days = [t.day_month(one.period.closes_on) for one in of]
    return t.list(days) if len(days) <= MOST_DAYS else f"{days[0]} … {days[-1]}"


def _one(t: Translator, one: Standing) -> str:
    judged = one.judgement
    said = state(t, judged.state)
    if judged.state in FULFILLED and judged.done_on:
        said = f"{said}, {t.day_month(judged.done_on)}"
    elif judged.asked > 1:
        said = f"{said} ({t.number(judged.count)}/{t.number(judged.asked)})"
    return said


def period(t: Translator, standings: Sequence[Standing]) -> str:
    """From the first day to the last of all of them."""
    if not standings:
        return "–"
    first = min(one.period.opens_on for one in standings)
    last = max(one.period.closes_on for one in standings)
    return f"{t.day_month(first)} – {t.day_month(last)}"


def proofs(t: Translator, standings: Sequence[Standing], proven: Proven) -> str:
    """What shows that it was done: what it is, what it is called and when it was."""
    facts = [fact for one in standings for fact in one.judgement.facts if fact.stage >= Stage.DONE]
    if not facts:
        return "–"
    shown = [_fact(t, fact, proven) for fact in facts[:MOST_PROOFS]]
    if len(facts) > MOST_PROOFS:
        shown.append(str(t("and {count} more", count=t.number(len(facts) - MOST_PROOFS))))
    return "; ".join(shown)


def _fact(t: Translator, fact: Fact, proven: Proven) -> str:
    if fact.kind is FactKind.TICK:
        said = " ".join(proven.notes.get(fact.subject_id, "").split())
        noted = t("noted by staff").unescape()
        note = f": {subjects.cut(said, LONGEST_NOTE)}" if said else ""
        return f"{noted}{note} ({t.day_month(fact.on)})"
    described = proven.subjects.get((fact.kind, fact.subject_id))
    name = subjects.name(t, described) if described else subjects.gone(t)
    return f"{name.unescape()} ({t.day_month(fact.on)})"
