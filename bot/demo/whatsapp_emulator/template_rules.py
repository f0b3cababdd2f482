"""What Meta asks of a template that is submitted.

developers.facebook.com/documentation/business-messaging/whatsapp/templates
"""

import re
from itertools import pairwise
from typing import Any

from bot.demo.whatsapp_emulator.checks import list_of, text_of
from bot.demo.whatsapp_emulator.errors import ApiError, NotEmulated

LONGEST_TEMPLATE_BODY = 1024
LONGEST_SHORT = 60
LONGEST_BUTTON = 25
MOST_BUTTONS = 10
CATEGORIES = ("AUTHENTICATION", "MARKETING", "UTILITY")
# Those of developers.facebook.com/documentation/business-messaging/whatsapp/templates/supported-languages
_LANGUAGES = """
af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs da prs_AF nl
nl_BE en en_GB en_US en_AE en_AU en_CA en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_ZA
et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga it ja kn kk
rw_RW ko ky_KG lo lv lt mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR
es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur uz vi zu
"""
LANGUAGES = frozenset(_LANGUAGES.split())
_NAME = re.compile(r"[a-z0-9_]{1,512}")
_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NAMED = re.compile(r"[a-z][a-z0-9_]*")
_EMOJI_OR_MARK = re.compile(r"[*_~`\n\U0001F000-\U0001FAFF\u2600-\u27BF]")
_KINDS = {"HEADER", "BODY", "FOOTER", "BUTTONS"}
Component = dict[str, Any]


def variables_in(text: str) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(_VARIABLE.findall(text)))


def check_template(request: dict[str, Any]) -> None:
    """Raises `ApiError`."""
    name = text_of(request, "name", "name", 512)
    if not _NAME.fullmatch(name):
        raise _refused(
            2388042, "Invalid name", "Template names hold lowercase letters, digits and underscores."
        )
    if request.get("language") not in LANGUAGES:
        raise ApiError(100, message=f"Param language must be one of {{{', '.join(sorted(LANGUAGES))}}}.")
    category = str(request.get("category", "")).upper()
    if category not in CATEGORIES:
        raise ApiError(100, message=f"Param category must be one of {{{', '.join(CATEGORIES)}}}.")
    if category == "AUTHENTICATION":
        raise NotEmulated("authentication templates")
    form = str(request.get("parameter_format", "POSITIONAL")).upper()
    components = list_of(request, "components", "components")
    kinds = [str(component.get("type", "")).upper() for component in components]
    if kinds.count("BODY") != 1 or len(set(kinds)) < len(kinds):
        raise _expected("components", "exactly one BODY, and each other component at most once")
    for component, kind in zip(components, kinds, strict=True):
        if kind not in _KINDS:
            raise NotEmulated(f"template component {kind}")
        _CHECKS[kind](component, form)


def _body(component: Component, form: str) -> None:
    text = _sized(component, "BODY", LONGEST_TEMPLATE_BODY)
    if re.search(r"\n{3,}|\t| {5,}", text):
        raise _refused(2388072, "Message body is incorrect", "Too many line breaks or spaces in a row.")
    variables = _checked_variables(text, named=form == "NAMED")
    _check_words(text, variables)
    example = component.get("example", {})
    given: list[Any] = next(iter(example.get("body_text", [])), [])
    if form == "NAMED":
        given = example.get("body_text_named_params", [])
    if len(given) != len(variables):
        raise _expected("BODY", "example")


def _header(component: Component, form: str) -> None:
    shape = str(component.get("format", "")).upper()
    example = component.get("example", {})
    if shape in {"IMAGE", "VIDEO", "DOCUMENT"}:
        if not example.get("header_handle"):
            raise _expected("HEADER", "example")
        return
    if shape != "TEXT":
        raise NotEmulated(f"template header {shape}")
    text = _sized(component, "HEADER", LONGEST_SHORT)
    if _EMOJI_OR_MARK.search(_VARIABLE.sub("", text)):
        raise _refused(
            2388072, "Header is incorrect", "No line breaks, emojis, asterisks or marks in a header."
        )
    variables = variables_in(text)
    if len(variables) > 1:
        raise _refused(2388047, "Header is incorrect", "A header holds at most one variable.")
    given = example.get("header_text_named_params" if form == "NAMED" else "header_text", [])
    if len(given) != len(variables):
        raise _expected("HEADER", "example")


