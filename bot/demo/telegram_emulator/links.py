"""Which addresses Telegram takes for a link, and in what form it keeps them."""

import re

_URL = re.compile(r"(?:([a-zA-Z][a-zA-Z0-9+.-]*):(?://)?)?([^/?#]*)(.*)", re.DOTALL)
_OWN_PROTOCOLS = ("tg", "ton", "tonsite")
_USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)", re.IGNORECASE)


class WrongLink(ValueError):  # noqa: N818 - named for what it is
    """The message is Telegram's."""


def checked_link(link: str) -> str:
    """The link as Telegram keeps it. Raises `WrongLink`."""
    protocol, host, rest = _parts(link)
    if protocol in _OWN_PROTOCOLS:
        return f"{protocol}://{host}{rest}"
    if protocol not in {"http", "https"}:
        raise WrongLink("Unsupported URL protocol")
    if not host:
        raise WrongLink("URL host is empty")
    if re.search(r"[\s<>\"]", host):
        raise WrongLink("Wrong HTTP URL")
    # A name without a dot means nothing outside one's own network, so Telegram refuses `localhost`.
    if "." not in host:
        raise WrongLink("Wrong HTTP URL")
    return f"{protocol}://{host.lower()}{rest if rest.startswith('/') else '/' + rest}"


def checked_https(link: str) -> str:
    if _parts(link)[0] != "https" or "://" not in link:
        raise WrongLink("Only HTTPS links are allowed")
    return checked_link(link)


def linked_user(link: str) -> int | None:
    """The person whom `tg://user?id=` names."""
    match = _USER_LINK.fullmatch(link)
    return int(match.group(1)) if match else None


def _parts(link: str) -> tuple[str, str, str]:
    match = _URL.fullmatch(link.strip())
    if match is None:
        raise WrongLink("Wrong HTTP URL")
    protocol, host, rest = match.group(1), match.group(2), match.group(3)
    if protocol and "://" not in link and protocol.lower() not in _OWN_PROTOCOLS:
        # `example.com:8080/page`: what looks like a protocol is a host with a port.
        return "http", f"{protocol}:{host}", rest
    return (protocol or "http").lower(), host, rest
