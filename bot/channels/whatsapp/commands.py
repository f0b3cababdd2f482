"""Commands that a text names: WhatsApp shows them as plain words, so they get something to be tapped."""

import re
from collections.abc import Sequence

from bot.channels.whatsapp import ids
from bot.channels.whatsapp.interactive import Option
from bot.core import richtext
from bot.core.messages import Choice

# More are a list to be read, as the help is.
MOST = 3
# Not in an address or a path, and not one to be written in a group: /groups@the_bot.
_COMMAND = re.compile(r"(?<![\w/:.@&=?-])/([a-z][a-z_]{2,18})(?![\w/@-])(?!\.\w)")


def named(text: str, choices: Sequence[Choice]) -> list[Option]:
    """Those that no choice stands for already; a tap says them as if they were typed."""
    found = dict.fromkeys(_COMMAND.findall(richtext.plain(text)))
    if len(found) > MOST:
        return []
    known = {choice.payload.partition(":")[0] for choice in choices}
    return [Option(f"/{name}", ids.of_label(f"/{name}")) for name in found if name not in known]
