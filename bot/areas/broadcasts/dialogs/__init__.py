"""How the office writes, approves, watches and stops messages."""

from functools import partial

from bot.areas.broadcasts.dialogs import cards, compose, decide, lists, timing
from bot.areas.broadcasts.dialogs.cards import Appendix
from bot.areas.broadcasts.queries import count_drafts, count_waiting
from bot.areas.broadcasts.tags import AuditTag
from bot.areas.broadcasts.texts import office as texts
from bot.areas.broadcasts.texts.refusals import REFUSALS
from bot.areas.people.rules import Permission
from bot.core.i18n import Translator
from bot.core.routes import Routes


def make_routes(appendix: Appendix = cards.no_appendix) -> Routes:
    """`appendix`: what another area adds to a message's report."""
    return Routes(
        commands={"send": compose.begin, "drafts": lists.drafts, "broadcasts": lists.latest},
        actions={
            "bc": partial(cards.act, appendix=appendix),
            "bcnew": compose.begin,
            "bcdrafts": lists.drafts,
            "bcwaiting": lists.waiting,
            "bclatest": lists.latest,
            "bcpart": compose.begin_part,
        },
        forms=(compose.COMPOSE, compose.PART, timing.TIMING, decide.REMARK, decide.EMERGENCY),
        refusals=REFUSALS,
    )


routes = make_routes()

audit_words = {tag.value: texts.audit_sentence for tag in AuditTag}


def staff_commands(t: Translator, permissions: frozenset[Permission]) -> list[tuple[str, str]]:
    if Permission.COMPOSE_BROADCAST not in permissions:
        return []
    return [
        ("send", str(texts.send_command(t))),
        ("drafts", str(texts.drafts_command(t))),
        ("broadcasts", str(texts.latest_command(t))),
    ]


admin_entries = (
    (texts.write_label, "bcnew:", Permission.COMPOSE_BROADCAST, None),
    (texts.waiting_label, "bcwaiting:", Permission.APPROVE_BROADCAST, count_waiting),
    (texts.drafts_label, "bcdrafts:", Permission.COMPOSE_BROADCAST, count_drafts),
    (texts.latest_label, "bclatest:", Permission.COMPOSE_BROADCAST, None),
)
