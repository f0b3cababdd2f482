"""Words printed on the plan and on the head's orders."""

from datetime import date

from markupsafe import Markup

from bot.areas.obligations.models import GroupPart, Plan
from bot.core.i18n import Translator

BLANK = "__________"


def _plain(text: Markup) -> str:
    """On paper a sign is a sign."""
    return str(text.unescape())


def page_words(t: Translator) -> str:
    return _plain(t("page {page} of {pages}", page="{page}", pages="{pages}"))


def day(t: Translator, value: date | None) -> str:
    return t.date(value) if value else BLANK


def number(value: str | None) -> str:
    return value or "_____"


def head_role(t: Translator) -> str:
    return _plain(t("Head of the aiyl okmotu"))


def approved(t: Translator) -> str:
    return _plain(t("APPROVED"))


def by_order(t: Translator, plan: Plan) -> str:
    return _plain(t("Order № {number}, {day}", number=number(plan.order), day=day(t, plan.order_on)))


def draft(t: Translator) -> str:
    return _plain(t("DRAFT"))


def revised(t: Translator, edition: int) -> str:
    return _plain(t("Revision {number}", number=edition - 1))


def calendar_title(t: Translator) -> str:
    """The document's own, without the word that it is a typical one."""
    return _plain(t("Calendar of mandatory events of the local self-government body"))


def calendar_subtitle(t: Translator, year: int) -> str:
    return _plain(t("for {year}", year=str(year)))


def planned(t: Translator, days: list[date]) -> str:
    return _plain(t("On: {days}", days=", ".join(t.day_month(one) for one in days)))


def waived(t: Translator, reason: str) -> str:
    return _plain(t("Not held this year: {reason}", reason=reason))


def file_name(t: Translator, kind: str, years: str) -> str:
    names = {
        "plan": t("Plan {years}", years=years),
        "calendar": t("Calendar {years}", years=years),
        "group": t("Order on the working group {years}", years=years),
        "order": t("Order approving the plan {years}", years=years),
    }
    return _plain(names[kind])


# The orders


def order(t: Translator) -> str:
    return _plain(t("ORDER"))


def order_line(t: Translator, order_number: str | None, on: date | None) -> str:
    return _plain(t("№ {number}, {day}", number=number(order_number), day=day(t, on)))


def group_title(t: Translator) -> str:
    return _plain(
        t("On the working group that draws up the plan of informing and involving the local community")
    )


def group_reason(t: Translator) -> str:
    return _plain(
        t(
            "Under sections 4.1–4.5 of the Typical plan of involving the local community in solving "
            "issues of local significance (public-communication strategy), I order:"
        )
    )


def group_points(t: Translator, first: int, last: int) -> tuple[str, ...]:
    years = f"{first}–{last}"
    return tuple(
        map(
            _plain,
            (
                t(
                    "To form a working group that draws up the plan for {years}, "
                    "and to approve its membership as below.",
                    years=years,
                ),
                t(
                    "The working group is to analyse the issues of local significance, fix the list of "
                    "those that go into the plan, and draw up measures with their terms."
                ),
                t("The draft of the plan is to be put before a village assembly for public discussion."),
                t("I keep the control over this order."),
            ),
        )
    )


def members_heading(t: Translator) -> str:
    return _plain(t("Members of the working group"))


def member_columns(t: Translator) -> tuple[str, ...]:
    return _plain(t("№")), _plain(t("Name")), _plain(t("Position")), _plain(t("From"))


def part(t: Translator, of: GroupPart) -> str:
    return _plain(
        {
            GroupPart.OFFICE: t("local self-government body"),
            GroupPart.COUNCIL: t("deputies of the local council (by agreement)"),
            GroupPart.COMMUNITY: t("local community"),
            GroupPart.OTHER: t("invited"),
        }[of]
    )


def leader(t: Translator) -> str:
    return _plain(t("head of the working group"))


def approval_title(t: Translator, *, revision: bool) -> str:
    if revision:
        return _plain(t("On approving the revised plan of informing and involving the local community"))
    return _plain(t("On approving the plan of informing and involving the local community"))


def approval_reason(t: Translator, discussed: date | None) -> str:
    return _plain(
        t(
            "Under section 4.10 of the Typical plan of involving the local community in solving issues of "
            "local significance (public-communication strategy), and having regard to the public discussion "
            "at the village assembly of {day}, I order:",
            day=day(t, discussed),
        )
    )


def approval_points(t: Translator, first: int, last: int, reason: str | None) -> tuple[str, ...]:
    years = f"{first}–{last}"
    if reason is None:
        begun = t("To approve the plan for {years} (attached).", years=years)
    else:
        begun = t(
            "To approve the revised plan for {years} (attached). Reason of the revision: {reason}",
            years=years,
            reason=reason,
        )
    points = (
        begun,
        t("The responsible persons named in the plan are to carry out its measures in time."),
        t("The plan is to be published on the site, on the information boards and in social networks."),
        t("I keep the control over this order."),
    )
    return tuple(map(_plain, points))
