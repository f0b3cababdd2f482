"""What those who keep the register read."""

from datetime import date

from markupsafe import Markup

from bot.areas.initiatives.models import Initiative, InitiativeKind, InitiativeStage
from bot.areas.initiatives.queries import Figures
from bot.areas.initiatives.rules import SUPPORTED_KINDS
from bot.areas.initiatives.service import Draft
from bot.areas.initiatives.texts import naming
from bot.areas.municipality.legal import LegalValues
from bot.core.i18n import Translator


def label(t: Translator) -> Markup:
    return t("🤝 Initiatives: register")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t("🤝 <b>Register of initiatives</b>\nNothing is registered yet.")
    return t("🤝 <b>Register of initiatives</b>\nThose not decided yet come first.")


def new_button(t: Translator) -> Markup:
    return t("➕ Register")


def plan_button(t: Translator) -> Markup:
    return t("📊 The year's plan")


def public_button(t: Translator) -> Markup:
    return t("👁 As residents see it")


def to_list(t: Translator) -> Markup:
    return t("🤝 Register")


def to_card(t: Translator) -> Markup:
    return t("🤝 This initiative")


def to_menu(t: Translator) -> Markup:
    return t("🗂 Work menu")


def stage_button(t: Translator, stage: InitiativeStage) -> str:
    name = {
        InitiativeStage.REFUSED: t("Not supported"),
        InitiativeStage.WITHDRAWN: t("Taken back"),
    }.get(stage) or naming.stage(t, stage)
    return f"{naming.sign(stage)} {name[:1].upper()}{name[1:]}"


def answer_mandate_button(t: Translator) -> Markup:
    return t("🏛 The mandate's answer")


def signatures_button(t: Translator) -> Markup:
    return t("✍️ Count signatures")


def change_button(t: Translator) -> Markup:
    return t("✏️ Set right")


# Registering


def ask_kind(t: Translator) -> Markup:
    return t("🤝 What is registered?")


def ask_title(t: Translator, proposal: str | None) -> Markup:
    if proposal:
        return t(
            "It comes from a mandate: «{text}»\n\n"
            "Please write a short title in Kyrgyz. Everybody will see it.",
            text=proposal,
        )
    return t("Please write a short title in Kyrgyz. Everybody will see it.")


def ask_title_ru(t: Translator) -> Markup:
    return t("The title in Russian? You may skip this.")


def ask_about(t: Translator) -> Markup:
    return t("What is proposed, and why? In a few sentences, for everybody to read.")


def ask_put_forward(t: Translator) -> Markup:
    return t("Who put it forward?")


def ask_initiator(t: Translator) -> Markup:
    return t(
        "How are they called? For example: the initiative group of Lenin street, 9 people. "
        "Everybody will see it, so name private people only if they agree."
    )


def ask_village(t: Translator) -> Markup:
    return t("Which village is it for?")


def whole(t: Translator) -> Markup:
    return t("The whole municipality")


def ask_amount(t: Translator) -> Markup:
    return t("How much money is asked for, in som? For example 450 000 or 1,5 млн. Skip if none.")


def ask_signatures(t: Translator, needed: int | None) -> Markup:
    if needed is None:
        return t("How many signatures are on paper so far? Skip if none.")
    return t(
        "How many signatures are on paper so far? The law asks for {needed} here. Skip if none.",
        needed=t.number(needed),
    )


def ask_files(t: Translator, kind: InitiativeKind) -> Markup:
    if kind is not InitiativeKind.NORM_MAKING:
        return t("Papers and photos of it? Send them here, or skip. Everybody can open them.")
    return t("The draft act and other papers? Send them here, or skip. Everybody can open them.")


def preview(t: Translator, draft: Draft, needed: int | None) -> Markup:
    """All that everybody will read; what can't be set right afterwards most of all: the kind, who."""
    lines = [Markup("<b>{}</b>").format(draft.title_ky)]
    if draft.title_ru:
        lines.append(Markup("<b>{}</b>").format(draft.title_ru))
    lines += [
        Markup("{} · {}").format(naming.kind(t, draft.kind), naming.initiator(t, draft.put_forward_by)),
        Markup("\n{}\n").format(draft.about),
        t("👤 Put forward by: {name}", name=draft.initiator),
    ]
    if draft.amount is not None:
        lines.append(t("💰 Asked for: {amount}", amount=naming.money(t, draft.amount)))
    if needed is not None:
        lines.append(
            t(
                "✍️ Signatures on paper: {have} of {needed}",
                have=t.number(draft.signatures),
                needed=t.number(needed),
            )
        )
    if draft.kind in SUPPORTED_KINDS:
        lines += [Markup(""), t("Register it? Residents see it at once and can support it.")]
    else:
        lines += [Markup(""), t("Register it? Residents see it at once.")]
    return Markup("\n").join(lines)


