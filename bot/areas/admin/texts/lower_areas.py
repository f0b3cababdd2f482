"""What the record says of the two areas that know nothing of an office: places and residents."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.municipality.service import AuditTag as Municipality
from bot.areas.residents.service import AuditTag as Resident
from bot.core.audit import AuditEntry
from bot.core.i18n import LANGUAGES, Translator

Words = Callable[[Translator, AuditEntry], Markup]


def file_applied(t: Translator, entry: AuditEntry) -> Markup:
    before = entry.before or {}
    added = [key for key in entry.after or {} if key not in before]
    changed = [key for key in entry.after or {} if key in before]
    if "municipality" in added:
        return t("The municipality's file was read")
    return t(
        "The municipality's file was read: {added} new, {changed} changed",
        added=t.number(len(added)),
        changed=t.number(len(changed)),
    )


def language_chosen(t: Translator, entry: AuditEntry) -> Markup:
    chosen = (entry.after or {}).get("value")
    return t("Language chosen: {language}", language=LANGUAGES.get(str(chosen), ""))


def topic_turned(t: Translator, entry: AuditEntry) -> Markup:
    return t("A topic was turned on") if (entry.after or {}).get("on") else t("A topic was turned off")


WORDS: Mapping[str, Words] = {
    Municipality.FILE_APPLIED.value: file_applied,
    Resident.CONSENT_GIVEN.value: lambda t, _entry: t("Consent was given"),
    Resident.LANGUAGE_CHOSEN.value: language_chosen,
    Resident.SUBSCRIBED.value: lambda t, _entry: t("Subscribed"),
    Resident.STOPPED.value: lambda t, _entry: t("The messages were stopped"),
    Resident.RESUMED.value: lambda t, _entry: t("Came back after a stop"),
    Resident.VILLAGE_ADDED.value: lambda t, _entry: t("A village was added"),
    Resident.VILLAGE_REMOVED.value: lambda t, _entry: t("A village was removed"),
    Resident.MAIN_VILLAGE_CHOSEN.value: lambda t, _entry: t("The village to live in was chosen"),
    Resident.TOPIC_TURNED.value: topic_turned,
    Resident.JOINED.value: lambda t, _entry: t("Two phones were joined into one person"),
    Resident.PARTED.value: lambda t, _entry: t("A joined phone was parted again"),
    Resident.PREFERRED.value: lambda t, _entry: t("The app for messages was chosen"),
    Resident.DATA_EXPORTED.value: lambda t, _entry: t("Own data were taken as a file"),
    Resident.DATA_DELETED.value: lambda t, _entry: t("Own data were deleted"),
}
