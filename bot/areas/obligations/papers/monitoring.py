"""The monitoring report as a paper (004 §5): row by row, indicators against goals, money, proposals."""

from collections.abc import Mapping

from bot.areas.initiatives.models import Initiative
from bot.areas.initiatives.texts import naming as initiative_names
from bot.areas.obligations.board import Row
from bot.areas.obligations.indicators import Key
from bot.areas.obligations.papers import words
from bot.areas.obligations.reporting.gathering import Report
from bot.areas.obligations.reporting.service import MONEY, MONEY_SOURCES, PROPOSALS, WHY
from bot.areas.obligations.texts import counting, documents, standing
from bot.areas.obligations.texts import indicators as indicator_texts
from bot.areas.obligations.texts import monitoring as texts
from bot.core import richtext
from bot.core.i18n import Translator
from bot.documents.content import Bullets, Paragraph, Run, plain
from bot.documents.paper import Facts, Heading, Paper, Part, Signature, Table


def report(t: Translator, found: Report) -> Paper:
    parts: list[Part] = [
        Heading(texts.in_short(t)),
        Facts(texts.facts(t, found)),
        Heading(texts.heading(t, "rows")),
        _rows(t, found),
        Heading(texts.heading(t, "indicators")),
        _indicators(t, found),
        _small(richtext.plain(indicator_texts.counted_apart(t))),
        Heading(texts.heading(t, "villages")),
        _villages(t, found),
        *_initiatives(t, found),
        *_money(t, found),
        *_why(t, found),
        *_proposals(t, found),
        Heading(texts.heading(t, "counting")),
        Bullets(tuple(_counted(t, line.key, line.source) for line in found.lines)),
        _small(texts.legal_note(t)),
    ]
    return Paper(
        language=t.language,
        date=found.made_on,
        organisation=found.name(t.language),
        title=texts.title(t),
        subtitle=texts.subtitle(t, found),
        number_line=texts.number_line(t, found),
        parts=tuple(parts),
        signatures=(Signature(texts.head_role(t), found.head),),
        page_words=texts.page_words(t),
    )


def _small(text: str) -> Paragraph:
    return Paragraph((Run(text, italic=True),))


def _called(t: Translator, row: Row) -> str:
    """A paper has room for the whole name that the office gave its own event."""
    return row.short(t.language) if row.measure else row.title(t.language)


def duty_cells(t: Translator, found: Report) -> tuple[tuple[str, ...], ...]:
    """Number, name, term, state and proof of each."""
    return tuple(
        (
            part.row.measure.number if part.row.measure else "–",
            _called(t, part.row),
            standing.period(t, part.standings),
            standing.states(t, part.standings),
            standing.proofs(t, part.standings, found.proven),
        )
        for part in found.parts
    )


def _rows(t: Translator, found: Report) -> Table:
    return Table(texts.rows_head(t), duty_cells(t, found), widths=(5, 13, 10, 14, 20))


def indicator_cells(t: Translator, found: Report) -> tuple[tuple[str, ...], ...]:
    rows = []
    for line in found.lines:
        goal = indicator_texts.target(t, line)
        # A part of the year is no measure for the goal of the whole.
        said = "" if found.span.quarter else indicator_texts.verdict(t, line, over=found.is_over)
        rows.append(
            (
                indicator_texts.label(t, line.key),
                indicator_texts.value(t, line),
                indicator_texts.detail(t, found.figures, line.key),
                f"{goal}: {said}" if goal and said else goal or "–",
            )
        )
    return tuple(rows)


def _indicators(t: Translator, found: Report) -> Table:
    return Table(texts.indicators_head(t), indicator_cells(t, found), widths=(8, 5, 9, 7))


def _villages(t: Translator, found: Report) -> Table:
    figures = found.figures
    columns: tuple[Mapping[int, int], ...] = (
        figures.population,
        figures.informed.villages,
        figures.subscribers.villages,
        figures.meetings.villages,
        figures.questionnaires.villages,
        figures.appeals.received_by_village,
    )
    known = [[column.get(village.id, 0) for column in columns] for village in found.villages]
    rest = [sum(column.values()) - sum(row[place] for row in known) for place, column in enumerate(columns)]
    rows = [
        (village.name(t.language), *map(t.number, row))
        for village, row in zip(found.villages, known, strict=True)
    ]
    if any(rest):
        rows.append((indicator_texts.unknown_village(t), *map(t.number, rest)))
    rows.append((texts.in_all(t), *(t.number(sum(column.values())) for column in columns)))
    return Table(
        texts.villages_head(t),
        tuple(rows),
        widths=(6, 4, 4, 4, 4, 4, 4),
        numeric=frozenset(range(1, 7)),
        total_row=True,
    )


def _initiatives(t: Translator, found: Report) -> list[Part]:
    head: list[Part] = [Heading(texts.heading(t, "initiatives"))]
    if not found.initiatives:
        return [*head, plain(texts.no_initiatives(t))]
    rows = tuple(_initiative(t, one) for one in found.initiatives)
    return [
        *head,
        Table(texts.initiatives_head(t), rows, widths=(4, 14, 8, 6, 6), numeric=frozenset({3, 4})),
    ]


def _initiative(t: Translator, one: Initiative) -> tuple[str, ...]:
    return (
        f"{one.year % 100}-{one.number}",
        f"{initiative_names.kind(t, one.kind).unescape()}: {one.title(t.language)}",
        str(initiative_names.stage(t, one.stage).unescape()),
        t.number(one.amount) if one.amount else "–",
        t.number(one.spent) if one.spent else "–",
    )


def _money(t: Translator, found: Report) -> list[Part]:
    """004 §5.1: from the local and the republican budget, donors, sponsors."""
    amounts = found.words.get(MONEY)
    if not amounts:
        spent = found.figures.initiatives.spent
        if not spent:
            return []
        return [Heading(texts.heading(t, "money"), 2), _small(texts.money_not_said(t))]
    rows = [(texts.money_source(t, source), t.number(amounts[source])) for source in MONEY_SOURCES]
    rows.append((texts.in_all(t), t.number(sum(amounts[source] for source in MONEY_SOURCES))))
    table = Table(texts.money_head(t), tuple(rows), widths=(3, 1), numeric=frozenset({1}), total_row=True)
    return [Heading(texts.heading(t, "money"), 2), table]


def _why(t: Translator, found: Report) -> list[Part]:
    head = Heading(texts.heading(t, "why"))
    said = words.in_language(found.words, WHY, t.language)
    if said:
        return [head, *words.paragraphs(said)]
    if not found.behind:
        return [head, plain(texts.nothing_late(t))]
    named = tuple(
        plain(f"{_called(t, part.row)}: {standing.states(t, part.standings)}") for part in found.behind
    )
    return [head, _small(texts.not_explained(t)), Bullets(named)]


def _proposals(t: Translator, found: Report) -> list[Part]:
    said = words.in_language(found.words, PROPOSALS, t.language)
    body = words.paragraphs(said) if said else [_small(texts.no_proposals(t))]
    return [Heading(texts.heading(t, "proposals")), *body]


def _counted(t: Translator, key: Key, source: str) -> Paragraph:
    how = richtext.plain(counting.how(t, key))
    return Paragraph(
        (Run(f"{indicator_texts.label(t, key)} ({documents.source(t, source)}). ", bold=True), Run(how))
    )
