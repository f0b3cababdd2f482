"""Preparing a meeting: tasks, requests, lists, posters, the papers the office makes."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.hearings.models import Attendance, Meeting, PostingKind, PreparationTask, TaskKind
from bot.areas.hearings.texts import naming
from bot.core import numbered
from bot.core.i18n import Translator


def prepare_button(t: Translator) -> Markup:
    return t("🧰 To be prepared")


def papers_button(t: Translator) -> Markup:
    return t("🖨 Poster, papers")


def head(t: Translator, meeting: Meeting, *, any_open: bool) -> Markup:
    title = naming.title(t, meeting)
    if any_open:
        return t("🧰 <b>{title}</b>\nTap what is done.", title=title)
    return t("🧰 <b>{title}</b>\nEverything is done.", title=title)


def task_name(t: Translator, task: PreparationTask) -> Markup:
    return kind_name(t, task.kind, task.asked)


def kind_name(t: Translator, kind: TaskKind, asked: str | None = None) -> Markup:
    """`asked`: the body that was asked for information."""
    return {
        TaskKind.PREMISES: t("The room is found and fit for people"),
        TaskKind.MATERIALS: t("Papers for residents are ready"),
        TaskKind.LISTS: t("Lists of participants and speakers"),
        TaskKind.INVITATIONS: t("Council, bodies, media and experts are invited"),
        TaskKind.INFORMATION_REQUEST: t("Answer of {body}", body=asked)
        if asked
        else t("Answer of the body that was asked"),
    }[kind]


def task_line(t: Translator, task: PreparationTask, now: datetime) -> Markup:
    name = task_name(t, task)
    if task.done_at:
        line = t("✅ {task}: {day}", task=name, day=t.date(task.done_at))
        return Markup("{}\n   {}").format(line, task.note) if task.note else line
    if task.due_at < now:
        return t("⚠️ {task}: was due on {day}", task=name, day=t.date(task.due_at))
    return t("▫️ {task}: until {day}", task=name, day=t.date(task.due_at))


def task_button(t: Translator, task: PreparationTask) -> str:
    """Below the text that says it whole."""
    return numbered.cut(f"✔️ {task_name(t, task)}")


def ask_note(t: Translator) -> Markup:
    return t("A word about it, or the paper that came? Write or send it, or skip this.")


def task_done(t: Translator) -> Markup:
    return t("✅ Noted as done.")


def joined(head: Markup, lines: Sequence[Markup]) -> Markup:
    return Markup("\n").join([head, Markup(""), *lines])


def add_papers(t: Translator) -> Markup:
    return t("📄 Add papers")


def request_button(t: Translator) -> Markup:
    return t("✉️ Request to a body")


def ask_body(t: Translator) -> Markup:
    return t("✉️ Whom did you ask in writing? Please name the body or the enterprise.")


def ask_request_matter(t: Translator) -> Markup:
    return t("What did you ask them for?")


def ask_received(t: Translator) -> Markup:
    return t("On what day did they get it? Their 5 days count from it.")


def received_day_wrong(t: Translator) -> Markup:
    return t("Please choose a day of the last two months, today at the latest.")


def request_kept(t: Translator, task: PreparationTask) -> Markup:
    return t("✅ Kept. Their answer is due by {day}; you will be reminded.", day=t.date(task.due_at))


# Reminders


def task_due(t: Translator, meeting: Meeting, task: PreparationTask, *, overdue: bool) -> Markup:
    name, title = task_name(t, task), naming.title(t, meeting)
    if overdue:
        return t(
            "⚠️ Not done yet, it was due on {day}: <b>{task}</b>\n{title}",
            day=t.date(task.due_at),
            task=name,
            title=title,
        )
    return t("🧰 Due by {when}: <b>{task}</b>\n{title}", when=t.moment(task.due_at), task=name, title=title)


def done_button(t: Translator) -> Markup:
    return t("✔️ Done")


# Lists


def lists_ready(t: Translator, meeting: Meeting, coming: int, maybe: int, speakers: int) -> Markup:
    return t(
        "📋 The lists are drawn up: {title}\nWill come: {coming}, maybe: {maybe}, speakers: {speakers}. "
        "The speakers have been told.",
        title=naming.title(t, meeting),
        coming=t.number(coming),
        maybe=t.number(maybe),
        speakers=t.number(speakers),
    )


def speaker_told(t: Translator, meeting: Meeting, position: int, attendance: Attendance) -> Markup:
    return t(
        "🎤 You are number {number} on the list of speakers: {title}\n🗓 {when}\n📍 {place}\nAbout: {matter}",
        number=t.number(position),
        title=naming.title(t, meeting),
        when=naming.when(t, meeting.starts_at),
        place=meeting.place,
        matter=attendance.floor or "",
    )


def about_meeting(t: Translator) -> Markup:
    return t("ℹ️ About the meeting")


# Papers


def papers_head(t: Translator) -> Markup:
    return t("🖨 What shall be made?")


def poster(t: Translator) -> Markup:
    return t("🖨 Poster with a code")


def group_pack(t: Translator) -> Markup:
    return t("💬 For WhatsApp groups")


def lists(t: Translator) -> Markup:
    return t("📋 Lists")


def evidence(t: Translator) -> Markup:
    return t("📁 Evidence of notice")


def protocol(t: Translator) -> Markup:
    return t("📄 Protocol")


def note_posting(t: Translator) -> Markup:
    return t("📌 Put up, handed on")


def poster_caption(t: Translator) -> Markup:
    return t("🖨 Print it and put it up. Then tap «📌 Put up, handed on».")


def group_intro(t: Translator, *, above: bool) -> Markup:
    """`above`: that stands there already."""
    if above:
        return t("💬 Forward the picture and the text above to your WhatsApp groups.")
    return t("💬 Forward the picture and the text below to your WhatsApp groups.")


def share_button(t: Translator) -> Markup:
    return t("📲 Open WhatsApp")


def in_language(t: Translator, language: str) -> Markup:
    return t("In Kyrgyz") if language == "ky" else t("In Russian")


def lists_caption(t: Translator) -> Markup:
    return t("📋 The lists as they stand now.")


def evidence_caption(t: Translator) -> Markup:
    return t("📁 The evidence of notice: to print, and as a table with every delivery.")


def protocol_caption(t: Translator) -> Markup:
    return t("📄 The protocol: to correct (DOCX), to print (PDF), and the signed one if it is kept.")


# Posters, groups, houses


def ask_posting_kind(t: Translator) -> Markup:
    return t("📌 How were people told besides?")


def posting_kind(t: Translator, kind: PostingKind) -> Markup:
    return {
        PostingKind.BOARD: t("📌 Notice board"),
        PostingKind.GROUP: t("💬 WhatsApp group"),
        PostingKind.HOUSES: t("🚪 House to house"),
        PostingKind.MEDIA: t("📰 Newspaper, radio, TV"),
        PostingKind.OTHER: t("➕ Another way"),
    }[kind]


def ask_posting_village(t: Translator) -> Markup:
    return t("In which village?")


def ask_posting_place(t: Translator) -> Markup:
    return t("Where exactly? Which board, group, street or newspaper?")


def ask_posting_photo(t: Translator) -> Markup:
    return t("📷 A photo of it is a good proof. Send it, or skip this.")


def ask_posting_people(t: Translator) -> Markup:
    return t("How many people did it reach? A number, or skip this.")


def posting_kept(t: Translator) -> Markup:
    return t("✅ Recorded; it stands in the evidence of notice.")
