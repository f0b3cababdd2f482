"""The head's orders (буйрук): on the working group (004 §4.2) and on the plan (§4.10).

What is said of members' sex and groups never comes here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.areas.obligations.models import GroupMember, Plan
from bot.areas.obligations.texts import plan_papers as texts
from bot.core.i18n import Translator
from bot.documents.content import plain
from bot.documents.paper import Heading, Numbered, Paper, Part, Signature, Table


@dataclass(frozen=True, slots=True)
class Ordered:
    """All that an order is made of; `revision`: an edition was approved before."""

    organisation: str
    head: str
    plan: Plan
    members: Sequence[GroupMember]
    discussed: date | None
    revision: bool
    made_on: date


def group_order(t: Translator, found: Ordered) -> Paper:
    plan = found.plan
    points = texts.group_points(t, plan.first_year, plan.last_year)
    parts: list[Part] = [
        plain(texts.group_reason(t)),
        Numbered(tuple(plain(point) for point in points)),
        Heading(texts.members_heading(t), 2),
        _members(t, found.members),
    ]
    line = texts.order_line(t, plan.group_order, plan.group_order_on)
    return _order(t, found, texts.group_title(t), line, parts)


def approval_order(t: Translator, found: Ordered) -> Paper:
    plan = found.plan
    points = texts.approval_points(t, plan.first_year, plan.last_year, plan.reason)
    parts: list[Part] = [
        plain(texts.approval_reason(t, found.discussed)),
        Numbered(tuple(plain(point) for point in points)),
    ]
    line = texts.order_line(t, plan.order, plan.order_on)
    return _order(t, found, texts.approval_title(t, revision=found.revision), line, parts)


def _order(t: Translator, found: Ordered, title: str, line: str, parts: Sequence[Part]) -> Paper:
    return Paper(
        language=t.language,
        date=found.made_on,
        organisation=found.organisation,
        title=texts.order(t),
        number_line=line,
        subtitle=title,
        parts=tuple(parts),
        signatures=(Signature(texts.head_role(t), found.head),),
        page_words=texts.page_words(t),
    )


def _members(t: Translator, members: Sequence[GroupMember]) -> Table:
    rows = [
        (
            str(number),
            one.name,
            ", ".join(text for text in (one.position or "", texts.leader(t) if one.leads else "") if text),
            texts.part(t, one.part),
        )
        for number, one in enumerate(members, 1)
    ]
    # Blank lines to write on, where nobody was entered yet.
    rows += [(str(number), "", "", "") for number in range(len(rows) + 1, 8)]
    return Table(texts.member_columns(t), tuple(rows), (1, 5, 5, 5))
