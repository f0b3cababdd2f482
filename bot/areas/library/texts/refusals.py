"""Why something was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.library.texts import keeping
from bot.core.errors import Refused
from bot.core.i18n import Translator


def long_text(t: Translator, refused: Refused) -> Markup:
    return t.plural(
        "The text is {count} letter too long. Please shorten it, or send it as a file.",
        "The text is {count} letters too long. Please shorten it, or send it as a file.",
        int(refused.data["excess"]),
    )


def long(t: Translator, refused: Refused) -> Markup:
    return t("That is too long. Please write at most {longest} letters.", longest=refused.data["longest"])


def newer(t: Translator, refused: Refused) -> Markup:
    return keeping.newer(t, refused.data["at"], refused.data["name"])


REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "library:gone": lambda t, _r: t("There is no such section. Please look at the list: /info"),
    "library:empty": lambda t, _r: t("Please write at least a word."),
    "library:long_text": long_text,
    "library:long": long,
    "library:file_too_big": lambda t, _r: t(
        "This file is larger than 20 MB and can't be kept. Please send a smaller one, or a link to it."
    ),
    "library:file_kind": lambda t, _r: t(
        "This kind of file can't be published. Please send PDF, Word, Excel, PowerPoint or a photo."
    ),
    "library:link": lambda t, _r: t("This is no link to a page. Please send one like www.site.kg/budget"),
    "library:nothing": lambda t, _r: t("There is nothing to publish yet: add words, a file or a link."),
    "library:newer": newer,
    "library:nothing_there": lambda t, _r: t("There is nothing here that could still hold."),
    "library:withdrawn": lambda t, _r: t("This version was taken back already."),
    "library:mandatory": lambda t, _r: t(
        "The rules want this section open to all, so it can't be hidden or renamed."
    ),
    "library:title_taken": lambda t, r: t(
        "There is such a section already: «{title}».", title=r.data["title"]
    ),
    "library:enough_sections": lambda t, r: t(
        "There can be {most} own sections at most. Please rename one that isn't needed.", most=r.data["most"]
    ),
    "library:there": lambda t, _r: t("It is there already: please open it with /info"),
}
