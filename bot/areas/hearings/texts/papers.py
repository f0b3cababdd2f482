"""Words on the papers of a meeting: poster, lists, protocol, evidence."""

from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts.texts.progress import reason as reason_in_words
from bot.areas.hearings.models import Meeting, NoticePurpose, Participant, PostingKind
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts.notice import agenda_lines
from bot.core.i18n import Translator

# Poster and groups


def poster_text(t: Translator, meeting: Meeting, whom: str, *, agenda: bool = True) -> Markup:
    """What stands under the matter: a picture has no room for the agenda."""
    lines = [
        t("<b>Place:</b> {place}", place=meeting.place),
        t("<b>For:</b> {whom}", whom=f"{whom} ({meeting.streets})" if meeting.streets else whom),
        t("<b>Held by:</b> {organiser}", organiser=meeting.organiser(t.language)),
    ]
    if meeting.rapporteurs:
        lines.append(t("<b>Reports:</b> {names}", names=", ".join(meeting.rapporteurs)))
    if meeting.agenda and agenda:
        lines += [Markup(""), t("<b>Agenda</b>"), *agenda_lines(t, meeting)]
    lines += [Markup(""), t("Everybody may come in freely.")]
    return Markup("\n").join(lines)


def poster_period(t: Translator, meeting: Meeting) -> str:
    return naming.full_when(t, meeting.starts_at)


def scan_here(t: Translator) -> str:
    return str(t("Point your phone's camera here"))


def scan_to_come(t: Translator) -> str:
    return str(t("Say that you come, ask a question"))


def invitation(t: Translator, link: str) -> Markup:
    return t("Say that you come or ask a question: {link}", link=link)


def group_text(t: Translator, meeting: Meeting, whom: str, map_link: str | None) -> Markup:
    head = Markup("📣 <b>{}</b>\n🗓 {}").format(naming.title(t, meeting), poster_period(t, meeting))
    text = Markup("{}\n{}").format(head, poster_text(t, meeting, whom))
    return Markup("{}\n📍 {}").format(text, map_link) if map_link else text


# Files


def file_name(t: Translator, what: str, meeting: Meeting) -> str:
    """A person finds it among their downloads; without the signs that file systems refuse."""
    names = {
        "poster": t("Notice"),
        "lists": t("Lists"),
        "evidence": t("Evidence"),
        "protocol": t("Protocol"),
        "report": t("Report"),
    }
    day = meeting.starts_at.astimezone(t.timezone).strftime("%d.%m.%Y")
    return f"{names[what]} {day}"


# Lists


def lists_title(t: Translator) -> str:
    return str(t("List of participants and speakers"))


def columns(t: Translator, *names: str) -> tuple[str, ...]:
    known = {
        "number": t("№"),
        "name": t("Name"),
        "village": t("Village"),
        "matter": t("Matter"),
        "answer": t("Answer"),
        "yes": t("Will come"),
        "maybe": t("Maybe"),
        "no": t("Can't"),
        "signature": t("Signature"),
        "women": t("Women"),
        "men": t("Men"),
        "total": t("Total"),
        "late": t("Late"),
        "decision": t("Decision"),
        "owner": t("Answers for it"),
        "due": t("Until"),
        "what": t("What"),
        "when": t("When"),
        "where": t("Where"),
        "by": t("By whom"),
        "people": t("People"),
        "photo": t("Photo"),
        "channel": t("Channel"),
        "sent": t("Sent"),
        "waiting": t("On the way"),
        "failed": t("Not delivered"),
        "group": t("Group"),
        "members": t("Members"),
        "reason": t("Reason"),
        "time": t("Time"),
        "language": t("Language"),
        "state": t("State"),
    }
    return tuple(str(known[name]) for name in names)


def heading(t: Translator, name: str) -> str:
    return str(
        {
            "speakers": t("Speakers"),
            "participants": t("Participants"),
            "expected": t("Expected, by village"),
            "agenda": t("Agenda"),
            "speeches": t("Speeches"),
            "questions": t("Questions and answers"),
            "decisions": t("Decisions"),
            "recommendations": t("Recommendations"),
            "rapporteurs": t("Rapporteurs"),
            "attached": t("Materials attached"),
            "notes": t("Other"),
            "notice": t("The notice"),
            "texts": t("The approved text"),
            "delivered": t("Sent, by village and channel"),
            "reasons": t("Not delivered: why"),
            "postings": t("Posters, groups, other ways"),
            "groups": t("Sent to groups of villages: members, not persons"),
            "deliveries": t("Every delivery"),
            "override": t("Called with less notice by the head's override"),
        }[name]
    )


def nobody(t: Translator) -> str:
    return str(t("Nobody yet."))


def nothing(t: Translator) -> str:
    return str(t("None."))


# Protocol


def protocol_title(t: Translator) -> str:
    return str(t("Protocol"))


