"""What everybody reads: the list, an initiative, their own support, its stages."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.areas.initiatives.models import Initiative, InitiativeEvent, InitiativeStage
from bot.areas.initiatives.texts import naming
from bot.core.i18n import Translator


def menu_label(t: Translator) -> Markup:
    return t("🤝 Initiatives")


def command(t: Translator) -> Markup:
    return t("Initiatives of residents and deputies: see and support")


def list_head(t: Translator, *, any_found: bool) -> Markup:
    if not any_found:
        return t("🤝 No initiatives are registered yet. When one is, you will find it here.")
    return t(
        "🤝 <b>Initiatives</b>\nWhat residents, deputies and self-government have put forward, and what came "
        "of it. You can support those that are not decided yet."
    )


def card(
    t: Translator,
    initiative: Initiative,
    events: Sequence[InitiativeEvent],
    *,
    village: str | None,
    supporters: int,
    mine: bool,
) -> Markup:
    lines = [
        Markup("🤝 <b>{}</b>").format(initiative.title(t.language)),
        Markup("{} № {}").format(naming.kind(t, initiative.kind), naming.number(initiative)),
        Markup(""),
        Markup("{}").format(initiative.about),
        Markup(""),
        t("👤 Put forward by: {name}", name=initiative.initiator),
    ]
    if village:
        lines.append(t("📍 Village: {name}", name=village))
    if initiative.amount is not None:
        lines.append(t("💰 Asked for: {amount}", amount=naming.money(t, initiative.amount)))
    if initiative.spent is not None:
        lines.append(t("💰 Spent: {amount}", amount=naming.money(t, initiative.spent)))
    lines += signatures(t, initiative)
    if supporters:
        lines.append(
            t.plural(
                "👍 {count} resident supports it here", "👍 {count} residents support it here", supporters
            )
        )
    if initiative.act_number and initiative.act_on:
        lines.append(
            t("📜 Act № {number} of {day}", number=initiative.act_number, day=t.date(initiative.act_on))
        )
    lines += [Markup(""), t("<b>How it goes</b>"), *[event_line(t, one) for one in events]]
    if mine:
        lines += [Markup(""), t("You support it: we tell you of every step.")]
    return Markup("\n").join(lines)


def signatures(t: Translator, initiative: Initiative) -> list[Markup]:
    if initiative.signatures_needed is not None:
        return [
            t(
                "✍️ Signatures on paper: {have} of {needed}",
                have=t.number(initiative.signatures),
                needed=t.number(initiative.signatures_needed),
            )
        ]
    if initiative.signatures:
        return [t("✍️ Signatures on paper: {have}", have=t.number(initiative.signatures))]
    return []


def event_line(t: Translator, event: InitiativeEvent) -> Markup:
    line = Markup("{} {} – {}").format(
        naming.sign(event.stage), t.date(event.on), naming.stage(t, event.stage)
    )
    return Markup("{}: {}").format(line, event.note) if event.note else line


def support_button(t: Translator) -> Markup:
    return t("👍 I support it")


def take_back_button(t: Translator) -> Markup:
    return t("↩️ No longer support")


def files_button(t: Translator) -> Markup:
    return t("📎 Papers and photos")


def list_button(t: Translator) -> Markup:
    return t("🤝 All initiatives")


def more_button(t: Translator) -> Markup:
    return t("More about it")


def files_head(t: Translator, initiative: Initiative) -> Markup:
    return t("📎 Papers and photos: {title}", title=initiative.title(t.language))


def supported(t: Translator, initiative: Initiative, *, new: bool) -> Markup:
    first = (
        t("👍 Thank you, your support is counted.")
        if new
        else t("👍 You support it already; it is counted once.")
    )
    lines = [first, t("We will tell you of every step.")]
    if initiative.signatures_needed is not None:
        lines.append(
            t(
                "Please note: this is support, not a signature under the law. Signatures are given on paper: "
                "ask the initiative group or the office."
            )
        )
    else:
        lines.append(t("Please note: this is support, not a signature under the law."))
    return Markup("\n").join(lines)


def taken_back(t: Translator) -> Markup:
    return t("You no longer support it. You will not be told of its steps.")


def stage_reached(
    t: Translator, initiative: Initiative, event: InitiativeEvent, *, to_deputy: bool = False
) -> Markup:
    title = initiative.title(t.language)
    if to_deputy:
        head = t("🤝 The initiative that came of a mandate to you: <b>{title}</b>", title=title)
    else:
        head = t("🤝 The initiative you support: <b>{title}</b>", title=title)
    lines = [head, event_line(t, event)]
    if event.stage is InitiativeStage.ACCEPTED and initiative.act_number and initiative.act_on:
        lines.append(
            t("📜 Act № {number} of {day}", number=initiative.act_number, day=t.date(initiative.act_on))
        )
    if event.stage is InitiativeStage.DONE and initiative.spent is not None:
        lines.append(t("💰 Spent: {amount}", amount=naming.money(t, initiative.spent)))
    return Markup("\n").join(lines)
