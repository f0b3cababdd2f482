"""What residents read: the list, a section, earlier versions, what a search found."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.library.catalogue import Section
from bot.areas.library.models import Version
from bot.areas.library.queries import FileWords, Shelf
from bot.areas.library.rules.freshness import State
from bot.areas.library.texts import naming
from bot.areas.municipality import texts as municipality_texts
from bot.areas.municipality.models import Municipality
from bot.core.i18n import Translator


def menu_label(t: Translator) -> Markup:
    return t("📚 Open to all")


def command(t: Translator) -> Markup:
    return t("Open to all: budget, vacancies, services, contacts")


def about(t: Translator) -> Markup:
    return t("What must be open to all: budget, vacancies, contacts; or just type what you look for")


def list_head(t: Translator, *, filled: int, count: int) -> Markup:
    return t(
        "📚 <b>Open to all</b>\nWhat the municipality must tell everybody: money, plans, services, work, "
        "contacts.\n📄 there is something: {filled} of {count} sections. ▫️ nothing yet: open it and ask "
        "for it.",
        filled=t.number(filled),
        count=t.number(count),
    )


def section_button(t: Translator, shelf: Shelf) -> str:
    return f"{naming.public_sign(shelf)} {naming.title(t, shelf.section)}"[:60]


def find_button(t: Translator) -> Markup:
    return t("🔎 Search")


def list_button(t: Translator) -> Markup:
    return t("📚 Whole list")


def card(
    t: Translator,
    shelf: Shelf,
    version: Version | None,
    files: Sequence[FileWords],
    *,
    office: Municipality | None,
    asked: bool,
    missing_here: bool,
) -> Markup:
    """`version` may be in the other language: `missing_here` says that there is none in the reader's.

    `office`: its data belong to this section. `asked`: by whoever reads.
    """
    parts = [head(t, shelf.section)]
    if version is None and shelf.known_since is None:
        parts.append(_missing(t, shelf, asked=asked))
        return Markup("\n\n").join(parts)
    parts.append(_dates(t, shelf, version))
    if version is not None:
        if missing_here:
            parts.append(_other_language(t, version.language, asked=asked))
        parts += body(t, version, files)
    if office is not None:
        parts.append(municipality_texts.office(t, office))
    return Markup("\n\n").join(parts)


def head(t: Translator, section: Section) -> Markup:
    lines = [Markup("📚 <b>{}</b>").format(naming.title(t, section))]
    words = naming.wording(t, section)
    if words:
        lines.append(Markup("<i>{}</i>").format(words[:1].upper() + words[1:]))
    return Markup("\n").join(lines)


def _dates(t: Translator, shelf: Shelf, version: Version | None) -> Markup:
    since = version.published_at if version else shelf.known_since
    lines = [t("📅 Published: {day}", day=naming.day(t, since))]
    if shelf.checked_at and since and shelf.checked_at > since:
        lines.append(t("☑️ The office looked: it still holds, {day}", day=naming.day(t, shelf.checked_at)))
    if shelf.state is State.STALE:
        lines.append(t("⏳ It is rather old. The office has to renew it."))
    return Markup("\n").join(lines)


def _missing(t: Translator, shelf: Shelf, *, asked: bool) -> Markup:
    lines = [t("There is nothing here yet, we are sorry.")]
    if shelf.section.mandatory:
        lines.append(t("By the rules it must be open to all."))
    if shelf.asked_at and shelf.waiting:
        since = naming.day(t, shelf.asked_at)
        lines.append(
            t.plural(
                "🙋 {count} resident has asked for it since {day}.",
                "🙋 {count} residents have asked for it since {day}.",
                shelf.waiting,
                day=since,
            )
        )
    if asked:
        lines.append(t("You asked too. You will be told when it appears."))
    else:
        lines.append(t("Ask for it below: the office will see it, and you will be told when it appears."))
    return Markup("\n").join(lines)


def _other_language(t: Translator, code: str, *, asked: bool) -> Markup:
    line = t("So far only in this language: {language}.", language=naming.language(code))
    return line + Markup(" {}").format(t("You asked for yours.")) if asked else line


def body(t: Translator, version: Version, files: Sequence[FileWords]) -> list[Markup]:
    """What was published: words, link, files."""
    parts = []
    if version.text:
        parts.append(Markup(version.text))  # noqa: S704 - cleaned when it was published
    if version.link:
        parts.append(link(t, version.link))
    if files:
        parts.append(Markup("\n").join(naming.file_lines(t, files)))
    return parts


def link(t: Translator, address: str) -> Markup:
    return t("🔗 {link}", link=address)


def files_button(t: Translator, count: int) -> Markup:
    return t.plural("📎 Get the file", "📎 Get the files", count)


def language_button(t: Translator, code: str) -> Markup:
    return t("🌐 {language}", language=naming.language(code))


def earlier_button(t: Translator) -> Markup:
    return t("🕘 Earlier ones")


def ask_button(t: Translator, *, translation: bool) -> Markup:
    """`translation`: it is there, but not in the reader's language."""
    return t("🙋 I need it in my language") if translation else t("🙋 I need this")


