"""What those who keep the library read: the list, a section, the form, own sections, versions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.areas.library.catalogue import LOCAL_ISSUES, Section, load
from bot.areas.library.models import Version
from bot.areas.library.queries import Figures, FileWords, Shelf
from bot.areas.library.rules.freshness import State
from bot.areas.library.texts import naming, public
from bot.core.i18n import RESIDENT_LANGUAGES, Translator


def label(t: Translator) -> Markup:
    return t("📚 Open to all: keep")


def command(t: Translator) -> Markup:
    return t("Open to all: put and renew what must be public")


def list_head(t: Translator, found: Figures) -> Markup:
    lines = [
        t("📚 <b>What must be open to all</b>"),
        t(
            "Filled: {filled} of {count}. ⏳ Older than half a year: {stale}. ❗️ Missing: {missing}.",
            filled=t.number(found.filled),
            count=t.number(found.sections),
            stale=t.number(found.stale),
            missing=t.number(found.missing),
        ),
    ]
    if found.waiting:
        lines.append(
            t.plural(
                "🙋 {count} request of residents waits.",
                "🙋 {count} requests of residents wait.",
                found.waiting,
            )
        )
    return Markup("\n").join(lines)


def section_button(t: Translator, shelf: Shelf) -> str:
    asked = f" 🙋{shelf.waiting}" if shelf.waiting else ""
    return f"{naming.sign(shelf)} {naming.title(t, shelf.section)}"[:50] + asked


def new_button(t: Translator) -> Markup:
    return t("➕ Own section")


def board_button(t: Translator) -> Markup:
    return t("🖨 For the board")


def to_menu(t: Translator) -> Markup:
    return t("⬅️ Menu")


def to_list(t: Translator) -> Markup:
    return t("⬅️ All sections")


def to_section(t: Translator) -> Markup:
    return t("⬅️ To the section")


# A section


def card(t: Translator, shelf: Shelf, names: Mapping[int, str], due: date | None) -> Markup:
    """`names` by person; `due`: until when it is fresh."""
    section = shelf.section
    lines = [public.head(t, section)]
    if section.source:
        lines.append(t("Why: {source}", source=_source(t, section)))
    lines.append(Markup(""))
    if section.hidden:
        lines.append(t("🙈 Hidden: residents don't see this section."))
    lines += [_line(t, shelf, code, names) for code in RESIDENT_LANGUAGES]
    if shelf.known_since:
        lines.append(
            t(
                "Address, telephone and hours stand there by themselves, from the municipality's data. "
                "Please add e-mail, postal address, room and days."
            )
        )
    if shelf.checked_at:
        lines.append(t("☑️ Looked at, still holds: {day}", day=naming.day(t, shelf.checked_at)))
    if due and shelf.state is State.STALE:
        lines.append(t("⏳ It should have been renewed by {day}", day=t.date(due)))
    elif due:
        lines.append(t("Next renewal by {day}", day=t.date(due)))
    if shelf.waiting and shelf.asked_at:
        since = naming.day(t, shelf.asked_at)
        lines.append(
            t.plural(
                "🙋 {count} resident asks for it since {day}",
                "🙋 {count} residents ask for it since {day}",
                shelf.waiting,
                day=since,
            )
        )
    if section.key == LOCAL_ISSUES:
        lines += [Markup(""), *_channels(t)]
    return Markup("\n").join(lines)


def _source(t: Translator, section: Section) -> str:
    """The rules by their names, not by the file's numbers."""
    if section.key == LOCAL_ISSUES:
        return str(t("strategy, 2.2 and 2.5"))
    return str(t("reporting regulation, 7.2, item {number}", number=naming.number(section)))


def _line(t: Translator, shelf: Shelf, code: str, names: Mapping[int, str]) -> Markup:
    version = shelf.current.get(code)
    if version is None:
        return t("{language}: nothing yet", language=naming.language(code))
    who = names.get(version.published_by or 0)
    day = naming.day(t, version.published_at)
    if who is None:
        return t("{language}: {day}", language=naming.language(code), day=day)
    return t("{language}: {day}, {name}", language=naming.language(code), day=day, name=who)


