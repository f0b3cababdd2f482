"""The first meeting."""

from markupsafe import Markup

from bot.areas.municipality import texts as municipality_texts
from bot.areas.municipality.legal import LegalValues
from bot.areas.municipality.models import Municipality
from bot.core.i18n import Translator


def choose_language() -> Markup:
    """In both languages at once: nobody's language is known yet."""
    return Markup("🌐 Тилди тандаңыз\n🌐 Выберите язык")


def consent(t: Translator, municipality: Municipality | None) -> Markup:
    """Purpose, what is kept, where the servers are, how to delete. A change of meaning raises the version."""
    return t(
        "<b>{municipality}</b> will tell you here about its work, hearings, surveys and urgent news.\n\n"
        "For this we keep your address in this app, your language, your village and what you choose. "
        "We ask neither your name nor your documents.\n\n"
        "Telegram and WhatsApp keep messages on servers abroad.\n\n"
        "You can delete everything at any time: /mydata\n\n"
        "Do you agree?",
        municipality=_name(t, municipality),
    )


def details(t: Translator, municipality: Municipality | None) -> Markup:
    """Law No. 58 of 14 April 2008: who keeps what, for what, how long."""
    text = t(
        "<b>What happens to your data</b>\n\n"
        "• <b>What is kept:</b> your address in Telegram or WhatsApp (in WhatsApp it is your telephone "
        "number), your language, villages and topics, and when you chose or changed them.\n"
        "• <b>What for:</b> only to send you what you subscribed to.\n"
        "• <b>Who sees it:</b> it is given to nobody. The staff see how many subscribers there are, "
        "not who they are.\n"
        "• <b>How long:</b> until you delete it. /mydata shows, gives you and deletes everything.\n"
        "• <b>Your right:</b> you may take your consent back at any time (Law No. 58 of 14 April 2008 "
        "on personal information)."
    )
    if municipality is None:
        return text
    return Markup("\n\n").join([text, municipality_texts.office(t, municipality)])


def agree(t: Translator) -> Markup:
    return t("✅ I agree")


def read_more(t: Translator) -> Markup:
    return t("📄 Read more")


def have_code(t: Translator) -> Markup:
    """Of who is here already, on another phone or in another app."""
    return t("🔢 I have a code")


def later(t: Translator) -> Markup:
    return t("Not now")


def not_now(t: Translator) -> Markup:
    return t("All right. Nothing will be sent to you. When you want to begin, write /start")


def thanks_for_agreeing(t: Translator) -> Markup:
    return t("Thank you, your consent is noted.")


def choose_village(t: Translator) -> Markup:
    return t("🏡 Which village do you live in?")


def confirm_village(t: Translator, village: str) -> Markup:
    return t("🏡 Do you want to get the news of this village?\n\n<b>{village}</b>", village=village)


def yes(t: Translator) -> Markup:
    return t("✅ Yes")


def other_village(t: Translator) -> Markup:
    return t("Another village")


def village_chosen(t: Translator, village: str) -> Markup:
    return t("🏡 Your village: <b>{village}</b>", village=village)


def subscribed(t: Translator, legal: LegalValues) -> Markup:
    """What will come, how often, how to stop."""
    return t(
        "Done, you are subscribed! 🎉\n\n"
        "On day {day} of every month you will read here what was done in the month before, and once a "
        "quarter a summary. In between come only notices of hearings, surveys and important news.\n\n"
        "To stop, write <b>stop</b>. To choose topics: /topics",
        day=legal.monthly_bulletin_day,
    )


def without_village(t: Translator) -> Markup:
    return t("You have not chosen a village yet, so no news will come.")


def _name(t: Translator, municipality: Municipality | None) -> str:
    return municipality.name(t.language) if municipality else "Жарчы"