def asked(t: Translator, *, new: bool) -> Markup:
    if not new:
        return t("You have asked for it already; it is counted once. You will be told when it appears.")
    return t("🙋 Thank you, your request is counted. You will be told when it appears.")


def files_head(t: Translator, section: Section, version: Version) -> Markup:
    return t("📎 {title}, {day}", title=naming.title(t, section), day=naming.day(t, version.published_at))


def section_of(t: Translator) -> Markup:
    return t("⬅️ To the section")


# Earlier versions


def versions_head(t: Translator, section: Section, count: int) -> Markup:
    name = naming.title(t, section)
    return t.plural(
        "🕘 <b>{title}</b>\n{count} was published here, the newest first.",
        "🕘 <b>{title}</b>\n{count} were published here, the newest first.",
        count,
        title=name,
    )


def version_button(t: Translator, version: Version) -> str:
    mark = "🚫" if version.withdrawn_at else "📄"
    return f"{mark} {t.date(version.published_at)} · {naming.language(version.language)}"


def version_card(
    t: Translator, section: Section, version: Version, files: Sequence[FileWords], *, newer: datetime | None
) -> Markup:
    """`newer`: when the one after it was published."""
    lines = [
        head(t, section),
        t("📅 Published: {day}", day=naming.day(t, version.published_at)),
    ]
    if newer:
        lines.append(t("A newer one was published: {day}", day=naming.day(t, newer)))
    return Markup("\n\n").join([Markup("\n").join(lines), *body(t, version, files)])


# Searching


def ask_words(t: Translator) -> Markup:
    return t("🔎 What are you looking for? Write one or two words, like «budget» or «vacancies».")


def found(t: Translator, words: str, count: int) -> Markup:
    return t.plural(
        "🔎 «{words}»: {count} section found.",
        "🔎 «{words}»: {count} sections found.",
        count,
        words=words,
    )


def understood(t: Translator, words: str) -> Markup:
    return t(
        "🔎 «{words}»: this may be what you look for. If you want to write to the office: /appeal",
        words=words,
    )


def not_found(t: Translator, words: str) -> Markup:
    return t(
        "🔎 «{words}»: nothing found. Try another word or look through the list. You can also ask the "
        "office: /appeal",
        words=words,
    )


def too_many_letters(t: Translator) -> Markup:
    return t("Please write just one or two words.")


# Told unasked


def appeared(t: Translator, section: Section, version: Version) -> Markup:
    line = t("📚 What you asked for is there: <b>{title}</b>", title=naming.title(t, section))
    if version.language != t.language:
        return line + Markup("\n{}").format(_other_language(t, version.language, asked=False))
    return line


def open_button(t: Translator) -> Markup:
    return t("📄 Open it")
