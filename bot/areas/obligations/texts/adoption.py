"""Adopting the plan (004 §4): what the office reads and answers."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.hearings.models import Meeting
from bot.areas.obligations.catalogue import measures
from bot.areas.obligations.models import GroupMember, GroupPart, Plan, PlanState
from bot.areas.obligations.rules import targets
from bot.areas.obligations.rules.editions import Difference, Kind
from bot.areas.obligations.rules.group import About, Remark
from bot.areas.obligations.texts import documents, planning, short
from bot.core.i18n import Translator

MOST_CHANGES = 12


# At a glance


def none_yet(t: Translator) -> Markup:
    return t(
        "🏛 <b>Adoption of the plan</b> (strategy, section 4)\n"
        "A working group draws the plan up, a village assembly discusses it, the head approves it by order."
    )


def begin_button(t: Translator) -> Markup:
    return t("▶️ Begin")


def ask_years(t: Translator) -> Markup:
    return t("For which years is the plan? Tap, or write it like 2026-2028.")


def head(t: Translator, plan: Plan, edition: int) -> Markup:
    years = f"{plan.first_year}–{plan.last_year}"
    lines = [t("🏛 <b>The plan for {years}</b>", years=years)]
    if edition > 1:
        lines.append(t("Revision {number}", number=edition - 1))
    if plan.reason:
        lines.append(t("Why: {reason}", reason=plan.reason))
    return Markup("\n").join(lines)


def step(t: Translator, *, done: bool, words: Markup) -> Markup:
    return Markup("{} {}").format("✅" if done else "▫️", words)


def group_step(t: Translator, plan: Plan, members: int) -> Markup:
    count = t.plural("Working group: {count} member", "Working group: {count} members", members)
    if plan.group_order and plan.group_order_on:
        order = t("order № {number}, {day}", number=plan.group_order, day=t.date(plan.group_order_on))
        return Markup("{}; {}").format(count, order)
    return Markup("{}; {}").format(count, t("its order isn't noted yet"))


def discussion_step(t: Translator, day: date | None) -> Markup:
    if day is None:
        return t("Discussion at a village assembly (strategy, 4.9)")
    return t("Discussed at a village assembly: {day}", day=t.date(day))


def approval_step(t: Translator, plan: Plan) -> Markup:
    if plan.state is PlanState.DRAFT or plan.order_on is None:
        return t("Approval by the head's order (strategy, 4.10)")
    return t("Approved: order № {number}, {day}", number=plan.order or "", day=t.date(plan.order_on))


def replaced(t: Translator) -> Markup:
    return t("A later edition holds now.")


def group_button(t: Translator) -> Markup:
    return t("👥 Working group")


def discussion_button(t: Translator) -> Markup:
    return t("🗣 Discussion")


def approve_button(t: Translator) -> Markup:
    return t("✅ Approve")


def order_button(t: Translator) -> Markup:
    return t("📄 Its order")


def approval_order_button(t: Translator) -> Markup:
    return t("📄 Approving order")


def revise_button(t: Translator) -> Markup:
    return t("🔁 Revise it")


def drop_button(t: Translator) -> Markup:
    return t("🗑 Give it up")


def editions_button(t: Translator) -> Markup:
    return t("📚 Editions")


def to_plan(t: Translator) -> Markup:
    return t("⬅️ Adoption")


def edition_button(t: Translator, number: int, plan: Plan) -> str:
    day = f"{plan.order_on:%d.%m.%Y}" if plan.order_on else ""
    name = t("First") if number == 1 else t("Revision {number}", number=number - 1)
    return f"{name} {day}"


# The working group


def group_head(t: Translator, members: Sequence[GroupMember], remarks: Sequence[Remark]) -> Markup:
    lines = [t("👥 <b>Working group</b>"), *(_member(t, one) for one in members)]
    if not members:
        lines.append(t("Nobody yet."))
    lines.append(Markup(""))
    if remarks:
        lines += [Markup("⚠️ {}").format(remark(t, one)) for one in remarks]
    else:
        lines.append(t("✅ It is made up as the strategy asks (4.3, 4.4)."))
    return Markup("\n").join(lines)


def _member(t: Translator, one: GroupMember) -> Markup:
    sign = "⭐" if one.leads else "•"
    position = f", {one.position}" if one.position else ""
    return Markup("{} {}{} ({})").format(sign, one.name, position, part(t, one.part))


def part(t: Translator, of: GroupPart) -> Markup:
    return {
        GroupPart.OFFICE: t("office"),
        GroupPart.COUNCIL: t("council"),
        GroupPart.COMMUNITY: t("community"),
        GroupPart.OTHER: t("invited"),
    }[of]


def remark(t: Translator, found: Remark) -> Markup:
    """What the paragraph asks, and what there is."""
    paragraph = documents.strategy(t, found.paragraph)
    sentences = {
        About.NO_LEADER: lambda: t(
            "{paragraph}: the head of the office leads the group.", paragraph=paragraph
        ),
        About.TOO_FEW: lambda: t(
            "{paragraph}: at least {need} members from the office, the council and the community; "
            "there are {have}. Without them the plan can't be approved.",
            paragraph=paragraph,
            need=found.need,
            have=found.have,
        ),
        About.PART: lambda: t(
            "{paragraph}: a third is from each part. {part}: {have}, it should be {need}.",
            paragraph=paragraph,
            part=part(t, found.part or GroupPart.OTHER),
            have=found.have,
            need=_span(found.need, found.most),
        ),
        About.SEX: lambda: t(
            "{paragraph}: neither sex less than 30 %. {who}: {have}, at least {need} are needed.",
            paragraph=paragraph,
            who=t("Women") if found.women else t("Men"),
            have=found.have,
            need=found.need,
        ),
        About.SEX_UNKNOWN: lambda: t(
            "{paragraph}: whether women and men are at least 30 % each can't be told yet: "
            "of {have} it isn't said.",
            paragraph=paragraph,
            have=found.have,
        ),
        About.MINORITY: lambda: t("{paragraph}: nobody of an ethnic minority.", paragraph=paragraph),
        About.DISABILITY: lambda: t("{paragraph}: nobody with a disability.", paragraph=paragraph),
        About.SOCIAL_GROUP: lambda: t("{paragraph}: nobody of other social groups.", paragraph=paragraph),
    }
    return sentences[found.about]()


def _span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def member_button(one: GroupMember) -> str:
    return f"👤 {one.name}"


def add_member_button(t: Translator) -> Markup:
    return t("➕ Add a member")


def note_order_button(t: Translator) -> Markup:
    return t("✍️ Note the order")


def ask_member(t: Translator) -> Markup:
    return t("Who joins the group? Tap a colleague, or write the name.")


def ask_part(t: Translator) -> Markup:
    return t("From which part? (strategy, 4.3; others may join, 4.5)")


def ask_position(t: Translator) -> Markup:
    return t("What is their position or work? It is printed in the order. You may skip this.")


def ask_sex(t: Translator) -> Markup:
    return t("A woman or a man? (strategy, 4.4; seen only by those who keep the plan)")


def woman(t: Translator) -> Markup:
    return t("Woman")


def man(t: Translator) -> Markup:
    return t("Man")


def ask_groups(t: Translator) -> Markup:
    return t(
        "Do they represent one of these? (strategy, 4.4) Note it only with their consent: it is seen "
        "by those who keep the plan, and stands in no paper."
    )


def social(t: Translator, which: str) -> Markup:
    return {
        "minority": t("An ethnic minority"),
        "disability": t("People with disabilities"),
        "social_group": t("Another social group"),
    }[which]


def member_card(t: Translator, one: GroupMember) -> Markup:
    lines = [Markup("<b>{}</b>").format(one.name)]
    if one.position:
        lines.append(Markup("{}").format(one.position))
    lines.append(part(t, one.part))
    if one.leads:
        lines.append(t("⭐ leads the group"))
    if one.woman is not None:
        lines.append(woman(t) if one.woman else man(t))
    marks = [name for name in ("minority", "disability", "social_group") if getattr(one, name)]
    lines += [social(t, name) for name in marks]
    return Markup("\n").join(lines)


def lead_button(t: Translator) -> Markup:
    return t("⭐ Leads the group")


def describe_button(t: Translator) -> Markup:
    return t("✏️ Set right")


def take_out_button(t: Translator) -> Markup:
    return t("✖️ Out of the group")


def sure_to_take_out(t: Translator, name: str) -> Markup:
    return t("Shall {name} leave the working group? What was said of them here goes too.", name=name)


def to_group(t: Translator) -> Markup:
    return t("⬅️ The group")


def ask_order_number(t: Translator) -> Markup:
    return t("The number of the order?")


def ask_order_day(t: Translator) -> Markup:
    return t("The day of the order?")


def order_day_wrong(t: Translator, first: date, last: date) -> Markup:
    return t("Please choose a day from {first} to {last}.", first=t.date(first), last=t.date(last))


# The discussion


def discussion_head(t: Translator, day: date | None, note: str | None) -> Markup:
    head = t("🗣 <b>Public discussion</b> (strategy, 4.9: the draft is discussed at a village assembly)")
    lines = [head, discussion_step(t, day) if day else t("Not discussed yet. At which assembly was it?")]
    if note:
        lines.append(Markup("{}").format(note))
    return Markup("\n").join(lines)


def meeting_line(t: Translator, meeting: Meeting) -> str:
    return f"{t.date(meeting.starts_at)} · {meeting.matter(t.language)}"


def earlier_button(t: Translator) -> Markup:
    return t("✍️ Held earlier, or elsewhere")


def call_button(t: Translator) -> Markup:
    return t("📣 Call an assembly")


def ask_discussion_day(t: Translator) -> Markup:
    return t("On which day was the assembly?")


def ask_discussion_note(t: Translator) -> Markup:
    return t("Where was it, who came, what was proposed? One or two sentences.")


# Approval and revision


def ask_approval(
    t: Translator, plan: Plan, blank: int, remarks: Sequence[Remark], changes: Sequence[Difference]
) -> Markup:
    years = f"{plan.first_year}–{plan.last_year}"
    lines = [t("✅ <b>Approve the plan for {years}?</b>", years=years)]
    if blank:
        lines.append(planning.blank_count(t, blank))
    lines += [Markup("⚠️ {}").format(remark(t, one)) for one in remarks]
    if changes:
        lines += [t("It changes:"), *changed(t, changes)]
    lines.append(t("From then on only a revision may change its numbers and own events."))
    return Markup("\n").join(lines)


def changed(t: Translator, changes: Sequence[Difference]) -> list[Markup]:
    lines = [Markup("• {}").format(_change(t, one)) for one in changes[:MOST_CHANGES]]
    rest = len(changes) - len(lines)
    return [*lines, t("… and {count} more.", count=t.number(rest))] if rest else lines


def _change(t: Translator, one: Difference) -> Markup:
    title = str((one.row.get("ru") if t.language == "ru" else None) or one.row.get("ky") or "")
    name = f"{short.row(t, one.key, title)} ({one.year})"
    if one.kind is Kind.ADDED:
        return t("{name}: added", name=name)
    if one.kind is Kind.REMOVED:
        return t("{name}: removed", name=name)
    if one.kind is Kind.DAY:
        before, after = (_day(t, value) for value in (one.before, one.after))
        return Markup("{}: {} → {}").format(name, before, after)
    parameter = targets.find_parameter(measures().get(one.key), one.what)
    if parameter is None:
        return Markup("{}").format(name)
    before, after = (short.value(t, parameter, value) for value in (one.before, one.after))
    return Markup("{}, {}: {} → {}").format(name, short.number(t, parameter), before, after)


def _day(t: Translator, value: str | None) -> str:
    return t.date(date.fromisoformat(value)) if value else "____"


def ask_head_button(t: Translator) -> Markup:
    return t("📨 To the head")


def head_told(t: Translator) -> Markup:
    return t("📨 The head is told that the plan waits for approval.")


def told_to_approve(t: Translator, plan: Plan) -> Markup:
    years = f"{plan.first_year}–{plan.last_year}"
    return t("📨 The plan for {years} is ready and waits for your approval.", years=years)


def look_button(t: Translator) -> Markup:
    return t("👁 Look at it")


def approve_it_button(t: Translator) -> Markup:
    return t("✅ Approve it")


def approved(t: Translator, plan: Plan) -> Markup:
    years = f"{plan.first_year}–{plan.last_year}"
    return t("✅ The plan for {years} is approved.", years=years)


def told_approved(t: Translator, plan: Plan) -> Markup:
    years = f"{plan.first_year}–{plan.last_year}"
    day = t.date(plan.order_on) if plan.order_on else ""
    return t(
        "✅ The head approved the plan for {years}: order № {number}, {day}.",
        years=years,
        number=plan.order or "",
        day=day,
    )


def ask_reason(t: Translator) -> Markup:
    return t(
        "🔁 Which priorities changed, so that the plan is revised? (strategy, 4.11) The reason stays with it."
    )


def revision_begun(t: Translator) -> Markup:
    return t("🔁 The revision has begun: numbers and own events can be changed. What is approved is kept.")


def ask_drop(t: Translator, *, revision: bool) -> Markup:
    if revision:
        return t("Give this revision up? Numbers and own events go back to those that are approved.")
    return t("Give this draft up? The year's rows stay as they are.")


def dropped(t: Translator) -> Markup:
    return t("🗑 Given up.")


def edition_card(t: Translator, number: int, plan: Plan, changes: Sequence[Difference]) -> Markup:
    lines = [head(t, plan, number), approval_step(t, plan)]
    if number > 1:
        lines += [t("It changed:"), *changed(t, changes)] if changes else [t("It changed no numbers.")]
    return Markup("\n").join(lines)
