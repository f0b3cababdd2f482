"""What is kept about a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.areas.residents.models import Consent, Resident, Topic
from bot.areas.residents.queries import Followed
from bot.areas.residents.texts.channels import channel_name, channel_names
from bot.areas.residents.texts.settings import topic_name
from bot.core.i18n import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`language` in its own name; `off` are the topics turned off; news come to the `preferred` channel."""

    language: str | None
    channels: Sequence[str]
    preferred: str | None
    villages: Sequence[Followed]
    off: Collection[Topic]
    resident: Resident | None
    consent: Consent | None


def summary(t: Translator, kept: Kept) -> Markup:
    """A line for each thing that is kept."""
    channels = channel_names(t, kept.channels)
    lines = [t("<b>What we keep about you</b>\n"), t("• Your address in: {channels}", channels=channels)]
    if len(kept.channels) > 1 and kept.preferred:
        lines.append(t("• Messages come to: {channel}", channel=channel_name(kept.preferred)))
    if kept.language:
        lines.append(t("• Language: {language}", language=kept.language))
    if kept.villages:
        names = t.list(f.village.name(t.language) for f in kept.villages)
        lines.append(t("• Villages: {villages}", villages=names))
    if kept.off:
        names = t.list(str(topic_name(t, topic)) for topic in Topic if topic in kept.off)
        lines.append(t("• Turned off: {topics}", topics=names))
    if kept.resident:
        lines.append(t("• Subscribed: {date}", date=t.date(kept.resident.subscribed_at)))
        if kept.resident.unsubscribed_at:
            lines.append(t("• Stopped: {date}", date=t.date(kept.resident.unsubscribed_at)))
    if kept.consent:
        lines.append(t("• You agreed: {date}", date=t.date(kept.consent.given_at)))
    lines.append(t("• What you told, supported or booked here: the file has all of it"))
    return Markup("\n").join(lines)


def export(t: Translator) -> Markup:
    return t("📥 Get as a file")


def delete(t: Translator) -> Markup:
    return t("🗑 Delete everything")


def exported(t: Translator, summary_: Markup) -> Markup:
    note = t("The file holds all of it, also when you changed what. We keep the file itself for one day.")
    return Markup("\n\n").join([summary_, note])


def file_name(t: Translator) -> Markup:
    """Without what follows the dot."""
    return t("my-data")


def really_delete(t: Translator, channels: Sequence[str], *, staff: bool) -> Markup:
    """`staff`: their roles end with their data. All `channels` are meant."""
    if staff:
        asked = t(
            "<b>Delete everything we keep about you?</b>\n\n"
            "Your address, language, villages and topics are deleted, and no more messages come. "
            "Your office roles end too, and the head is told. This can't be undone."
        )
    else:
        asked = t(
            "<b>Delete everything we keep about you?</b>\n\n"
            "Your address, language, villages and topics are deleted, and no more messages come. "
            "This can't be undone."
        )
    if len(channels) > 1:
        names = channel_names(t, channels)
        both = t("All your addresses are deleted: {channels}.", channels=names)
        return Markup("{}\n\n{}\n\n{}").format(asked, both, _stays(t))
    return Markup("{}\n\n{}").format(asked, _stays(t))


def _stays(t: Translator) -> Markup:
    """Said before it is done: an appeal is owed an answer to the law, and lives on without its author."""
    return t(
        "What you told the office, a deputy or a meeting stays there without your name, telephone and voice. "
        "Answers to it can't reach you any more."
    )


def delete_all(t: Translator) -> Markup:
    return t("🗑 Yes, delete")


def deleted(t: Translator, channels: Sequence[str]) -> Markup:
    said = _deleted(t)
    if len(channels) < 2:
        return said
    both = t("All your addresses are deleted: {channels}.", channels=channel_names(t, channels))
    return Markup("{}\n\n{}").format(both, said)


def _deleted(t: Translator) -> Markup:
    return t(
        "Everything by which we knew you is deleted. There only remain a note that someone was deleted, "
        "without saying who, and without your name what you told the office, a deputy or a meeting.\n\n"
        "If you want to come back one day: /start"
    )
