"""What each kind of meeting asks for: notice, who answers for it, what is reported. Data, no decisions."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.areas.hearings.models import MeetingKind
from bot.areas.people.models import Role


@dataclass(frozen=True, slots=True)
class KindFacts:
    """`notice` names the legal value with the days of notice; `materials_days` before, the papers are ready.

    `checklists` (002) guide what is reported. `publishes_results`: hearings owe their results to the public.
    """

    notice: str
    responsible: Role
    materials_days: int
    checklists: tuple[str, ...] = ()
    publishes_results: bool = False


KINDS: Mapping[MeetingKind, KindFacts] = {
    # 000 rows 1 and 4; charter, instructions to §20: the draft is ready two weeks before.
    MeetingKind.BUDGET_HEARING: KindFacts(
        "hearing_notice_days", Role.FINANCE_HEAD, 14, ("budget_property",), publishes_results=True
    ),
    # 000 row 3: the social and economic development programme.
    MeetingKind.PROGRAMME_HEARING: KindFacts("hearing_notice_days", Role.OFFICER, 14, publishes_results=True),
    # 000 row 5: what water, waste and other services cost.
    MeetingKind.TARIFF_HEARING: KindFacts("hearing_notice_days", Role.OFFICER, 14, publishes_results=True),
    # 001 §2.1: other matters of local significance.
    MeetingKind.PUBLIC_HEARING: KindFacts("hearing_notice_days", Role.OFFICER, 14, publishes_results=True),
    # 001 §2.1, 004 §4.9.
    MeetingKind.VILLAGE_ASSEMBLY: KindFacts("assembly_notice_days", Role.OFFICER, 5),
    # 000 row 2; 002 §5.1-5.3.
    MeetingKind.HEAD_REPORT: KindFacts(
        "report_notice_days", Role.HEAD, 5, ("local_issues", "budget_property", "development")
    ),
    # 000 row 6; 002 §3.5.
    MeetingKind.DEPUTY_REPORT: KindFacts("report_notice_days", Role.COUNCIL_SECRETARY, 5, ("deputy",)),
    # 004 §3.2; the charter gives no days, 14 are recommended.
    MeetingKind.KURULTAI: KindFacts("kurultai_notice_days", Role.COUNCIL_CHAIR, 14, publishes_results=True),
    # 000, note: youth forums, greening and others.
    MeetingKind.OTHER: KindFacts("other_notice_days", Role.OFFICER, 5),
}
