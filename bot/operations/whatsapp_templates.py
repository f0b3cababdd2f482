"""The templates to submit to Meta, looked over, and what became of them there."""

from collections.abc import Collection, Iterator, Sequence

from bot.channels.whatsapp.api import GraphApi
from bot.channels.whatsapp.template_checks import mistakes
from bot.channels.whatsapp.template_states import Standing, TemplateState, standings, submit
from bot.channels.whatsapp.templates import TEMPLATES, Template
from bot.core.channel import SendFailure
from bot.operations.failures import OperationFailed
from bot.operations.whatsapp_account import PATIENCE, account_of
from bot.settings import Settings

_NO_ACCOUNT = (
    "Set JARCHY_WHATSAPP_ACCOUNT_ID: the WhatsApp Business account's ID, which Meta's page shows beside the "
    "number's."
)
_STATES = {
    TemplateState.MISSING: "not submitted yet",
    TemplateState.PENDING: "Meta has not decided yet",
    TemplateState.REFUSED: "REFUSED by Meta",
    TemplateState.PAUSED: "PAUSED by Meta: people were annoyed",
    TemplateState.APPROVED: "approved",
}


async def states(settings: Settings) -> list[Standing]:
    """Raises `OperationFailed`."""
    return await _with_meta(settings, submitting=False)


async def submit_missing(settings: Settings) -> list[Standing]:
    """The states afterwards; with a template that has a mistake nothing is submitted."""
    if any(mistakes(template) for template in TEMPLATES):
        raise OperationFailed("Nothing was submitted: a template is not as Meta wants it.")
    return await _with_meta(settings, submitting=True)


async def not_approved(settings: Settings) -> Collection[str]:
    """As the doctor lists them."""
    found = await states(settings)
    return [_title(one.template) for one in found if one.state is not TemplateState.APPROVED]


def sheet(found: Sequence[Standing] = ()) -> Iterator[str]:
    """Line by line, each template as Meta will show it, with its state where that is known."""
    known = {one.template: one for one in found}
    for template in TEMPLATES:
        yield f"{_title(template)}, {template.category}"
        yield from (f"    {line}".rstrip() for line in template.body.split("\n"))
        if template.footer:
            yield f"    footer: {template.footer}"
        yield f"    button: {template.button}"
        yield f"    for example: {', '.join(template.examples)}"
        yield from (f"  ✗ {mistake}" for mistake in mistakes(template))
        if standing := known.get(template):
            yield from (f"  → {line}" for line in _about(standing))
        yield ""


def _about(standing: Standing) -> Iterator[str]:
    reason = f": {standing.reason}" if standing.reason else ""
    yield f"{_STATES[standing.state]}{reason}"
    if standing.costs_otherwise:
        yield f"Meta counts it as {standing.category}, which has another price"
    if standing.differs:
        yield "at Meta it has other words: change them there, or delete it there and submit it anew"


def _title(template: Template) -> str:
    return f"{template.name} {template.code}"


async def _with_meta(settings: Settings, *, submitting: bool) -> list[Standing]:
    if settings.whatsapp_account_id is None:
        raise OperationFailed(_NO_ACCOUNT)
    api = GraphApi(account_of(settings), timeouts=PATIENCE)
    try:
        found = await standings(api)
        if not submitting:
            return found
        for standing in found:
            if standing.state is TemplateState.MISSING:
                await submit(api, standing.template)
        return await standings(api)
    except SendFailure as failure:
        raise OperationFailed(_sentence(failure)) from None
    finally:
        await api.close()


def _sentence(failure: SendFailure) -> str:
    if failure.reason in ("token_refused", "no_permission"):
        return (
            "Meta does not let this token see templates: give the system user the permission "
            "whatsapp_business_management."
        )
    return f"Meta did not do it ({failure.reason}). Check JARCHY_WHATSAPP_ACCOUNT_ID and the connection."
