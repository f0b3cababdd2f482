"""All that happened to an appeal, as the office reads it."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealEntry, EntryKind
from bot.areas.appeals.rules.following import JOINED
from bot.areas.appeals.texts import naming
from bot.core.i18n import Translator


def history(
    t: Translator, appeal: Appeal, entries: Sequence[AppealEntry], names: Mapping[int, str]
) -> Markup:
    head = Markup("🕘 <b>{}</b>").format(naming.title(t, appeal))
    return Markup("\n\n").join([head, *(_entry(t, appeal, one, names) for one in entries)])


def _entry(t: Translator, appeal: Appeal, entry: AppealEntry, names: Mapping[int, str]) -> Markup:
    by_author = entry.person_id is not None and entry.person_id == appeal.author_id
    name = names.get(entry.person_id or 0, "")
    who = t("the author") if by_author else Markup("{}").format(name)
    line = Markup("{} · <b>{}</b>").format(t.moment(entry.at), _what(t, entry, names))
    if who:
        line += Markup(" · {}").format(who)
    if entry.text:
        line += Markup("\n<i>{}</i>").format(entry.text)
    if entry.attachments:
        line += Markup("\n📎 {}").format(len(entry.attachments))
    return line


def _what(t: Translator, entry: AppealEntry, names: Mapping[int, str]) -> Markup:
    if entry.kind is EntryKind.ASSIGNED:
        return t("given to {name}", name=names.get(entry.about.get("handler", 0), "—"))
    if entry.kind is EntryKind.FORWARDED:
        whose = t.list([one for one in (entry.about.get("whose"), entry.about.get("telephone")) if one])
        return t("passed on to {whose}", whose=whose)
    if entry.kind is EntryKind.NOTE and JOINED in entry.about:
        first = entry.about[JOINED]
        return t("handled together with № {number}", number=first) if first else t("goes its own way again")
    return {
        EntryKind.RECEIVED: t("came in"),
        EntryKind.TAKEN: t("taken in hand"),
        EntryKind.QUESTION: t("the author was asked"),
        EntryKind.REPLY: t("a reply"),
        EntryKind.NOTE: t("a note for colleagues"),
        EntryKind.ANSWERED: t("answered"),
        EntryKind.DISPUTED: t("the author does not agree"),
        EntryKind.UPHELD: t("the answer stays in force"),
        EntryKind.REOPENED: t("opened again"),
        EntryKind.WORKS: t("the author says it works"),
        EntryKind.BROKEN_AGAIN: t("the author says it is broken again"),
        EntryKind.WITHDRAWN: t("taken back by the author"),
    }.get(entry.kind, Markup(entry.kind.value))  # noqa: S704 - one of our own few words
