"""What the office is asked while it works on an appeal, and what it is told then."""

from markupsafe import Markup

from bot.areas.appeals.models import Appeal, AppealTopic, Outcome
from bot.areas.appeals.texts import naming, office
from bot.core.i18n import Translator


def ask_question(t: Translator) -> Markup:
    return t(
        "What would you like to ask the author? Write it or say it in a voice message. They see neither your "
        "number nor your name."
    )


def asked(t: Translator) -> Markup:
    return t("❓ The author is asked. You will be told as soon as they reply.")


def ask_note(t: Translator) -> Markup:
    return t("What should your colleagues know? The author does not see this.")


def noted(t: Translator) -> Markup:
    return t("📝 The note is kept.")


def which_topic(t: Translator, appeal: Appeal) -> Markup:
    return t("What is it about? {title}", title=naming.title(t, appeal))


def sorted_as(t: Translator, topic: AppealTopic) -> Markup:
    return t("🏷 The topic is: {topic}", topic=naming.topic(t, topic))


def ask_whose(t: Translator) -> Markup:
    return t("Whose matter is it? Please write the name of the body, so that the author knows where to go.")


def ask_their_telephone(t: Translator) -> Markup:
    return t("Their telephone or address, if you know it:")


def check_forward(t: Translator, whose: str, telephone: str | None) -> Markup:
    body = Markup("<b>{}</b>").format(whose)
    called = Markup("\n📞 {}").format(telephone) if telephone else Markup("")
    return t(
        "➡️ The author will read that this is not ours but belongs here, and the appeal is closed:\n\n{body}"
        "\n\nPlease send it there yourself: the bot can't.",
        body=body + called,
    )


def send_forward(t: Translator) -> Markup:
    return t("➡️ Yes, pass it on")


def forwarded(t: Translator, whose: str) -> Markup:
    return t("➡️ Passed on to {whose}. The author is told.", whose=whose)


def same_as_which(t: Translator, appeal: Appeal) -> Markup:
    return t(
        "With which appeal should it be handled? It then gets the same answer. {title}",
        title=naming.title(t, appeal),
    )


def same_button(appeal: Appeal) -> str:
    return f"№ {appeal.number}"


def same_row(appeal: Appeal) -> str:
    return office.short(f"{same_button(appeal)} {appeal.text or '🎤 📷'}", 140)


def by_number_button(t: Translator) -> Markup:
    return t("🔢 By its number")


def ask_number(t: Translator) -> Markup:
    return t("Please write the number, for example 26-0417-7:")


def joined(t: Translator, first: Appeal) -> Markup:
    return t("🔗 From now on both are handled together, as № {number}.", number=first.number)


def joined_already(t: Translator) -> Markup:
    return t("It is handled together with another. Should it go its own way again?")


def part_button(t: Translator) -> Markup:
    return t("✂️ Yes, by itself")


def parted(t: Translator) -> Markup:
    return t("✂️ It goes its own way again.")


# The answer


def ask_outcome(t: Translator) -> Markup:
    return t("What came of it?")


def ask_answer(t: Translator, which: Outcome) -> Markup:
    if which is Outcome.REFUSED:
        return t("Why can it not be done? Please write the reason, so that the author understands it.")
    return t("What do you answer the author? Write it, or say it in a voice message.")


def ask_files(t: Translator, *, repaired: bool) -> Markup:
    if repaired:
        return t("📷 Please send a photo of the finished work. Without it the appeal can't be closed.")
    return t("Is there a photo or a paper to go with it? Send it here, or skip this.")


def check_answer(t: Translator, which: Outcome, text: str | None) -> Markup:
    said = Markup("<i>{}</i>").format(text) if text else t("(as a voice message)")
    return t(
        "The author gets this, and the appeal is closed:\n\n<b>{outcome}</b>\n{said}",
        outcome=naming.outcome(t, which),
        said=said,
    )


def send_answer(t: Translator) -> Markup:
    return t("✅ Send the answer")


def answered(t: Translator, appeal: Appeal, *, told: bool) -> Markup:
    if told:
        return t("✅ Answered: {title}. The author has it.", title=naming.title(t, appeal))
    if appeal.author_telephone:
        return t(
            "✅ Answered: {title}. The author has no phone here: please call {telephone}.",
            title=naming.title(t, appeal),
            telephone=appeal.author_telephone,
        )
    return t(
        "✅ Answered: {title}. The author has no phone here: please tell them yourself.",
        title=naming.title(t, appeal),
    )


# What is disputed


def ask_uphold(t: Translator) -> Markup:
    return t("Why does the answer stay? The author reads this.")


def ask_reopen(t: Translator) -> Markup:
    return t("Why is it opened again, and what should be done? The author and the colleague read this.")


def upheld(t: Translator) -> Markup:
    return t("⚖️ The answer stays. The author is told.")


def reopened(t: Translator) -> Markup:
    return t("🔄 It is open again. The author and the colleague are told.")
