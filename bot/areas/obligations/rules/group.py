"""Whether the working group is made up as 004 §4.3 and 4.4 ask; pure.

§4.3 asks thirds of at least seven people; seven has no third. Each part may therefore be the third rounded
down or up (7: 2, 2 and 3). Who joined under §4.5 counts neither for the seven nor for the thirds.
§4.4 says «30 пайыздан кем эмес бир жыныстагы өкүлдөр»: we read that neither sex has less, of all members.

Only one remark stops anything: seven is a number that nobody has to interpret, so a plan of a smaller group
isn't approved. The rest are readings or depend on who agreed to come; they are said, and the head decides.
"""

import enum
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.areas.municipality.legal import LegalValues
from bot.areas.obligations.models import GroupPart

THIRDS = (GroupPart.OFFICE, GroupPart.COUNCIL, GroupPart.COMMUNITY)


class About(enum.StrEnum):
    TOO_FEW = "too_few"
    NO_LEADER = "no_leader"
    PART = "part"
    SEX = "sex"
    SEX_UNKNOWN = "sex_unknown"
    MINORITY = "minority"
    DISABILITY = "disability"
    SOCIAL_GROUP = "social_group"


PARAGRAPHS = {
    About.NO_LEADER: "4.1",
    About.TOO_FEW: "4.3",
    About.PART: "4.3",
    About.SEX: "4.4",
    About.SEX_UNKNOWN: "4.4",
    About.MINORITY: "4.4",
    About.DISABILITY: "4.4",
    About.SOCIAL_GROUP: "4.4",
}


@dataclass(frozen=True, slots=True)
class Someone:
    """None: not said."""

    part: GroupPart
    leads: bool = False
    woman: bool | None = None
    minority: bool | None = None
    disability: bool | None = None
    social_group: bool | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """`have` of `need`; of a `part` up to `most`. `stops`: the plan isn't approved like this."""

    about: About
    have: int = 0
    need: int = 0
    most: int = 0
    part: GroupPart | None = None
    women: bool = False

    @property
    def paragraph(self) -> str:
        return PARAGRAPHS[self.about]

    @property
    def stops(self) -> bool:
        return self.about is About.TOO_FEW


def remarks(group: Sequence[Someone], legal: LegalValues) -> list[Remark]:
    """In the paragraphs' order; none of a group as it should be."""
    core = [one for one in group if one.part in THIRDS]
    found = [] if any(one.leads for one in group) else [Remark(About.NO_LEADER)]
    if len(core) < legal.plan_group_members_min:
        found.append(Remark(About.TOO_FEW, len(core), legal.plan_group_members_min))
    return [*found, *_thirds(core), *_sexes(group, legal.plan_group_sex_percent), *_groups(group)]


def _thirds(core: Sequence[Someone]) -> list[Remark]:
    least, most = len(core) // 3, math.ceil(len(core) / 3)
    count = Counter(one.part for one in core)
    return [
        Remark(About.PART, count[part], least, most, part)
        for part in THIRDS
        if core and not least <= count[part] <= most
    ]


def needed_of_each_sex(size: int, percent: int) -> int:
    """Whole people: 30 % of seven are three."""
    return -(-size * percent // 100)


def _sexes(group: Sequence[Someone], percent: int) -> list[Remark]:
    need = needed_of_each_sex(len(group), percent)
    women = sum(one.woman is True for one in group)
    men = sum(one.woman is False for one in group)
    unknown = len(group) - women - men
    short = [
        Remark(About.SEX, have, need, women=is_women) for have, is_women in ((women, True), (men, False))
    ]
    # What isn't said yet may still make it right.
    surely = [one for one in short if one.have + unknown < need]
    if surely or not unknown or not any(one.have < need for one in short):
        return surely
    return [Remark(About.SEX_UNKNOWN, unknown)]


def _groups(group: Sequence[Someone]) -> list[Remark]:
    found = {
        About.MINORITY: any(one.minority for one in group),
        About.DISABILITY: any(one.disability for one in group),
        About.SOCIAL_GROUP: any(one.social_group for one in group),
    }
    return [Remark(about) for about, there in found.items() if group and not there]
