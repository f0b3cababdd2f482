"""A picture and words for the villages' WhatsApp groups, as whoever forwards them needs them."""

from markupsafe import Markup

from bot.areas.broadcasts import papers
from bot.core import richtext
from bot.core.messages import Attachment, Choice, OutMessage, Rows

NATIVE = "whatsapp"


def is_native(channel: str) -> bool:
    """Whether it is read in WhatsApp itself, and forwarded from there as it stands."""
    return channel == NATIVE


def messages(
    intro: Markup,
    picture: Attachment,
    text: Markup,
    invitation: Markup,
    share: Markup,
    rows: Rows,
    *,
    native: bool,
) -> tuple[OutMessage, OutMessage]:
    """`share`: the label of the button that opens WhatsApp with the words; `rows`: what else can be done.

    `native`: its channel marks the words. What is to be forwarded comes first and by itself: buttons would go
    along, and a link to WhatsApp would show nothing but codes.
    """
    if native:
        room = papers.WHATSAPP_LIMIT - richtext.length(invitation) - papers.ROOM_FOR_MARKS
        told = Markup("{}\n\n{}").format(richtext.split(text, room)[0], invitation)
        return OutMessage(text=told, attachments=(picture,)), OutMessage(text=intro, choices=rows)
    plain = richtext.plain(invitation)
    marked = papers.whatsapp_text(text, plain)
    opens = Choice(str(share), url=papers.share_link(marked, plain))
    forward = OutMessage(text=Markup("{}").format(marked), choices=((opens,), *rows))
    return OutMessage(text=intro, attachments=(picture,)), forward
