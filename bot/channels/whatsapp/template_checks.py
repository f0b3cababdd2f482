"""What Meta asks of a template, looked over before it is submitted: a refusal takes a day."""

import re
from collections.abc import Iterator

from bot.channels.whatsapp.templates import CODES, MARKETING, UTILITY, Template
from bot.core.messages import SUMMARY_LETTERS
from bot.core.richtext import units

BODY = 1024
SHORT = 60
BUTTON = 25
LONGEST_NAME = 200
_NAME = re.compile(r"[a-z0-9_]{1,512}")
_VARIABLE = re.compile(r"\{\{(.*?)\}\}")


def mistakes(template: Template) -> list[str]:
    """A sentence for each; none is as it must be."""
    return list(_mistakes(template))


def _mistakes(template: Template) -> Iterator[str]:
    body, variables = template.body, _VARIABLE.findall(template.body)
    if not _NAME.fullmatch(template.name):
        yield "the name holds more than lowercase letters, digits and underscores"
    if template.code not in CODES.values() or template.category not in (UTILITY, MARKETING):
        yield "its language or category is none of ours"
    if variables != ["1", "2"]:
        yield "the variables are not {{1}} and {{2}}, each once and in this order"
    if body.strip() != body or body.startswith("{{") or body.endswith("}}"):
        yield "the text begins or ends with a variable or a space"
    if len(re.findall(r"\w+", _VARIABLE.sub(" ", body))) < 2 * len(variables) + 1:
        yield "the text has too few words for its variables"
    if re.search(r"\n{3,}|\t| {5,}|\}\}\s*\{\{", body):
        yield "too many line breaks or spaces in a row, or variables side by side"
    if units(_VARIABLE.sub("", body)) + LONGEST_NAME + 2 * SUMMARY_LETTERS > BODY:
        yield f"the filled text may be longer than {BODY} characters"
    if template.footer and (units(template.footer) > SHORT or "{{" in template.footer):
        yield f"the footer is longer than {SHORT} characters or holds a variable"
    if not 0 < units(template.button) <= BUTTON or "{{" in template.button:
        yield f"the button is longer than {BUTTON} characters or holds a variable"
