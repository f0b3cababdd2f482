"""One duty: what the document says, each of its times, who owes it, what proves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.board import Row, Standing
from bot.areas.obligations.doing import MEETINGS
from bot.areas.obligations.models import Proof
from bot.areas.obligations.rules.state import Fact, FactKind, State
from bot.areas.obligations.rules.targets import value_of
from bot.areas.obligations.subjects import Described, Subject
from bot.areas.obligations.texts import documents, listing, states, subjects
from bot.areas.obligations.texts.subjects import cut
from bot.core.i18n import Translator

LONGEST_TITLE = 260
MOST_FACTS = 8


@dataclass(frozen=True, slots=True)
class Names:
    """What facts and people are called."""

    subjects: Mapping[Subject, Described]
    people: Mapping[int, str]
    proofs: Mapping[int, Proof]
    circles: Mapping[int, str]
    legal: LegalValues

    def whose(self, row: Row) -> Mapping[int, str]:
        return self.circles if row.obligation.key == "plan.3.3" else self.people


def card(
    t: Translator, row: Row, names: Names, today: date, answers: tuple[int, int | None] | None
) -> Markup:
    called, whole = listing.title(t, row), row.title(t.language)
    parts = [
        Markup("<b>{}</b>").format(cut(called, LONGEST_TITLE)),
        # An event of the office's own has one name only.
        *([Markup("<i>{}</i>").format(cut(whole, LONGEST_TITLE))] if whole != called else []),
        "",
        *_document(t, row, names.legal),
        t("👥 Answers for it: {who}", who=owed_by(t, row, names.people)),
    ]
    if answers is not None:
        parts.append(_answers(t, *answers))
    if row.obligation.waived_at is not None:
        parts.append(t("➖ Not asked this year: {reason}", reason=row.obligation.waived_reason or ""))
    parts += ["", *(period_line(t, row, one) for one in row.standings)]
    focus = focused(row, today)
    if focus is not None:
        parts += _of_period(t, row, focus, names)
    return Markup("\n").join(parts)


def _document(t: Translator, row: Row, legal: LegalValues) -> list[Markup]:
    if row.measure is None:
        return [t("📄 The office's own event")]
    lines = [
        t(
            "📄 Source: {source} · {when}",
            source=documents.source(t, row.measure.source),
            when=row.measure.recurrence(t.language),
        )
    ]
    if row.measure.indicator:
        lines.append(Markup("🎯 {}").format(indicator(t, row, legal)))
    return lines


def indicator(t: Translator, row: Row, legal: LegalValues) -> str:
    """With its blanks filled as far as they are."""
    if row.measure is None or row.measure.indicator is None:
        return ""
    blanks = [one for one in row.measure.parameters if one.in_indicator]
    values = [value_of(one, row.obligation.targets, legal) for one in blanks]
    return row.measure.indicator(t.language).format(
        *("____" if value is None else t.number(value) for value in values)
    )


def owed_by(t: Translator, row: Row, people: Mapping[int, str]) -> str:
    """Those named; else the roles that the document names."""
    if row.named:
        return t.list([one.name for one in row.named])
    if row.measure is None:
        return str(t("nobody is named yet"))
    return t.list([one(t.language) for one in row.measure.responsibles])


def _answers(t: Translator, count: int, target: int | None) -> Markup:
    if target is None:
        return t("📥 Answers this year: {count}", count=t.number(count))
    return t("📥 Answers this year: {count} of {target}", count=t.number(count), target=t.number(target))


def period_line(t: Translator, row: Row, one: Standing) -> Markup:
    recurrence = row.measure.recurrence if row.measure else None
    judgement = one.judgement
    words: list[Markup] = [states.word(t, judgement.state)]
    if judgement.done_on:
        words.append(Markup("{}").format(listing.numeric(judgement.done_on)))
    elif judgement.state not in {State.AHEAD, State.WAIVED, State.NOT_NEEDED}:
        words.append(t("by {day}", day=listing.numeric(one.period.closes_on)))
    if judgement.asked > 1:
        words.append(Markup("{}/{}").format(t.number(judgement.count), t.number(judgement.asked)))
    name = states.period(t, recurrence, one.period.window)
    return Markup("{} {}: {}").format(states.sign(judgement.state), name, Markup(", ").join(words))


def focused(row: Row, today: date) -> Standing | None:
    """The time that is now; else the last that began, else the only one."""
    begun = [one for one in row.standings if one.period.opens_on <= today]
    return begun[-1] if begun else row.standings[0] if len(row.standings) == 1 else None


def _of_period(t: Translator, row: Row, one: Standing, names: Names) -> list[Markup | str]:
    lines = [*facts(t, row, one, names), *missing(t, row, one, names)]
    if not lines:
        return []
    recurrence = row.measure.recurrence if row.measure else None
    name = states.period(t, recurrence, one.period.window)
    return ["", t("<b>What shows it</b> ({period})", period=name), *lines]


def facts(t: Translator, row: Row, one: Standing, names: Names) -> list[Markup]:
    found = together(one.judgement.facts)
    lines = [Markup("• {}").format(fact_line(t, row, fact, names)) for fact in found[:MOST_FACTS]]
    if len(found) > MOST_FACTS:
        rest = len(found) - MOST_FACTS
        lines.append(t.plural("…and {count} more", "…and {count} more", rest))
    return lines


def together(found: Sequence[Fact]) -> list[Fact]:
    """A meeting at which several deputies reported is one line for each of them, the same told twice one."""
    return list(dict.fromkeys(found))


def fact_line(t: Translator, row: Row, fact: Fact, names: Names) -> Markup:
    line = subjects.fact(t, fact, names.subjects, names.whose(row))
    if fact.on > _closes(row, fact):
        line = Markup("{} ⚠️ {}").format(line, t("after the time"))
    if fact.kind is not FactKind.TICK:
        return line
    proof = names.proofs.get(fact.subject_id)
    return Markup("{}{}").format(line, proof_words(t, proof, names) if proof else "")


def _closes(row: Row, fact: Fact) -> date:
    for one in row.standings:
        if fact in one.judgement.facts:
            return one.period.closes_on
    return fact.on


def proof_words(t: Translator, proof: Proof, names: Names) -> Markup:
    """Who said so, and what shows it."""
    who = names.people.get(proof.recorded_by or 0)
    parts: list[Markup] = []
    if who:
        parts.append(Markup("{}").format(who))
    if proof.note:
        parts.append(Markup("«{}»").format(cut(proof.note, 200)))
    if proof.link:
        parts.append(Markup("{}").format(proof.link))
    if proof.files:
        parts.append(t.plural("📎 {count} file", "📎 {count} files", len(proof.files)))
    return Markup(" · {}").format(Markup(" · ").join(parts)) if parts else Markup("")


def missing(t: Translator, row: Row, one: Standing, names: Names) -> list[Markup]:
    """Whose part isn't there, where each of several owes one."""
    if one.judgement.state in {State.AHEAD, State.WAIVED}:
        return []
    whose = names.whose(row)
    found = sorted(whose[number] for number in one.judgement.missing if number in whose)
    return [t("Not yet: {who}", who=t.list(found))] if found else []


