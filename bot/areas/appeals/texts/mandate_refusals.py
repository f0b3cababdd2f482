"""Why something about mandates was refused, and what to do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.areas.appeals.texts import deputies as deputy_texts
from bot.core.errors import Refused
from bot.core.i18n import Translator

REFUSALS: Mapping[str, Callable[[Translator, Refused], Markup]] = {
    "appeals:no_deputy": lambda t, _: t(
        "This deputy is not in this district any more. Please begin again: /deputy"
    ),
    "appeals:no_district": lambda t, _: t("There is no such district any more. Please choose again: /deputy"),
    "appeals:plan_day": lambda t, _: deputy_texts.wrong_plan_day(t),
    "appeals:report_day": lambda t, refused: deputy_texts.wrong_report_day(
        t, refused.data["first"], refused.data["last"]
    ),
    "appeals:file_large": lambda t, refused: t(
        "This file is too large: at most {most} MB. Please send a smaller one.", most=refused.data["most"]
    ),
}
