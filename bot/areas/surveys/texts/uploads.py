"""What becomes of files that the office sent."""

from markupsafe import Markup

from bot.core.i18n import Translator


def ask_form(t: Translator) -> Markup:
    return t(
        "Send the questionnaire as an Excel file (XLSForm) with 📎. "
        "Here are a template with explanations and an example."
    )


def ask_again(t: Translator) -> Markup:
    return t("Please send an Excel file (.xlsx) with 📎.")


def is_read(t: Translator) -> Markup:
    return t("⏳ The file has come. I am reading it and will write at once.")


def form_read(t: Translator, count: int) -> Markup:
    return t.plural(
        "✅ The questionnaire is read: {count} question. Look through it, then try it.",
        "✅ The questionnaire is read: {count} questions. Look through it, then try it.",
        count,
    )


def refused(t: Translator, listed: Markup) -> Markup:
    head = t("❗ The questionnaire was not taken. Please mend this in the file and send it again:")
    return Markup("{}\n\n{}").format(head, listed)


def not_fetched(t: Translator) -> Markup:
    return t("❗ The file could not be loaded. Please send it once more.")


def open_button(t: Translator) -> Markup:
    return t("📝 Open it")


def to_forms(t: Translator) -> Markup:
    return t("⬅️ Questionnaires")


def template_name(t: Translator) -> str:
    return str(t("Template"))


def example_name(t: Translator) -> str:
    return str(t("Example"))


def unreadable(t: Translator) -> Markup:
    return t(
        "⚠️ I could not read this file; the fault is ours. Save it anew in Excel and send it again, please."
    )
