"""How far a message is, who did not get it and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.areas.broadcasts import rules
from bot.areas.broadcasts.models import Broadcast
from bot.areas.broadcasts.report import VillageReport
from bot.areas.broadcasts.texts.card import arrived, goes_on, sent_of, village_name
from bot.areas.broadcasts.texts.states import paused, state
from bot.areas.municipality.models import Village
from bot.core.i18n import Translator
from bot.outbox.queries import BatchFigures


def progress(t: Translator, broadcast: Broadcast, figures: BatchFigures, now: datetime) -> Markup:
    """The one message that is redrawn."""
    resting = rules.rests(broadcast, now)
    lines = [
        Markup("«{}»").format(rules.headline(broadcast.text_ky, 80)),
        paused(t) if resting else state(t, broadcast.state),
        sent_of(t, figures),
        *arrived(t, figures),
    ]
    if resting and broadcast.send_at:
        lines.append(goes_on(t, figures.waiting, broadcast.send_at))
    elif figures.waiting:
        lines.append(t("On the way: {count}", count=t.number(figures.waiting)))
    return Markup("\n").join([*lines, *_failures(t, figures)])


def report(
    t: Translator,
    broadcast: Broadcast,
    figures: BatchFigures,
    villages: Sequence[VillageReport],
    names: Mapping[int, Village],
    now: datetime,
) -> Markup:
    """`villages` are those of the page."""
    lines = [_village(t, one, village_name(t, names, one.village_id)) for one in villages]
    return Markup("\n").join([progress(t, broadcast, figures, now), *([Markup(), *lines] if lines else [])])


def _village(t: Translator, report: VillageReport, name: str) -> Markup:
    lines = [
        t(
            "   {village}: {sent} of {total}",
            village=name,
            sent=t.number(report.sent),
            total=t.number(report.total),
        )
    ]
    for code, count in report.reasons.most_common():
        lines.append(Markup("      – {}: {}").format(reason(t, code), t.number(count)))
    return Markup("\n").join(lines)


def _failures(t: Translator, figures: BatchFigures) -> list[Markup]:
    lines = [
        t("Not received: {reason}: {count}", reason=reason(t, code), count=t.number(count))
        for code, count in sorted(figures.reasons.items(), key=lambda item: -item[1])
    ]
    if figures.uncertain:
        lines.append(
            t.plural(
                "{count} person may have got it twice, after a break in the connection.",
                "{count} people may have got it twice, after a break in the connection.",
                figures.uncertain,
            )
        )
    return lines


_SAME_AS = {
    "timeout": "unreachable",
    "connection_lost": "unreachable",
    "server_error": "unreachable",
    "bad_answer": "unreachable",
    "maintenance": "unreachable",
    "moved": "gone",
    "file_missing": "file",
    "file_awaited": "file",
    "file_gone": "file",
    "file_refused": "file",
    "file_too_big": "file",
    "bad_photo": "file",
    "too_long": "refused",
    "bad_markup": "refused",
    "bad_buttons": "refused",
    "empty": "refused",
    "not_sendable": "refused",
    "unsupported": "refused",
    "failed": "refused",
    "kicked": "no_rights",
    "template_missing": "template",
    "template_paused": "template",
    "template_refused": "template",
    "experiment": "not_shown_by_meta",
    "throttled": "too_many",
    "chat_throttled": "too_many",
    "spam_limit": "too_many",
    "messaging_limit": "too_many",
    "token_refused": "account",
    "no_permission": "account",
    "account_locked": "account",
    "not_registered": "account",
    "name_not_approved": "account",
    "country_restricted": "account",
    "payment": "account",
}


def reason(t: Translator, code: str) -> Markup:
    """A failure's code in plain words; a new one is named as it is."""
    known = {
        "blocked": t("blocked the bot"),
        "gone": t("no longer uses this messenger"),
        "never_started": t("has not started the bot"),
        "stopped": t("the sending was stopped"),
        "deleted": t("deleted their data"),
        "unreachable": t("no connection to the messenger"),
        "file": t("the file could not be sent"),
        "voice_forbidden": t("does not accept voice messages"),
        "undeliverable": t("can't be written to in WhatsApp"),
        "window_closed": t("has not written to the bot for long"),
        "money_limit": t("this month's limit for paid notices is used up"),
        "template": t("Meta has not approved the notice's template"),
        "not_shown_by_meta": t("Meta did not pass the notice on"),
        "marketing_stopped": t("has turned such notices off in WhatsApp"),
        "refused": t("the messenger did not take the message"),
        "no_rights": t("the bot may not write there"),
        "too_many": t("too many messages at once"),
        "account": t("the bot's account was not in order"),
        "internal": t("a mistake in the program"),
    }
    return known.get(_SAME_AS.get(code, code), t("a technical failure ({code})", code=code))
