"""What the engine itself says; every other word belongs to an area."""

from markupsafe import Markup

from bot.core.i18n import Translator


def go_on(t: Translator) -> Markup:
    return t("Continue")


def done(t: Translator) -> Markup:
    return t("✔️ Done")


def skip(t: Translator) -> Markup:
    return t("Skip")


def back(t: Translator) -> Markup:
    return t("⬅️ Back")


def leave_it(t: Translator) -> Markup:
    """Of an answer that could be changed."""
    return t("✔️ Leave it so")


def cancel(t: Translator) -> Markup:
    return t("✖️ Cancel")


def more(t: Translator, page: int, pages: int) -> Markup:
    return t("More ▶️ ({page} of {pages})", page=page, pages=pages)


def tap_a_button(t: Translator) -> Markup:
    return t("Please tap one of the buttons below.")


def choose_from_buttons(t: Translator) -> Markup:
    return t("I did not find this in the list. Please tap one of the buttons below.")


def choose_at_least(t: Translator, count: int) -> Markup:
    return t.plural("Please choose at least {count}.", "Please choose at least {count}.", count)


def kept(t: Translator) -> Markup:
    return t("Your answers are kept. You can go on whenever you like.")


def throw_away(t: Translator) -> Markup:
    return t("🗑 Throw them away")


def what_for(t: Translator, title: str) -> Markup:
    """Of a group or a channel that the bot was brought into."""
    return t("I am in «{title}» now. What is it for?", title=title)


def not_here(t: Translator) -> Markup:
    """On a button in a group."""
    return t("This button does nothing any more.")


def open_our_chat(t: Translator) -> Markup:
    """On a button in a group: what was asked for can't be brought."""
    return t("Please open your own chat with me first, press Start, and tap here again.")


def tap_a_day(t: Translator) -> Markup:
    return t("Please tap a day, or write it like 25.12.")


def write_a_time(t: Translator) -> Markup:
    return t("Please tap an hour, or write it like 14:30.")


def send_a_place(t: Translator) -> Markup:
    return t("Please send the place on the map with 📎, or paste a link to it.")


def please_type(t: Translator) -> Markup:
    return t("Please write the answer as a message.")


def please_send_file(t: Translator) -> Markup:
    return t("Please send the file here, or tap a button below.")


def file_kept(t: Translator, count: int) -> Markup:
    return t.plural(
        "📎 {count} file is kept. Now the words, please.",
        "📎 {count} files are kept. Now the words, please.",
        count,
    )


def files_so_far(t: Translator, count: int, limit: int) -> Markup:
    return t.plural(
        "📎 {count} file so far, of {limit} at most.",
        "📎 {count} files so far, of {limit} at most.",
        count,
        limit=limit,
    )


def past(t: Translator) -> Markup:
    return t("This button is from an earlier question. Nothing was changed.")


def one_more(t: Translator) -> Markup:
    """To an old button for the end, after a change that asks for more."""
    return t("One more question first, please.")


def cancelled(t: Translator) -> Markup:
    return t("Cancelled. Nothing was sent.")


def nothing_to_cancel(t: Translator) -> Markup:
    return t("There is nothing to cancel.")


def went_wrong(t: Translator) -> Markup:
    return t("Sorry, something went wrong on our side. What you entered is kept. Please try once more.")


def unfinished(t: Translator) -> Markup:
    return t("You have an unfinished form. You can go on where you stopped.")


def kept_for_later(t: Translator) -> Markup:
    return t("What you began is kept.")


def menu(t: Translator) -> Markup:
    return t("☰ Menu")


def go_on_with_form(t: Translator) -> Markup:
    return t("▶️ Go on")


def album_kept(t: Translator) -> Markup:
    return t("📎 What you sent is kept. Now please write the words.")


def files_arrive(t: Translator, _count: int, limit: int) -> Markup:
    return t("📎 The files are being added, {limit} at most.", limit=limit)


def no_file_here(t: Translator) -> Markup:
    return t("A file can't be added here. Please write the answer in words.")


def enough_files(t: Translator, most: int) -> Markup:
    return t.plural(
        "Only {count} file can be added. The ones after it were not taken.",
        "Only {count} files can be added. The ones after them were not taken.",
        most,
    )


def words_left_out(t: Translator) -> Markup:
    return t("📎 The file is added, the words under it are not.")


def parts_joined(t: Translator) -> Markup:
    return t("The long text came in parts. They are joined into one.")


def is_that_all(t: Translator) -> Markup:
    return t("The text is long. If more of it comes, send it; if that was all, tap «Done».")


def opened_before(t: Translator) -> Markup:
    """To a tap for a message that we can't give any more."""
    return t("You have received this message already, or it is no longer kept. What is new: /menu")
