"""Ready questionnaires, to be taken as they are or changed."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.areas.surveys.questionnaire.content import Questionnaire

FOLDER = Path(__file__).parent / "templates"


@cache
def load_templates() -> Mapping[str, Questionnaire]:
    """By their short name, in the order of the files."""
    return {
        path.stem.partition("_")[2]: Questionnaire.from_json(yaml.safe_load(path.read_text("utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    }