def _channels(t: Translator) -> list[Markup]:
    """004 §2.2: where else it must be told."""
    ways = [Markup("• {}").format(getattr(one, t.language)) for one in load().local_issues.channels]
    return [t("Also to be told (strategy, 2.2):"), *ways]


def put_button(t: Translator, code: str) -> Markup:
    return t("✍️ {language}", language=naming.language(code))


def check_button(t: Translator) -> Markup:
    return t("☑️ Still right")


def public_button(t: Translator) -> Markup:
    return t("👁 As residents see it")


def versions_button(t: Translator) -> Markup:
    return t("🕘 All versions")


def rename_button(t: Translator) -> Markup:
    return t("✏️ Rename")


def hide_button(t: Translator, *, hidden: bool) -> Markup:
    return t("👁 Show again") if hidden else t("🙈 Hide")


def checked(t: Translator) -> Markup:
    return t("☑️ Noted: you looked at it and it still holds.")


# Putting something in


def ask_text(t: Translator, section: Section, code: str) -> Markup:
    return t(
        "📚 <b>{title}</b>, {language}\n1 of 3. Write the text, or skip it if a file or a link says it all.",
        title=naming.title(t, section),
        language=naming.language(code),
    )


def ask_files(t: Translator, most: int) -> Markup:
    return t(
        "2 of 3. Send the files: PDF, Word, Excel, PowerPoint or photos, at most {most}, each up to 20 MB. "
        "Or skip it.",
        most=most,
    )


def ask_link(t: Translator) -> Markup:
    return t("3 of 3. Send a link to a page, like www.site.kg/budget. Or skip it.")


def look(
    t: Translator,
    shelf: Shelf,
    code: str,
    text: str | None,
    link: str | None,
    files: Sequence[FileWords],
    *,
    draft: bool,
) -> Markup:
    """As residents will see it, in the language it is in."""
    there = t.in_language(code)
    parts = [t("👁 <b>So residents will see it. Publish?</b>"), public.head(there, shelf.section)]
    if draft:
        parts.insert(0, draft_warning(t))
    if text:
        parts.append(Markup(text))  # noqa: S704 - cleaned when it was typed
    if link:
        parts.append(public.link(there, link))
    if files:
        parts.append(Markup("\n").join(naming.file_lines(there, files)))
    if not (text or link or files):
        parts.append(t("So far there is nothing to publish: add words, a file or a link."))
    return Markup("\n\n").join(parts)


def draft_warning(t: Translator) -> Markup:
    return t(
        "⚠️ <b>This is only a draft</b>, recalled from earlier laws. Before you publish, please compare it "
        "with Article 27 of Law No. 123 and with your charter, and change what differs."
    )


def newer(t: Translator, at: datetime, name: str | None) -> Markup:
    when = t.moment(at)
    if name:
        return t("⚠️ Meanwhile a newer version was published: {name}, {when}.", name=name, when=when)
    return t("⚠️ Meanwhile a newer version was published: {when}.", when=when)


def publish_button(t: Translator, *, draft: bool) -> Markup:
    return t("✅ Checked, publish") if draft else t("✅ Publish")


def publish_over_button(t: Translator) -> Markup:
    return t("✅ Publish mine too")


def change_button(t: Translator, part: str) -> Markup:
    return {"text": t("✏️ Text"), "files": t("📎 Files anew"), "link": t("🔗 Link")}[part]


def published(t: Translator, section: Section, code: str, told: int) -> Markup:
    line = t(
        "✅ Published: <b>{title}</b>, {language}. Earlier versions are kept.",
        title=naming.title(t, section),
        language=naming.language(code),
    )
    if not told:
        return line
    more = t.plural(
        "{count} resident who asked for it is told.", "{count} residents who asked for it are told.", told
    )
    return Markup("{}\n{}").format(line, more)


# Own sections


def ask_title_ky(t: Translator) -> Markup:
    return t("What is the section called in Kyrgyz? A short name is easier to tap.")


def ask_title_ru(t: Translator) -> Markup:
    return t("And in Russian? Without it the Kyrgyz name stands there too.")


def section_added(t: Translator, section: Section) -> Markup:
    return t("➕ Added: <b>{title}</b>. Now put something in.", title=naming.title(t, section))


