"""Ready questionnaires, to be taken as they are or changed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.areas.surveys.questionnaire.content import Question, Questionnaire

FOLDER = Path(__file__).parent / "templates"
FILES = Path(__file__).parent / "xlsform"


@cache
def load_templates() -> Mapping[str, Questionnaire]:
    """By their short name, in the order of the files."""
    return {
        path.stem.partition("_")[2]: Questionnaire.from_json(yaml.safe_load(path.read_text("utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    }


def about_who_answers() -> tuple[Question, ...]:
    """Sex and age, worded once: by them results are shown, so that they mean the same in every survey."""
    return tuple(one for one in load_templates()["satisfaction"].questions if one.role is not None)


def load_example() -> Questionnaire:
    """A real one of moderate length, to be looked at by who writes their first."""
    return load_templates()["services"]


@cache
def load_template() -> Questionnaire:
    """One question of each common kind, to be written over in a file."""
    return Questionnaire.from_json(yaml.safe_load((FILES / "template.yaml").read_text("utf-8")))


@cache
def load_help() -> tuple[tuple[str, str], ...]:
    """Lines of explanation for who writes a file, in Kyrgyz and Russian."""
    lines = yaml.safe_load((FILES / "help.yaml").read_text("utf-8"))
    return tuple((line["ky"], line["ru"]) for line in lines)