def period(t: Translator, row: Row, one: Standing, names: Names) -> Markup:
    parts: list[Markup | str] = [
        Markup("<b>{}</b>").format(listing.title(t, row)),
        period_line(t, row, one),
        states.span(t, one.period.opens_on, one.period.closes_on),
        "",
    ]
    lines = [*facts(t, row, one, names), *missing(t, row, one, names)]
    parts += lines or [t("Nothing shows it yet.")]
    return Markup("\n").join(parts)


# Buttons


def begin_button(t: Translator, key: str) -> Markup:
    """What to do, in a word."""
    if key in MEETINGS:
        return t("▶️ Call the meeting")
    return {
        "plan.1.1": t("▶️ Write a message"),
        "plan.1.3": t("▶️ To the bulletins"),
        "plan.1.4": t("▶️ To the bulletins"),
        "plan.1.5": t("▶️ To the bulletins"),
        "plan.2.2": t("▶️ Register one"),
        "plan.2.3": t("▶️ To the register"),
        "plan.2.4": t("▶️ Register one"),
        "plan.3.1": t("▶️ To questionnaires"),
        "plan.3.2": t("▶️ To the surveys"),
        "plan.3.3": t("▶️ To the surveys"),
        "str.2.5": t("▶️ To the sections"),
    }.get(key, t("▶️ Begin"))


def prove_button(t: Translator) -> Markup:
    return t("✅ It was done")


def proofs_button(t: Translator) -> Markup:
    return t("📎 Look at the proofs")


def link_button(t: Translator) -> Markup:
    return t("🔗 What belongs here")


def pdf_button(t: Translator) -> Markup:
    return t("📄 Proof as PDF")


def history_button(t: Translator) -> Markup:
    return t("🕓 History")


def to_card(t: Translator) -> Markup:
    return t("⬅️ To this duty")


def history(t: Translator, row: Row, lines: Sequence[Markup]) -> Markup:
    head = t("🕓 <b>History</b>: {title}", title=listing.title(t, row))
    return Markup("\n\n").join([head, *(lines or [t("Nobody has done anything by hand yet.")])])


def history_line(t: Translator, when: str, who: str | None, what: Markup) -> Markup:
    return Markup("{} · {}\n{}").format(when, who or t("the program"), what)