def register_button(t: Translator) -> Markup:
    return t("✅ Register it")


def registered(t: Translator, initiative: Initiative) -> Markup:
    return t("✅ Registered: № {number}", number=naming.number(initiative))


# Stages


def ask_day(t: Translator, stage: InitiativeStage) -> Markup:
    return t("«{stage}»: on which day?", stage=naming.stage(t, stage))


def day_wrong(t: Translator, first: date, last: date) -> Markup:
    return t("Please choose a day from {first} to {last}.", first=t.date(first), last=t.date(last))


def ask_note(t: Translator, stage: InitiativeStage) -> Markup:
    if stage is InitiativeStage.REFUSED:
        return t("Why was it not supported? Everybody will read the reason.")
    if stage is InitiativeStage.DONE:
        return t("What was done? One or two sentences for everybody, or skip.")
    return t("A word about it for everybody? You may skip this.")


def ask_act_number(t: Translator) -> Markup:
    return t("The number of the act?")


def ask_act_day(t: Translator) -> Markup:
    return t("The day of the act?")


def ask_spent(t: Translator) -> Markup:
    return t("How much was spent, in som? Skip if nothing.")


def ask_photos(t: Translator) -> Markup:
    return t("Photos of the finished work: please send them here. Residents believe what they see.")


def stage_noted(t: Translator, told: int) -> Markup:
    if not told:
        return t("✅ Noted.")
    return t.plural(
        "✅ Noted. {count} resident who supports it is told.",
        "✅ Noted. {count} residents who support it are told.",
        told,
    )


# Setting right


def ask_part(t: Translator) -> Markup:
    return t("What shall be set right?")


def part_name(t: Translator, part: str) -> Markup:
    return {
        "title_ky": t("The title in Kyrgyz"),
        "title_ru": t("The title in Russian"),
        "about": t("What is proposed"),
        "initiator": t("Who put it forward"),
        "amount": t("The money asked for"),
        "files": t("The papers"),
    }[part]


def ask_count(t: Translator, initiative: Initiative) -> Markup:
    if initiative.signatures_needed is None:
        return t("✍️ How many signatures are on paper now?")
    return t(
        "✍️ How many signatures are on paper now? {needed} are needed, {have} were counted last.",
        needed=t.number(initiative.signatures_needed),
        have=t.number(initiative.signatures),
    )


# The plan


def plan(t: Translator, found: Figures, legal: LegalValues) -> Markup:
    lines = [
        t("📊 <b>Initiatives in {year}</b>", year=found.year),
        Markup(""),
        t("<b>2.2 Local initiatives</b>"),
        t(
            "registered {registered}, supported {supported}, carried out {done}",
            registered=t.number(found.local_registered),
            supported=t.number(found.local_supported),
            done=t.number(found.local_done),
        ),
        _against(t, found.local_done, legal.local_initiatives_min),
        Markup(""),
        t("<b>2.3 Norm-making initiatives</b>"),
        t(
            "initiated {initiated}, approved {approved}",
            initiated=t.number(found.acts_initiated),
            approved=t.number(found.acts_approved),
        ),
        _against(t, found.acts_approved, legal.norm_acts_min),
        Markup(""),
        t("<b>2.4 Projects of self-government (TPSG)</b>"),
        t(
            "registered {registered}, carried out {done}",
            registered=t.number(found.tpsg_registered),
            done=t.number(found.tpsg_done),
        ),
        _against(t, found.tpsg_done, legal.tpsg_projects_min),
        Markup(""),
        t("💰 Spent: {amount}", amount=naming.money(t, found.spent)),
        t("👍 Support from residents: {count}", count=t.number(found.supporters)),
    ]
    return Markup("\n").join(lines)


def _against(t: Translator, have: int, least: int | None) -> Markup:
    if least is None:
        return t("The plan's number isn't set yet in the municipality's file.")
    sign = "✅" if have >= least else "⏳"
    return Markup("{} {}").format(
        sign, t("{have} of the {least} in the plan", have=t.number(have), least=t.number(least))
    )


def year_button(year: int) -> str:
    return f"📊 {year}"