def protocol_number(t: Translator, number: str) -> str:
    return str(t("№ {number}", number=number))


def label(t: Translator, name: str) -> str:
    return str(
        {
            "date": t("Date"),
            "time": t("Time"),
            "place": t("Place"),
            "matter": t("Matter"),
            "kind": t("Kind"),
            "invited": t("Invited"),
            "attended": t("Attended"),
            "chair": t("Chair"),
            "secretary": t("Secretary"),
            "agenda_votes": t("Agenda approved by"),
            "organiser": t("Held by"),
            "whom": t("For"),
            "rapporteurs": t("Rapporteurs"),
            "required": t("Notice required"),
            "last_day": t("Last lawful day"),
            "author": t("Written by"),
            "approver": t("Approved by"),
            "approved_at": t("Approved"),
            "first_sent": t("Began to go out"),
            "last_sent": t("Last delivery"),
            "lawful": t("In time"),
            "after_last_day": t("Of these after the last lawful day"),
            "seal": t("Seal of the text (SHA-256)"),
            "recipients": t("Recipients"),
            "sent": t("Sent"),
            "arrived": t("Of these delivered, as the platform told"),
            "read": t("Of these read, as the platform told"),
            "reason": t("Reason"),
            "by": t("By whom"),
            "when": t("When"),
            "made_at": t("Drawn up"),
        }[name]
    )


def votes(t: Translator, votes_for: int, against: int | None) -> str:
    return str(
        t(
            "for: {votes_for}, against: {against}",
            votes_for=t.number(votes_for),
            against=t.number(against or 0),
        )
    )


def answer_line(t: Translator, answer: str) -> str:
    return str(t("Answer: {answer}", answer=answer))


def written_answer_due(t: Translator) -> str:
    return str(t("Answer: in writing, later."))


def voice_kept(t: Translator) -> str:
    return str(t("(voice message, kept with the papers)"))


def unsigned(t: Translator) -> str:
    return str(t("not chosen yet"))


def page_words(t: Translator) -> str:
    return str(t("page {page} of {pages}", page="{page}", pages="{pages}"))


def yes_no(t: Translator, *, value: bool) -> str:
    return str(t("Yes")) if value else str(t("No"))


# Evidence


def evidence_title(t: Translator) -> str:
    return str(t("Evidence of notice"))


def purpose(t: Translator, of: NoticePurpose) -> str:
    return str(
        {
            NoticePurpose.CALL: t("The meeting was called"),
            NoticePurpose.MOVE: t("The meeting was moved"),
            NoticePurpose.CANCEL: t("The meeting was cancelled"),
            NoticePurpose.RESULTS: t("The results were told"),
            NoticePurpose.MEASURES: t("What was done was told"),
        }[of]
    )


def days_required(t: Translator, days: int) -> str:
    return str(t.plural("{count} whole day", "{count} whole days", days))


def not_sent(t: Translator) -> str:
    return str(t("not sent yet"))


def in_time(t: Translator, *, lawful: bool, override: bool) -> str:
    if lawful:
        return str(t("Yes: it went out by the last lawful day"))
    if override:
        return str(t("No: called with less notice by the head's override"))
    return str(t("No"))


def language_name(t: Translator, code: str | None) -> str:
    return {"ky": str(t("Kyrgyz")), "ru": str(t("Russian"))}.get(code or "", "–")


def status(t: Translator, name: str) -> str:
    return {
        "sent": str(t("sent")),
        "delivered": str(t("delivered")),
        "read": str(t("read by the recipient")),
        "pending": str(t("on the way")),
        "sending": str(t("on the way")),
        "failed": str(t("not delivered")),
        "blocked": str(t("not delivered")),
        "cancelled": str(t("taken back")),
    }.get(name, name)


def failure(t: Translator, reason: str) -> str:
    """Why a message did not arrive, in words."""
    return str(
        {
            "blocked": t("The person blocked the bot"),
            "gone": t("The account is gone"),
            "stopped": t("The sending was stopped"),
            "deleted": t("The person deleted their data"),
            "unreachable": t("Could not be reached"),
        }.get(reason)
        or reason_in_words(t, reason)
    )


def posting(t: Translator, kind: PostingKind) -> str:
    return str(
        {
            PostingKind.BOARD: t("Notice board"),
            PostingKind.GROUP: t("WhatsApp group"),
            PostingKind.HOUSES: t("House to house"),
            PostingKind.MEDIA: t("Newspaper, radio, TV"),
            PostingKind.OTHER: t("Another way"),
        }[kind]
    )


def made_from(t: Translator) -> str:
    return str(t("Counted from the deliveries themselves, each with its own moment."))


def moment(t: Translator, at: datetime | None) -> str:
    return t.moment(at) if at else "–"


def participant_name(t: Translator, participant: Participant) -> str:
    return participant.name or str(t("(registered by phone, no name)"))
