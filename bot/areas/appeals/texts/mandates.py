"""What residents read: their deputy, their mandates and those of their neighbours."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry, AppealState, EntryKind
from bot.areas.appeals.texts import naming, telling
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind

SHORT = 34
IN_LIST = 120


def menu_label(t: Translator) -> Markup:
    return t("👤 My deputy")


def command(t: Translator) -> Markup:
    return t("My deputy: who it is, mandates")


# The district


def ask_village(t: Translator) -> Markup:
    return t("In which village are you registered to vote?")


def ask_street(t: Translator) -> Markup:
    return t("This village has several electoral districts. Please choose your street, or write its name.")


def not_here(t: Translator) -> Markup:
    return t("🔎 My street is not here")


def ask_district(t: Translator) -> Markup:
    return t("Please choose your electoral district. Who does not know it can ask the office.")


def home(t: Translator, district: str, names: Sequence[str], seats: int) -> Markup:
    lines = [Markup("👤 <b>{}</b>").format(district)]
    if len(names) == 1:
        lines.append(t("Your deputy: <b>{name}</b>", name=names[0]))
    else:
        lines.append(t("Your deputies:"))
        lines += [Markup("• <b>{}</b>").format(name) for name in names]
    if len(names) < seats:
        lines.append(t("The other deputies of this district are not here yet."))
    lines.append(t("You can give a mandate: what should your deputy see to?"))
    return Markup("\n").join(lines)


def home_without(t: Translator, district: str) -> Markup:
    return Markup("👤 <b>{}</b>\n{}").format(
        district,
        t("No deputy of this district is here yet. You can write to the office, or to the council."),
    )


def give_button(t: Translator) -> Markup:
    return t("✍️ Give a mandate")


def write_office_button(t: Translator) -> Markup:
    return t("✉️ Write to the office")


def list_button(t: Translator, count: int) -> str:
    return str(t("📋 Mandates here: {count}", count=t.number(count)))


def other_district_button(t: Translator) -> Markup:
    return t("📍 Another district")


def change_button(t: Translator) -> Markup:
    return t("🔁 Change my district")


def home_button(t: Translator) -> Markup:
    return t("👤 My deputy")


# Giving one


def ask_deputy(t: Translator) -> Markup:
    return t("To which deputy?")


def ask_matter(t: Translator) -> Markup:
    return t("✍️ What should the deputy see to? Write it, or say it in a voice message.")


def ask_name(t: Translator) -> Markup:
    return t("Your name, so that the deputy knows with whom to speak. Nobody else sees it. Or skip this.")


def ask_open(t: Translator) -> Markup:
    return t(
        "May others see this mandate and support it? They are shown the words and what is done, "
        "never your name, voice, photos or place."
    )


def open_way(t: Translator) -> Markup:
    return t("👥 Everyone may see it")


def closed_way(t: Translator) -> Markup:
    return t("🔒 Only the deputy")


def label_deputy(t: Translator) -> Markup:
    return t("🗳 Deputy")


def label_seen(t: Translator) -> Markup:
    return t("👁 Shown to")


def begun_before(t: Translator) -> Markup:
    return t("You have begun a mandate and not sent it yet.")


def anew_button(t: Translator) -> Markup:
    return t("✍️ Begin a new one")


def receipt(t: Translator, appeal: Appeal, deputy: str) -> Markup:
    return t(
        "✅ Your mandate is with {deputy}. Its number: <b>{number}</b>. You will be told here of whatever "
        "the deputy does.",
        deputy=deputy,
        number=appeal.number,
    )


# The list and the card


def list_head(t: Translator, district: str, count: int) -> Markup:
    head = Markup("📋 <b>{}</b>").format(district)
    if not count:
        return Markup("{}\n{}").format(head, t("There are no mandates that everyone may see."))
    return Markup("{}\n{}").format(head, t("Mandates of residents. 👍: to how many others it matters too."))


def line(t: Translator, appeal: Appeal, supporters: int) -> Markup:
    count = f" 👍{t.number(supporters)}" if supporters else ""
    return Markup("{} {}{}").format(sign(appeal.state), about(t, appeal, IN_LIST), count)


def sign(state: AppealState) -> str:
    return {
        AppealState.NEW: "🆕",
        AppealState.ASKED: "❓",
        AppealState.PLANNED: "🗓",
        AppealState.COUNCIL: "🏛",
        AppealState.CLOSED: "✅",
        AppealState.DECLINED: "🚫",
    }.get(state, "▫️")


def about(t: Translator, appeal: Appeal, longest: int = SHORT) -> Markup:
    """In short; what was spoken or photographed can't be shown."""
    if appeal.text:
        words = " ".join(appeal.text.split())
        return Markup("{}").format(words if len(words) <= longest else words[: longest - 1] + "…")
    spoken = any(kind == AttachmentKind.VOICE for kind, _ in appeal.attachments)
    return t("(voice message)") if spoken else t("(photo)")


def previous_button(t: Translator) -> Markup:
    return t("◀️ Back")


def next_button(t: Translator) -> Markup:
    return t("Further ▶️")


def state(t: Translator, which: AppealState, *, to_author: bool) -> Markup:
    if which is AppealState.NEW:
        return t("the deputy has it")
    if which is AppealState.ASKED and not to_author:
        return t("the deputy asked the author")
    return naming.state(t, which)