def _footer(component: Component, _form: str) -> None:
    if variables_in(_sized(component, "FOOTER", LONGEST_SHORT)):
        raise _refused(2388073, "Footer is incorrect", "A footer can't hold variables.")


def _buttons(component: Component, _form: str) -> None:
    buttons = list_of(component, "buttons", "buttons")
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        raise _expected("BUTTONS", f"1 to {MOST_BUTTONS} buttons")
    kinds = [str(button.get("type", "")).upper() for button in buttons]
    for button, kind in zip(buttons, kinds, strict=True):
        if kind not in {"QUICK_REPLY", "URL", "PHONE_NUMBER"}:
            raise NotEmulated(f"template button {kind}")
        text = text_of(button, "text", "buttons['text']", LONGEST_BUTTON)
        if variables_in(text) or "\n" in text:
            raise _refused(2388060, "Button is incorrect", "Buttons can't hold variables or line breaks.")
        if kind == "URL":
            _check_link(button)
    if len({button["text"] for button in buttons}) < len(buttons):
        raise _refused(2388060, "Button is incorrect", "Two buttons can't have the same text.")
    # Quick replies stand together, before or after the others.
    quick = [kind == "QUICK_REPLY" for kind in kinds]
    if sum(before != after for before, after in pairwise(quick)) > 1:
        raise _refused(2388060, "Button is incorrect", "Quick replies must be grouped together.")


_CHECKS = {"BODY": _body, "HEADER": _header, "FOOTER": _footer, "BUTTONS": _buttons}


def _check_link(button: Component) -> None:
    link = text_of(button, "url", "buttons['url']", 2000)
    variables = variables_in(link)
    if not variables:
        return
    if variables != ["1"] or not link.endswith("}}"):
        raise _refused(2388060, "Button is incorrect", "A link holds one variable, at its end.")
    if not button.get("example"):
        raise _expected("BUTTONS", "example")


def _sized(component: Component, kind: str, limit: int) -> str:
    text = str(component.get("text") or "")
    if not text.strip():
        raise _expected(kind, "text")
    if len(text) > limit:
        raise _refused(
            2388040,
            "Character Limit Exceeded",
            f"The {kind.title()} field exceeds the {limit} character limit.",
        )
    return text


def _checked_variables(text: str, *, named: bool) -> list[str]:
    variables = variables_in(text)
    wanted = [str(number) for number in range(1, len(variables) + 1)]
    fit = all(_NAMED.fullmatch(name) for name in variables) if named else sorted(variables, key=len) == wanted
    if not fit or text.count("{{") != len(_VARIABLE.findall(text)):
        raise _refused(
            2388072, "Message body is incorrect", "Variables must be numbered {{1}}, {{2}} and on."
        )
    bare = text.strip()
    if bare.startswith("{{") or bare.endswith("}}"):
        raise _refused(
            2388299,
            "Leading or trailing params not allowed",
            "Variables can't be at the start or end of the template.",
        )
    return variables


def _check_words(text: str, variables: list[str]) -> None:
    """Meta wants more words of its own for every variable; it does not publish how many.

    Twilio's rules for the same review say 2x + 1 words for x variables.
    """
    words = re.findall(r"\w+", _VARIABLE.sub(" ", text))
    if variables and len(words) < 2 * len(variables) + 1:
        raise _refused(
            2388293,
            "Parameters words ratio exceeds limit",
            "This template has too many variables for its length. Reduce the number of variables or "
            "increase the message length.",
        )


def _refused(subcode: int, title: str, words: str) -> ApiError:
    return ApiError(100, message="Invalid parameter", subcode=subcode, user=(title, words))


def _expected(kind: str, field: str) -> ApiError:
    title = 'Message template "components" param is missing expected field(s)'
    return _refused(2388043, title, f"component of type {kind} is missing expected field(s) ({field})")
