"""What a resident is asked who turns to the office, and the receipt they get."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealKind
from bot.areas.appeals.texts import naming
from bot.core.i18n import Translator
from bot.core.messages import AttachmentKind


def menu_label(t: Translator) -> Markup:
    return t("✉️ Tell the office")


def command(t: Translator) -> Markup:
    return t("Tell the office: proposal, application, complaint")


def help_line(t: Translator) -> Markup:
    return t(
        "✉️ /appeal – tell the office: proposal, application, complaint\n📂 /myappeals – what became of it"
    )


# The questions


def ask_kind(t: Translator, *, registered: bool, days: int, mandates: bool) -> Markup:
    lines = [
        t("✉️ <b>What would you like to tell?</b>"),
        counts_as(t, registered=registered, days=days),
        Markup(""),
    ]
    lines += [
        t("💡 <b>Proposal</b>: how something could be better."),
        t("📝 <b>Application</b>: you ask for something to be done."),
        t("⚠️ <b>Complaint</b>: something is done badly, or your rights are hurt."),
    ]
    if mandates:
        lines.append(t("🗳 <b>To my deputy</b>: what your deputy should see to."))
    return Markup("\n").join(lines)


def counts_as(t: Translator, *, registered: bool, days: int) -> Markup:
    """Before anything is asked: whether the law stands behind it."""
    if registered:
        return t.plural(
            "It is registered as an appeal by the law: the answer comes within {count} working day.",
            "It is registered as an appeal by the law: the answer comes within {count} working days.",
            days,
        )
    return t.plural(
        "This is feedback to the office, not an appeal registered by the law; "
        "it too is answered within {count} working day.",
        "This is feedback to the office, not an appeal registered by the law; "
        "it too is answered within {count} working days.",
        days,
    )


def kind_button(t: Translator, kind: AppealKind) -> Markup:
    return {
        AppealKind.PROPOSAL: t("💡 Proposal"),
        AppealKind.APPLICATION: t("📝 Application"),
        AppealKind.COMPLAINT: t("⚠️ Complaint"),
        AppealKind.MANDATE: t("🗳 To my deputy"),
    }[kind]


def ask_matter(t: Translator) -> Markup:
    return t("🗣 Write what it is about, or say it in a voice message.")


def ask_matter_anew(t: Translator, before: Markup) -> Markup:
    return t("🗣 Until now: {before}\nWrite or say it anew.", before=before)


def ask_photos(t: Translator) -> Markup:
    return t("📷 If you have photos, send them now; then tap «Done». Without photos tap «Skip».")


def ask_more_photos(t: Translator) -> Markup:
    return t("📷 If you have more photos, send them; then tap «Done». «No photos» takes them away.")


def no_photos_button(t: Translator) -> Markup:
    return t("🗑 No photos")


def ask_place(t: Translator) -> Markup:
    return t("📍 Where is it? Send the place on the map with 📎, or write it: street, house, what is near.")


def ask_place_anew(t: Translator, before: Markup) -> Markup:
    return t("📍 Until now: {before}\nSend another place on the map with 📎, or write it.", before=before)


def no_place_button(t: Translator) -> Markup:
    return t("🗑 No place")


def ask_village(t: Translator) -> Markup:
    return t("🏡 Which village is it about?")


def ask_name(t: Translator) -> Markup:
    return t("👤 Your name and surname? Only those who work on your appeal see it.")


def ask_telephone(t: Translator) -> Markup:
    return t("📞 Your telephone number? The office calls it if something is unclear.")


# What came at another moment than it was asked for


def kept_now_choose(t: Translator) -> Markup:
    return t("📎 It is kept. Now please choose what it is:")


def photo_kept_tell(t: Translator) -> Markup:
    return t("📷 The photo is kept. Now please write or say what it is about.")


def place_kept(t: Translator) -> Markup:
    return t("📍 The place is kept.")


def words_added(t: Translator) -> Markup:
    return t("✍️ It is added to your words.")


def file_added(t: Translator) -> Markup:
    return t("📎 It is added to your appeal.")


# The last look


def last_look(t: Translator, parts: Sequence[tuple[Markup, Any]]) -> Markup:
    lines = [t("👀 <b>Please look once more. Is it right?</b>"), Markup("")]
    lines += [Markup("{}: {}").format(label, value) for label, value in parts if value]
    return Markup("\n").join(lines)


def label_kind(t: Translator) -> Markup:
    return t("✉️ Kind")


def label_matter(t: Translator) -> Markup:
    return t("🗣 Words")


def label_photos(t: Translator) -> Markup:
    return t("📷 Photos")


def label_place(t: Translator) -> Markup:
    return t("📍 Place")


def label_village(t: Translator) -> Markup:
    return t("🏡 Village")


def label_name(t: Translator) -> Markup:
    return t("👤 Name")


def label_telephone(t: Translator) -> Markup:
    return t("📞 Telephone")


def change_button(label: Markup) -> str:
    return f"✏️ {str(label).split(' ', 1)[1]}"


def matter(t: Translator, text: str | None, files: Sequence[Sequence[Any]]) -> Markup:
    """The words, and how much was said."""
    spoken = sum(kind == AttachmentKind.VOICE for kind, _ in files)
    parts = [Markup("«{}»").format(text)] if text else []
    if spoken:
        parts.append(t.plural("🎤 {count} voice message", "🎤 {count} voice messages", spoken))
    return Markup(", ").join(parts)


def photos(t: Translator, files: Sequence[Sequence[Any]]) -> Markup:
    count = sum(kind == AttachmentKind.PHOTO for kind, _ in files)
    return t.plural("{count} photo", "{count} photos", count) if count else Markup("")


def place(t: Translator, words: str | None, *, point: bool) -> Markup:
    said = Markup("{}").format(words) if words else Markup("")
    return said or (t("a point on the map") if point else Markup(""))


def send_button(t: Translator) -> Markup:
    return t("📨 Send")


# What was begun before


def begun_before(t: Translator) -> Markup:
    return t("You have begun an appeal and not sent it yet.")


def anew_button(t: Translator) -> Markup:
    return t("✉️ Begin a new one")


# The receipt


def receipt(t: Translator, appeal: Appeal) -> Markup:
    lines = [
        t("✅ <b>It is received.</b> {kind}. Its number:", kind=naming.kind(t, appeal.kind)),
        Markup("\n<b>№ {}</b>\n").format(appeal.number),
        t("What happens next: the office looks at it and tells you here of every step."),
    ]
    if appeal.due_on:
        lines.append(t("The answer comes by <b>{due}</b>.", due=t.full_date(appeal.due_on)))
    lines.append(t("To see how it stands: write this number here, or /myappeals."))
    return Markup("\n").join(lines)
