"""The day of the meeting: the door, who leads, questions and speeches, the protocol."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.hearings.models import Meeting, Statement, StatementKind
from bot.areas.hearings.texts import naming
from bot.core.i18n import Translator


def day_button(t: Translator) -> Markup:
    return t("🚪 The day, protocol")


def head(
    t: Translator, meeting: Meeting, came: int, opens_at: datetime, closes_at: datetime, now: datetime
) -> Markup:
    lines = [Markup("🚪 <b>{}</b>").format(naming.title(t, meeting))]
    if now < opens_at:
        lines.append(t("Registration opens on {when}.", when=t.moment(opens_at)))
    elif now < closes_at:
        lines.append(t("Registration is open until {time}.", time=t.time(closes_at)))
    lines.append(t("Came: <b>{count}</b>", count=t.number(came)))
    if meeting.chair:
        lines.append(
            t("Chair: {chair}, secretary: {secretary}", chair=meeting.chair, secretary=meeting.secretary)
        )
    return Markup("\n").join(lines)


def door_opens(t: Translator, meeting: Meeting, closes_at: datetime) -> Markup:
    return t(
        "🚪 Registration is open until {time}: {title}\nShow the code at the door; who has no phone is "
        "written down by name or counted.",
        time=t.time(closes_at),
        title=naming.title(t, meeting),
    )


def door_code(t: Translator) -> Markup:
    return t("🔳 Code for the door")


def door_caption(t: Translator) -> Markup:
    return t("🔳 Who scans this at the door is registered.")


def write_names(t: Translator) -> Markup:
    return t("✍️ Write names")


def count_heads(t: Translator) -> Markup:
    return t("🔢 Count people")


def open_day(t: Translator) -> Markup:
    return t("👤 Chair, secretary")


def note_question(t: Translator) -> Markup:
    return t("❓ A question")


def note_speech(t: Translator) -> Markup:
    return t("🎤 A speech")


def note_decision(t: Translator) -> Markup:
    return t("⚖️ A decision")


def write_protocol(t: Translator) -> Markup:
    return t("📄 Protocol")


def send_scan(t: Translator) -> Markup:
    return t("📎 Signed protocol")


def ask_village(t: Translator) -> Markup:
    return t("From which village?")


def ask_names(t: Translator) -> Markup:
    return t("✍️ Please write the names, one a line.")


def names_kept(t: Translator, count: int) -> Markup:
    return t.plural("✅ {count} name is written down.", "✅ {count} names are written down.", count)


def ask_women(t: Translator) -> Markup:
    return t("How many women, besides those registered by name or phone?")


def ask_men(t: Translator) -> Markup:
    return t("How many men?")


def heads_kept(t: Translator, total: int) -> Markup:
    return t("✅ Counted. Came altogether: <b>{count}</b>.", count=t.number(total))


def ask_chair(t: Translator) -> Markup:
    return t("👤 Who was chosen as chair? Please write the name.")


def ask_secretary(t: Translator) -> Markup:
    return t("✍️ Who was chosen as secretary?")


def ask_votes_for(t: Translator) -> Markup:
    return t("How many voted for the agenda? A number, or skip this.")


def ask_votes_against(t: Translator) -> Markup:
    return t("How many voted against it?")


def day_opened(t: Translator) -> Markup:
    return t("✅ Noted. Now you can note questions, speeches and decisions.")


def ask_speaker(t: Translator, kind: StatementKind) -> Markup:
    if kind is StatementKind.QUESTION:
        return t("❓ Who asks? Please write the name, or skip this.")
    return t("🎤 Who speaks? Please write the name.")


def ask_words(t: Translator, kind: StatementKind) -> Markup:
    if kind is StatementKind.QUESTION:
        return t("What is asked? Write it, or say it in a voice message.")
    return t("What was said? Write it in short, or say it in a voice message.")


def ask_answer(t: Translator) -> Markup:
    return t("What was answered? Who skips this owes a written answer within 3 days.")


def statement_kept(t: Translator) -> Markup:
    return t("✅ Noted.")


def one_more(t: Translator, kind: StatementKind) -> Markup:
    return t("➕ One more question") if kind is StatementKind.QUESTION else t("➕ One more speech")


# Protocol


def ask_invited(t: Translator) -> Markup:
    return t("📄 How many people were invited? A number, or skip this.")


def ask_attended(t: Translator, counted: int) -> Markup:
    return t("How many came? Registered and counted: {count}.", count=t.number(counted))


def take_counted(t: Translator, counted: int) -> Markup:
    return t("✅ {count}", count=t.number(counted))


def ask_recommendations(t: Translator) -> Markup:
    return t("What was recommended? One thing a line, or skip this.")


def ask_protocol_notes(t: Translator) -> Markup:
    return t("Anything else for the protocol? Write it, or skip this.")


def check_protocol(t: Translator, missing: Sequence[str]) -> Markup:
    """What 002 §3.6 asks for and isn't there."""
    if not missing:
        return t("Everything the rules ask for is there. Shall the protocol be made?")
    lines = Markup("\n").join(Markup("▫️ {}").format(one) for one in missing)
    return Markup("{}\n{}\n{}").format(
        t("These are still empty:"), lines, t("Make the protocol all the same? It can be made anew later.")
    )


def missing(t: Translator, what: str) -> str:
    return str(
        {
            "chair": t("chair and secretary"),
            "attended": t("how many came"),
            "agenda": t("agenda"),
            "statements": t("speeches and questions"),
            "decisions": t("decisions"),
        }[what]
    )


def make_protocol(t: Translator) -> Markup:
    return t("📄 Make the protocol")


def protocol_made(t: Translator, number: str) -> Markup:
    return t(
        "✅ Protocol №{number} is in the register. Print it, have it signed, and send the signed paper with "
        "«📎 Signed protocol».",
        number=number,
    )


def ask_scan(t: Translator) -> Markup:
    return t("📎 Please send the signed protocol: a scan or photos.")


def scan_kept(t: Translator, number: str) -> Markup:
    return t("✅ The signed protocol №{number} is kept with the papers of the meeting.", number=number)


def handed_over(t: Translator, meeting: Meeting, number: str) -> Markup:
    """To the council's chair and secretary (002 §3.8)."""
    return t(
        "📄 Protocol №{number} is handed to the council: {title}",
        number=number,
        title=naming.title(t, meeting),
    )


def protocol_missing(t: Translator, meeting: Meeting, days: int) -> Markup:
    title = naming.title(t, meeting)
    return t.plural(
        "📄 {count} day has passed since the meeting and there is no protocol yet: {title}",
        "📄 {count} days have passed since the meeting and there is no protocol yet: {title}",
        days,
        title=title,
    )


def statement_line(t: Translator, statement: Statement) -> str:
    sign = "❓" if statement.kind is StatementKind.QUESTION else "🎤"
    words = statement.text or str(t("(voice message)"))
    return f"{sign} {statement.speaker or '–'}: {words}"[:60]
