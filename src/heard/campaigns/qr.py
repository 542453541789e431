"""QR codes of short links: error level Q, so that a quarter may be dirty or torn, with the quiet zone around them."""

from dataclasses import dataclass
from io import BytesIO
from math import ceil

import segno

QUIET_ZONE = 4
"""Empty modules around the code, as ISO/IEC 18004 asks for."""

CM_PER_INCH = 2.54


def qr_of(address: str) -> segno.QRCode:
    """Return the QR code of an address."""
    return segno.make_qr(address, error="q", boost_error=False)


@dataclass(frozen=True, kw_only=True)
class QRFile:
    """A QR code as a file."""

    content: bytes
    media_type: str


def file_of(address: str, *, kind: str, cm: float, dpi: int) -> QRFile:
    """Return the code as a file of the kind `svg` or `png`, `cm` centimetres wide; `dpi` is for PNG."""
    if kind == "png":
        return QRFile(content=png_of(address, cm=cm, dpi=dpi), media_type="image/png")
    return QRFile(content=svg_of(address, cm=cm), media_type="image/svg+xml")


def svg_of(address: str, *, cm: float) -> bytes:
    """Return the code as SVG, `cm` centimetres wide with its quiet zone."""
    return _svg(qr_of(address), cm=cm)


def png_of(address: str, *, cm: float, dpi: int) -> bytes:
    """Return the code as PNG that prints `cm` centimetres wide with its quiet zone, at `dpi` or a little more."""
    return _png(qr_of(address), cm=cm, dpi=dpi)


@dataclass(frozen=True, kw_only=True)
class Both:
    """One code in both forms."""

    svg: bytes
    png: bytes


def both_of(address: str, *, cm: float, dpi: int) -> Both:
    """Return the code as SVG and as PNG; it is worked out once."""
    code = qr_of(address)
    return Both(svg=_svg(code, cm=cm), png=_png(code, cm=cm, dpi=dpi))


def _svg(code: segno.QRCode, *, cm: float) -> bytes:
    out = BytesIO()
    code.save(
        out, kind="svg", unit="cm", scale=cm / _modules(code), border=QUIET_ZONE, light="#fff", xmldecl=True, nl=False
    )
    return out.getvalue()


def _png(code: segno.QRCode, *, cm: float, dpi: int) -> bytes:
    modules = _modules(code)
    scale = max(1, ceil(cm / CM_PER_INCH * dpi / modules))
    out = BytesIO()
    code.save(out, kind="png", scale=scale, border=QUIET_ZONE, dpi=round(modules * scale * CM_PER_INCH / cm))
    return out.getvalue()


def _modules(code: segno.QRCode) -> int:
    return int(code.symbol_size(scale=1, border=QUIET_ZONE)[0])
