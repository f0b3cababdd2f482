"""What typed words stand for: a button's label, its place in a list, a yes or a no."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# In every language at once: people answer in the language they think in, whatever the buttons are in.
_YES = {
    "ky": "ооба, ова, ооп, ии, макул, макулмун, жарайт, болот, болуптур, туура, албетте",
    "ru": "да, ага, угу, хорошо, ладно, согласен, согласна, конечно, подтверждаю, даю согласие",
    "en": "yes, yep, ok, okay, ок, окей, agree, agreed, sure",
}
_NO = {
    "ky": "жок, макул эмесмин, болбойт, кереги жок, керек эмес, азыр эмес, каалабайм",
    "ru": "нет, не, не надо, не нужно, не хочу, не согласен, не согласна, не сейчас, отмена",
    "en": "no, nope, not now, cancel",
}
_NEAREST = str.maketrans("өүңё", "оуне")
_POLITE = frozenset({"рахмат", "спасибо", "пожалуйста", "сураныч", "please", "thanks", "thank", "you"})
_HELLO = (
    "салам саламатсызбы саламатсыздарбы саламатчылык ассалому ассалам алейкум алейкүм привет здравствуйте "
    "здравствуй добрый день вечер утро доброе кутман таң күн кеч кечиңиз hello hi"
)
_GREETINGS = frozenset(_HELLO.split())
YES = frozenset(word for words in _YES.values() for word in words.split(", "))
NO = frozenset(word for words in _NO.values() for word in words.split(", "))


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a step; `value` is a short text or number that the answer keeps."""

    label: str
    value: str


def says_yes(text: str) -> bool:
    """`Ооба, макул!` too, but not `макул эмесмин`."""
    said = _words(text)
    return said in YES or (bool(said) and all(word in YES for word in said.split()))


def says_no(text: str) -> bool:
    said = _words(text)
    return said in NO or (bool(said) and all(word in NO for word in said.split()))


def is_greeting(text: str) -> bool:
    said = _words(text, polite=True).split()
    return bool(said) and all(word in _GREETINGS for word in said)


def is_thanks(text: str) -> bool:
    """`Чоң рахмат!` too."""
    said = _words(text, polite=True).split()
    great = {"чоң", "чон", "большое", "сизге", "вам", "very", "much"}
    return any(word in _POLITE for word in said) and all(word in _POLITE | great for word in said)


def is_courtesy(text: str) -> bool:
    """Nothing is told by it: a greeting, thanks, a sign of approval."""
    signs = bool(text.strip()) and not any(letter.isalnum() for letter in text)
    return signs or is_greeting(text) or is_thanks(text)


def labelled(options: Sequence[Option], text: str) -> str | None:
    """The value of the button whose whole label was typed, its sign left out or not."""
    typed = _words(text, polite=True)
    return next((o.value for o in options if typed and _words(o.label, polite=True) == typed), None)


def listed(options: Sequence[Option], text: str, *, placed: bool = False) -> str | None:
    """People on old phones type the label, a part of it, or its place in the list.

    Where labels begin with figures (times, ages), a number is one of these and no place: «9» is 09:00.
    `placed`: the places stand before the labels all the same.
    """
    typed = folded(text)
    same = [o for o in options if typed and folded(o.label) == typed]
    if typed.isdigit():
        figures = [(one, _figure(one.label)) for one in options]
        if not placed and any(figure is not None for _, figure in figures):
            meant = same or [one for one, figure in figures if figure == int(typed)]
            return meant[0].value if len(meant) == 1 else None
        if 1 <= int(typed) <= len(options):
            return options[int(typed) - 1].value
    near = same or [o for o in options if typed and typed in folded(o.label)]
    return near[0].value if len(near) == 1 else None


def _figure(label: str) -> int | None:
    """The number that a label begins with and that isn't its place in a list."""
    found = re.match(r"\W*([0-9]+)(?![.)]\s)(?![0-9])", label)
    return int(found[1]) if found else None


def folded(text: str) -> str:
    """«кара суу» is Кара-Суу, and «мин булак» Миң-Булак: many keyboards have no ө, ү, ң."""
    return re.sub(r"[\W_]+", "", text.casefold().translate(_NEAREST))


def _words(text: str, *, polite: bool = False) -> str:
    """Without signs and, unless they are wanted, without the words of politeness."""
    found = re.findall(r"[\w-]+", text.casefold())
    return " ".join(word for word in found if polite or word not in _POLITE)
