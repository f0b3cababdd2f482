"""The office's own register, which names authors."""

from markupsafe import Markup

from bot.core.i18n import Translator


def button(t: Translator) -> Markup:
    return t("🔒 Office's own book")


def ask(t: Translator, period: str) -> Markup:
    return t(
        "🔒 <b>The office's own register, {period}</b>\n\nIt names the authors, with their telephones, and "
        "what was answered. It is only for the office's work: please do not pass it on, put it up or send it "
        "to a group. That you took it is noted in the record of changes. Mandates are not in it: their "
        "authors are known to the deputy alone.",
        period=period,
    )


def make_button(t: Translator) -> Markup:
    return t("🔒 Yes, make it")


def back_button(t: Translator) -> Markup:
    return t("⬅️ Back to numbers")


def ready(t: Translator) -> Markup:
    return t("🔒 The office's own register. It names authors: only for the office.")


def title(t: Translator, period: str) -> str:
    return str(t("The office's own register of appeals, {period}", period=period).unescape())


def sheet(t: Translator) -> str:
    return str(t("For the office").unescape())


def warning(t: Translator) -> str:
    return str(t("ONLY FOR THE OFFICE: it names authors. Do not pass it on.").unescape())


def head(t: Translator) -> tuple[str, ...]:
    names = (
        t("Number"),
        t("Kind"),
        t("Received on"),
        t("Last day"),
        t("Author"),
        t("Telephone"),
        t("Village"),
        t("What about"),
        t("Answered on"),
        t("In hand of"),
        t("State"),
        t("Answer"),
        t("Ended on"),
    )
    return tuple(str(name.unescape()) for name in names)


def passed_to(t: Translator, whose: str) -> str:
    return str(t("passed to {whose}", whose=whose).unescape())


def spoken(t: Translator) -> str:
    return str(t("(voice message)").unescape())
