"""The chain of evidence on paper: the duty, each of its times, what proves it, the record."""

from collections.abc import Iterable, Sequence

from bot.areas.obligations.board import Standing
from bot.areas.obligations.chain.links import Chain, OfMessage
from bot.areas.obligations.papers.evidence import links, tables
from bot.areas.obligations.rules.state import Fact, FactKind, State
from bot.areas.obligations.texts import card, documents, states, subjects
from bot.areas.obligations.texts import evidence as texts
from bot.core.i18n import Translator
from bot.documents.content import Paragraph, Run, plain
from bot.documents.paper import Facts, Heading, Paper, Part, Table


def paper(t: Translator, chain: Chain) -> Paper:
    parts: list[Part] = [Facts(tuple(_duty(t, chain))), Heading(texts.heading(t, "times")), _times(t, chain)]
    proven = [one for one in chain.row.standings if one.judgement.facts]
    if not proven:
        parts.append(plain(texts.no_proof_at_all(t)))
    for one in proven:
        parts += _period(t, chain, one)
    if chain.left_out:
        parts.append(plain(texts.photos_left_out(t, chain.left_out)))
    parts += tables.said(t, chain)
    parts += tables.withdrawn(t, chain)
    parts += tables.record(t, chain)
    return Paper(
        language=t.language,
        date=chain.made_at.astimezone(t.timezone).date(),
        organisation=chain.organisation[t.language],
        title=texts.title(t),
        subtitle=texts.subtitle(t, chain.row),
        parts=tuple(parts),
        footer=texts.footer(t),
        page_words=texts.page_words(t),
    )


def _duty(t: Translator, chain: Chain) -> list[tuple[str, str]]:
    """With the document's own words."""
    row, measure = chain.row, chain.row.measure
    rows = [("duty", row.title(t.language))]
    if measure:
        rows += [("source", documents.source(t, measure.source)), ("when", measure.recurrence(t.language))]
        rows += [("format", measure.format(t.language))] if measure.format else []
    rows.append(("responsible", card.owed_by(t, row, chain.names.people)))
    if measure and measure.expected_result:
        rows.append(("result", measure.expected_result(t.language)))
    if indicator := card.indicator(t, row, chain.names.legal):
        rows.append(("indicator", indicator))
    if chain.answers:
        count, target = chain.answers
        words = t.number(count) if target is None else f"{t.number(count)} / {t.number(target)}"
        rows.append(("year_answers", words))
    if row.obligation.waived_at is not None:
        rows.append(("waived", row.obligation.waived_reason or texts.yes(t)))
    rows += [
        ("made_by", chain.made_by or texts.the_program(t)),
        ("made_at", t.moment(chain.made_at)),
    ]
    return [(texts.label(t, name), value) for name, value in rows]


def _times(t: Translator, chain: Chain) -> Table:
    rows = tuple(
        (
            _name(t, chain, one),
            states.span(t, one.period.opens_on, one.period.closes_on),
            str(states.word(t, one.judgement.state).unescape()),
            t.date(one.judgement.done_on) if one.judgement.done_on else "–",
            _count(t, one),
        )
        for one in chain.row.standings
    )
    head = texts.columns(t, "time", "span", "state", "done", "count")
    return Table(head, rows, (4, 5, 5, 3, 3), frozenset({4}))


def _count(t: Translator, one: Standing) -> str:
    if one.judgement.state in {State.AHEAD, State.WAIVED, State.NOT_NEEDED} and not one.judgement.count:
        return "–"
    return f"{t.number(one.judgement.count)} / {t.number(one.judgement.asked)}"


def _name(t: Translator, chain: Chain, one: Standing) -> str:
    measure = chain.row.measure
    return states.period(t, measure.recurrence if measure else None, one.period.window)


def _period(t: Translator, chain: Chain, one: Standing) -> list[Part]:
    state = states.word(t, one.judgement.state).unescape()
    parts: list[Part] = [Heading(f"{_name(t, chain, one)}: {state}")]
    parts += [plain(str(words.unescape())) for words in card.missing(t, chain.row, one, chain.names)]
    facts = card.together(one.judgement.facts)
    messages = [fact for fact in facts if fact.kind is FactKind.BROADCAST]
    for subject, of_it in _by_subject(fact for fact in facts if fact.kind is not FactKind.BROADCAST):
        parts += _link(t, chain, subject, of_it)
    if messages:
        sent = [chain.evidence.get((fact.kind, fact.subject_id)) for fact in messages]
        told = [item for item in sent if isinstance(item, OfMessage)]
        parts += tables.messages(t, [item.sending for item in told])
        parts += links.groups(t, chain, [one for item in told for one in item.groups])
    return parts


def _by_subject(facts: Iterable[Fact]) -> list[tuple[tuple[FactKind, int], list[Fact]]]:
    found: dict[tuple[FactKind, int], list[Fact]] = {}
    for fact in facts:
        found.setdefault((fact.kind, fact.subject_id), []).append(fact)
    return list(found.items())


def _link(t: Translator, chain: Chain, subject: tuple[FactKind, int], facts: Sequence[Fact]) -> list[Part]:
    """One thing, with whose it is where it is of several."""
    whose = chain.names.whose(chain.row)
    described = chain.names.subjects.get(subject)
    name = subjects.what(t, facts[0], described)
    parts: list[Part] = [Heading(str(name.striptags()), 2)]
    people = sorted({whose[fact.about] for fact in facts if fact.about is not None and fact.about in whose})
    stage = subjects.stage(t, facts[0]).unescape()
    parts.append(Paragraph((Run(f"{t.full_date(facts[0].on)} · {stage}", bold=True),)))
    if people:
        parts.append(Facts(((texts.label(t, "whose"), t.list(people)),)))
    evidence = chain.evidence.get(subject)
    if evidence is not None:
        parts += links.parts(t, chain, evidence)
    return [*parts, *tables.pictures(chain.photos.get(subject, ()), t)]