def card(
    t: Translator,
    appeal: Appeal,
    deputy: str | None,
    history: Sequence[Markup],
    supporters: int,
    *,
    mine: bool,
    elsewhere: bool,
) -> Markup:
    """`elsewhere`: the reader is from another district, and can only read."""
    lines = [
        Markup("🤝 <b>{}</b>").format(naming.title(t, appeal)),
        matter(t, appeal),
        t("To: <b>{deputy}</b>", deputy=deputy or str(t("a former deputy"))),
        t("State: <b>{state}</b>", state=state(t, appeal.state, to_author=mine)),
        support_line(t, supporters),
    ]
    if history:
        lines += [Markup(""), *history]
    if mine:
        where = telling.place(t, appeal.place, point=appeal.latitude is not None)
        if where:
            lines.insert(2, Markup("📍 {}").format(where))
        lines += [Markup(""), open_way(t) if appeal.open_to_all else closed_way(t)]
    elif elsewhere:
        lines += [Markup(""), t("Only residents of this district can support it.")]
    return Markup("\n").join(lines)


def matter(t: Translator, appeal: Appeal) -> Markup:
    if appeal.text:
        return Markup("«{}»").format(appeal.text)
    return t("It was said in a voice message or shown in a photo; only the deputy gets that.")


def support_line(t: Translator, count: int) -> Markup:
    if not count:
        return t("👍 Nobody else has supported it yet")
    return t.plural("👍 It matters to {count} more person", "👍 It matters to {count} more people", count)


PRIVATE = frozenset({EntryKind.QUESTION, EntryKind.REPLY})


def history(t: Translator, entries: Sequence[AppealEntry], *, whole: bool) -> list[Markup]:
    """A line for each thing that happened. `whole`: with what deputy and author said to each other."""
    lines = []
    for entry in entries:
        if entry.kind in PRIVATE and not whole:
            continue
        said = event(t, entry)
        if said:
            lines.append(Markup("<i>{}</i> {}").format(t.day_month(entry.at), said))
    return lines


def event(t: Translator, entry: AppealEntry) -> Markup | None:
    words = f"«{entry.text}»" if entry.text else ""
    match entry.kind:
        case EntryKind.RECEIVED:
            return t("A resident gave this mandate.")
        case EntryKind.PLANNED:
            due = t.date(date.fromisoformat(entry.about["due_on"]))
            return t("The deputy accepted it: {words} By when: {due}", words=words, due=due)
        case EntryKind.PASSED_ON | EntryKind.INITIATIVE:
            return _with_the_council(t, entry, words)
        case EntryKind.ANSWERED:
            return t("Answer: {words}", words=words)
        case EntryKind.DECLINED:
            return t("The deputy declined it: {words}", words=words)
        case EntryKind.ASSIGNED:
            return t("It was handed to another deputy of the district.")
        case EntryKind.WITHDRAWN:
            return t("The author withdrew it.")
        case EntryKind.QUESTION:
            return t("The deputy asked: {words}", words=words)
        case EntryKind.REPLY:
            return t("The author replied: {words}", words=words or str(t("(voice message)")))
        case _:
            return None


def _with_the_council(t: Translator, entry: AppealEntry, words: str) -> Markup:
    if entry.kind is EntryKind.INITIATIVE:
        return t("The council registered it as an initiative, № {number}.", number=entry.about["number"])
    return t("The deputy passed it on to the council. {words}", words=words)


def support_button(t: Translator) -> Markup:
    return t("👍 It matters to me too")


def unsupport_button(t: Translator) -> Markup:
    return t("↩️ Take it back")


def hide_button(t: Translator) -> Markup:
    return t("🔒 Hide from others")


def show_button(t: Translator) -> Markup:
    return t("👥 Show to everyone")


def files_button(t: Translator) -> Markup:
    return t("📎 Files")


def files_head(t: Translator, appeal: Appeal) -> Markup:
    return t("📎 Files: {title}", title=naming.title(t, appeal))


def choose_district_button(t: Translator) -> Markup:
    return t("📍 Where I vote")


# News


def supported_answered(t: Translator, appeal: Appeal, entry: AppealEntry) -> Markup:
    said = Markup("«{}»").format(entry.text) if entry.text else Markup("")
    head = t("✅ A mandate that matters to you was answered: № {number}", number=appeal.number)
    return Markup("\n").join(part for part in (head, about(t, appeal, 80), said) if part)


def handed_over(t: Translator, appeal: Appeal, name: str) -> Markup:
    return t(
        "🔄 {title}: its deputy serves your district no more. Another deputy has it now: {name}.",
        title=naming.title(t, appeal),
        name=name,
    )


def ask_district_to_read(t: Translator) -> Markup:
    return t("Mandates of which district do you want to read?")


def to_list_button(t: Translator) -> Markup:
    return t("📋 All mandates")


def files_card_button(t: Translator) -> Markup:
    return t("📄 How it goes on")


def nothing_changed(t: Translator) -> Markup:
    return t("Nothing was changed.")


def registered(t: Translator, appeal: Appeal, number: str) -> Markup:
    """To its author and its deputy."""
    return t(
        "🤝 {title}: the council registered it as an initiative, № {number}. "
        "You can follow there how it goes.",
        title=naming.title(t, appeal),
        number=number,
    )
