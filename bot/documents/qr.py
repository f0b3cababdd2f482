"""QR codes as SVG and PNG: black on white, for a cheap phone and a worn printer."""

import io

import segno

from bot.documents.errors import QrTooLongError

# Modules of white around the code (ISO/IEC 18004).
QUIET_ZONE = 4
# Longer content makes modules finer than a phone can see on a wall.
MAX_BYTES = 400


def qr_svg(content: str, *, border: int = QUIET_ZONE) -> bytes:
    """A drawing without a fixed size; with `border=0` whoever places it keeps the quiet zone."""
    out = io.BytesIO()
    _qr(content).save(out, kind="svg", border=border, omitsize=True, light="#ffffff", xmldecl=False)
    return out.getvalue()


def qr_png(content: str, *, module: int = 12, border: int = QUIET_ZONE) -> bytes:
    """`module` is the width of one module in pixels."""
    out = io.BytesIO()
    _qr(content).save(out, kind="png", scale=module, border=border, light="#ffffff")
    return out.getvalue()


def _qr(content: str) -> segno.QRCode:
    if len(content.encode()) > MAX_BYTES:
        raise QrTooLongError(f"{len(content.encode())} bytes, at most {MAX_BYTES}")
    return segno.make(content, error="m", micro=False)
