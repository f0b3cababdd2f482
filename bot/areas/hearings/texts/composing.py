"""The questions by which a meeting is called, moved and cancelled."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.areas.hearings.models import MeetingKind
from bot.areas.hearings.texts import naming
from bot.areas.hearings.texts.notice import minutes
from bot.core.i18n import Translator


def ask_kind(t: Translator) -> Markup:
    return t("🗣 What do you want to call?")


def begun_before(t: Translator, matter: str) -> Markup:
    return t("You have begun to call a meeting: «{matter}». Go on with it?", matter=matter)


def go_on_calling(t: Translator) -> Markup:
    return t("➡️ Go on with it")


def call_another(t: Translator) -> Markup:
    return t("➕ Call another one")


def ask_matter(t: Translator) -> Markup:
    return t("What is it about? Please write it in Kyrgyz, in one or two sentences.")


def ask_matter_ru(t: Translator) -> Markup:
    return t("The same in Russian. Who skips it, sends the Kyrgyz words to all.")


def ask_day(t: Translator, kind: MeetingKind, days: int, earliest: date) -> Markup:
    name = naming.kind(t, kind)
    return Markup("\n").join(
        [
            t("🗓 On what day? Tap a day or write it, like 25.12."),
            t.plural(
                "For «{kind}» {count} whole day of notice is needed. The "
                "earliest lawful day is <b>{day}</b>.",
                "For «{kind}» {count} whole days of notice are needed. The "
                "earliest lawful day is <b>{day}</b>.",
                days,
                kind=name,
                day=t.day(earliest),
            ),
            t("Days marked with ✕ are too early."),
        ]
    )


def day_is_past(t: Translator) -> Markup:
    return t("That day is past or too far away. Please choose another one.")


def too_early(t: Translator, kind: MeetingKind, days: int, chosen: date, last_day: date) -> Markup:
    """`last_day`: on which the notice should have gone."""
    return t(
        "⛔ {chosen} is too early for «{kind}»: {days} whole days of notice are needed, so it should have "
        "been told by {last_day}.",
        chosen=t.day(chosen),
        kind=naming.kind(t, kind),
        days=days,
        last_day=t.day_month(last_day),
    )


def take_earliest(t: Translator, earliest: date) -> Markup:
    return t("✅ {day} (lawful)", day=t.short_day(earliest))


def call_urgently(t: Translator, *, head: bool) -> Markup:
    return t("⚠️ Call it urgently") if head else t("⚠️ Ask the head")


def ask_urgent_reason(t: Translator) -> Markup:
    return t("Why so urgently? Please write the reason: it stays in the papers for ever.")


def ask_time(t: Translator) -> Markup:
    return t("🕒 At what time? Tap it or write it, like 14:30.")


def ask_place(t: Translator) -> Markup:
    return t("📍 Where? Please write the place so that a stranger finds it.")


def ask_point(t: Translator) -> Markup:
    return t("If you wish, send the place on the map (📎 → Location).")


def ask_streets(t: Translator) -> Markup:
    return t("Only some streets? Please name them, or skip this.")


def ask_organiser(t: Translator) -> Markup:
    return t("🏢 Who holds it? Tap it or write it.")


def ask_rapporteurs(t: Translator) -> Markup:
    return t("🎤 Who reports? One name a line.")


def ask_agenda(t: Translator, points: Sequence[tuple[Markup, int]]) -> Markup:
    lines = [Markup("{}{}").format(words, minutes(t, count)) for words, count in points]
    sample = Markup("\n").join(Markup("{}. {}").format(n, line) for n, line in enumerate(lines, 1))
    return Markup("{}\n\n{}\n{}").format(
        t(
            "📋 The agenda. Take this one, or write your own: a point a "
            "line, with minutes, like «Budget – 20 min»."
        ),
        t("<b>A usual one:</b>"),
        sample,
    )


def take_agenda(t: Translator) -> Markup:
    return t("✅ Take the usual one")


def ask_materials(t: Translator) -> Markup:
    return t("📄 Papers for residents: the draft, tables, photos. Send the files, or skip this.")


def ask_link(t: Translator) -> Markup:
    return t("💻 Is there a link to take part online? Please send it, or skip this.")


def opened(t: Translator) -> Markup:
    return t("✅ The meeting is kept. Please look at the notice below and send it to approval.")


def opened_late_no_head(t: Translator) -> Markup:
    return t(
        "✅ The meeting is kept, but it is too early and there is no head here who may allow it. "
        "Please change the day."
    )


def opened_late(t: Translator) -> Markup:
    return t("✅ The meeting is kept. The head has been asked to call it urgently; you will be told.")


# Agenda templates


def agenda_template(t: Translator, kind: MeetingKind) -> list[tuple[Markup, int]]:
    """The usual points with their minutes; opening and questions as 002 §3.2-3.6 order them."""
    opening = (t("Opening: the chair and the secretary are chosen, the agenda is approved"), 10)
    talk = (t("Questions and answers, residents speak"), 30)
    end = (t("Decisions and recommendations"), 10)
    middle = {
        MeetingKind.BUDGET_HEARING: [
            (t("Report on the budget: income and spending"), 30),
            (t("Opinion of the budget commission"), 10),
        ],
        MeetingKind.PROGRAMME_HEARING: [
            (t("The draft programme: what we have, what we want, by when"), 30),
            (t("Opinions of specialists"), 10),
        ],
        # 000 row 5: residents learn of the provider's work and of the price.
        MeetingKind.TARIFF_HEARING: [
            (t("The provider reports on its work"), 20),
            (t("What the tariff is made of and why it changes"), 20),
        ],
        MeetingKind.PUBLIC_HEARING: [(t("Report on the matter"), 20), (t("Opinions of specialists"), 10)],
        MeetingKind.VILLAGE_ASSEMBLY: [(t("Information on the matter"), 20)],
        MeetingKind.HEAD_REPORT: [
            (t("The head's report on the year's work"), 30),
            (t("Budget and municipal property"), 15),
            (t("Proposals for this year's plan"), 20),
        ],
        MeetingKind.DEPUTY_REPORT: [
            (t("The deputy's report on the mandates of voters and on the council's work"), 20),
        ],
        MeetingKind.KURULTAI: [(t("Report on the matter"), 30), (t("Delegates speak"), 40)],
        MeetingKind.OTHER: [(t("Talk about the matter"), 30)],
    }[kind]
    return [opening, *middle, talk, end]


# Moving and cancelling


def move_day(t: Translator) -> Markup:
    return t("Another day, or the same one?")


def same_day(t: Translator) -> Markup:
    return t("The same day")


def another_day(t: Translator) -> Markup:
    return t("Another day")


def move_place(t: Translator) -> Markup:
    return t("Another place, or the same one?")


def another_place(t: Translator) -> Markup:
    return t("Another place")


def same_place(t: Translator) -> Markup:
    return t("The same place")


def ask_move_reason(t: Translator) -> Markup:
    return t("Why? Residents will read it; one sentence is enough.")


def ask_cancel_reason(t: Translator) -> Markup:
    return t("❌ Why is the meeting cancelled? Residents will read it; one sentence is enough.")


def change_ready(t: Translator) -> Markup:
    return t(
        "Please look at what residents will be told, and send it to approval. It holds once it goes out."
    )