def section_renamed(t: Translator, section: Section) -> Markup:
    return t("✏️ It is called now: <b>{title}</b>", title=naming.title(t, section))


def sure_to_hide(t: Translator, section: Section) -> Markup:
    return t(
        "Hide «{title}»? Residents will not see it. Nothing is lost, you can show it again.",
        title=naming.title(t, section),
    )


def hidden_now(t: Translator) -> Markup:
    return t("🙈 Hidden. Residents don't see it any more; nothing is lost.")


# Versions


def versions_head(t: Translator, section: Section, count: int, *, withdrawn: bool) -> Markup:
    """`withdrawn`: some of them."""
    head = public.versions_head(t, section, count)
    if not withdrawn:
        return head
    return Markup("{}\n{}").format(head, t("🚫 were taken back: residents don't see them."))


def version_facts(t: Translator, version: Version, by: str | None, withdrawn_by: str | None) -> Markup:
    lines = [
        t(
            "№ {number}, {language}, {when}",
            number=version.number,
            language=naming.language(version.language),
            when=t.moment(version.published_at),
        )
    ]
    if by:
        lines.append(t("Published by: {name}", name=by))
    if version.withdrawn_at:
        lines.append(
            t(
                "🚫 Taken back: {when}. Reason: {reason}",
                when=t.moment(version.withdrawn_at),
                reason=version.withdrawn_reason or "",
            )
        )
        if withdrawn_by:
            lines.append(t("Taken back by: {name}", name=withdrawn_by))
    return Markup("\n").join(lines)


def withdraw_button(t: Translator) -> Markup:
    return t("🚫 Take back")


def ask_reason(t: Translator, *, last: bool) -> Markup:
    """`last`: no other version of this language is left."""
    if last:
        return t(
            "Why is it taken back? Residents will see nothing here in this language until you publish anew. "
            "The office still sees it, with your reason."
        )
    return t(
        "Why is it taken back? Residents will not see this version any more; the one before it is shown "
        "again. The office still sees it, with your reason."
    )


def withdrawn(t: Translator) -> Markup:
    return t("🚫 Taken back. Residents don't see it any more.")


# The board


def board_made(t: Translator) -> Markup:
    return t("🖨 The list of what is open to all, for the board: in Kyrgyz and in Russian.")


# The weekly reminder


def digest(t: Translator, shelves: Sequence[Shelf], months: int) -> Markup:
    missing = [one for one in shelves if one.state is State.MISSING]
    stale = [one for one in shelves if one.state is State.STALE]
    asked = sorted((one for one in shelves if one.waiting), key=lambda one: -one.waiting)
    parts = [t("📚 <b>What must be open to all</b>")]
    if asked:
        parts.append(_listed(t, t("🙋 Residents ask for:"), [_with_count(t, one) for one in asked]))
    if stale:
        head = t.plural(
            "⏳ Older than {count} month, please renew or confirm:",
            "⏳ Older than {count} months, please renew or confirm:",
            months,
        )
        parts.append(_listed(t, head, [_with_day(t, one) for one in stale]))
    if missing:
        names = [Markup("{}").format(naming.title(t, one.section)) for one in missing]
        parts.append(_listed(t, t("❗️ Nothing there yet:"), names))
    return Markup("\n\n").join(parts)


MOST_LISTED = 12


def _listed(t: Translator, head: Markup, names: Sequence[Markup]) -> Markup:
    lines = [Markup("• {}").format(name) for name in names[:MOST_LISTED]]
    left = len(names) - len(lines)
    if left > 0:
        lines.append(t.plural("and {count} more section", "and {count} more sections", left))
    return Markup("\n").join([head, *lines])


def _with_count(t: Translator, shelf: Shelf) -> Markup:
    return Markup("{} – {}").format(naming.title(t, shelf.section), t.number(shelf.waiting))


def _with_day(t: Translator, shelf: Shelf) -> Markup:
    return Markup("{} – {}").format(naming.title(t, shelf.section), naming.day(t, shelf.fresh_at))


def digest_button(t: Translator) -> Markup:
    return t("📚 Open the list")
