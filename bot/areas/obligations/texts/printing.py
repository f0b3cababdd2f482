"""Papers of the plan, as they are asked for in the chat."""

from markupsafe import Markup

from bot.core.i18n import Translator


def ask_language(t: Translator) -> Markup:
    return t("🖨 In which language? You get the plan and the calendar, each for Word and as PDF.")


def printed(t: Translator) -> Markup:
    return t("🖨 The plan and the calendar are here.")


def ask_order_language(t: Translator) -> Markup:
    return t("📄 In which language? What isn't known yet is left as a line to write on.")


def order_printed(t: Translator) -> Markup:
    return t("📄 The order is here, for Word and as PDF.")
