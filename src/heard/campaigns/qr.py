"""QR codes of short links: error level Q, so that a quarter may be dirty or torn, with the quiet zone around them."""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil

import segno

from heard.campaigns.qr_modules import rows_of

QUIET_ZONE = 4
"""Empty modules around the code, as ISO/IEC 18004 asks for."""

CM_PER_INCH = 2.54
METRES_PER_INCH = 0.0254
_DARK = re.compile("1+")
_SAME_AS_ABOVE = 2
"""The filter of PNG by which a line of noughts is the line above it again."""
_PACKED = 6
"""How hard a PNG is packed: the hardest takes four times as long and saves a twelfth."""


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
    return _svg(rows_of(address), cm=cm)


def png_of(address: str, *, cm: float, dpi: int) -> bytes:
    """Return the code as PNG that prints `cm` centimetres wide with its quiet zone, at `dpi` or a little more."""
    return _png(rows_of(address), cm=cm, dpi=dpi)


@dataclass(frozen=True, kw_only=True)
class Both:
    """One code in both forms."""

    svg: bytes
    png: bytes


def both_of(address: str, *, cm: float, dpi: int) -> Both:
    """Return the code as SVG and as PNG; it is worked out once."""
    rows = rows_of(address)
    return Both(svg=_svg(rows, cm=cm), png=_png(rows, cm=cm, dpi=dpi))


def _svg(rows: Sequence[str], *, cm: float) -> bytes:
    before, after = _svg_around(len(rows), cm)
    return f"{before}M{QUIET_ZONE} {QUIET_ZONE + 0.5}{''.join(_strokes(rows))}{after}".encode()


def _strokes(rows: Sequence[str]) -> Iterator[str]:
    """Yield a stroke for each run of dark modules, from where the one before it ended."""
    at, above = 0, 0
    for place, row in enumerate(rows):
        for run in _DARK.finditer(row):
            start, end = run.span()
            yield f"m{start - at} {place - above}h{end - start}" if place or start else f"h{end}"
            at, above = end, place


@lru_cache(maxsize=64)
def _svg_around(size: int, cm: float) -> tuple[str, str]:
    """Return what stands before and after the strokes in every code of a size."""
    out = BytesIO()
    code = segno.make_qr("", version=(size - 17) // 4)
    code.save(
        out, kind="svg", unit="cm", scale=cm / _across(size), border=QUIET_ZONE, light="#fff", xmldecl=True, nl=False
    )
    before, after = re.split(r'(?<= d=")M4 4.5[^"]*', out.getvalue().decode())
    return before, after


def _png(rows: Sequence[str], *, cm: float, dpi: int) -> bytes:
    across = _across(len(rows))
    scale = max(1, ceil(cm / CM_PER_INCH * dpi / across))
    width = across * scale
    per_metre = int(round(width * CM_PER_INCH / cm) // METRES_PER_INCH)
    wide = {ord("0"): "1" * scale, ord("1"): "0" * scale}
    edge = "0" * QUIET_ZONE
    again = (bytes([_SAME_AS_ABOVE]) + bytes(ceil(width / 8))) * (scale - 1)
    quiet = (_line("0" * across, wide) + again) * QUIET_ZONE
    lines = b"".join(_line(f"{edge}{row}{edge}", wide) + again for row in rows)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">2I5B", width, width, 1, 0, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">2IB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", zlib.compress(quiet + lines + quiet, _PACKED)),
            _chunk(b"IEND", b""),
        )
    )


def _line(modules: str, wide: dict[int, str]) -> bytes:
    """Return a line of dots, light as 1, with the filter that takes them as they are."""
    dots = modules.translate(wide)
    size = ceil(len(dots) / 8)
    return b"\0" + (int(dots, 2) << size * 8 - len(dots)).to_bytes(size, "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _across(size: int) -> int:
    return size + 2 * QUIET_ZONE
