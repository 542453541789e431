"""QR codes of short links."""

import struct
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from heard.campaigns.qr import png_of, svg_of
from heard.campaigns.qr_modules import qr_of, rows_of

ADDRESS = "https://heard.example.org/l/carersuk-fb-3"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abcxyz29-/.:", max_size=150).map("https://{}".format))
def test_the_code_is_the_very_one_that_segno_makes(address):
    assert list(rows_of(address)) == ["".join(map(str, row)) for row in qr_of(address).matrix]


@pytest.mark.parametrize("address", ["HTTPS://HEARD.EXAMPLE", "12345", "https://heard.example/l/caffè", "", "h" * 300])
def test_what_is_not_written_byte_by_byte_is_segnos_too(address):
    assert list(rows_of(address or "0")) == ["".join(map(str, row)) for row in qr_of(address or "0").matrix]


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}-and-much-more-of-it-so-that-the-code-becomes-larger"])
def test_the_files_are_those_that_segno_draws(address):
    code, drawn, dots = qr_of(address), BytesIO(), BytesIO()
    across = int(code.symbol_size(scale=1, border=4)[0])
    code.save(drawn, kind="svg", unit="cm", scale=5 / across, border=4, light="#fff", xmldecl=True, nl=False)
    code.save(dots, kind="png", scale=3, border=4)
    ours = Image.open(BytesIO(png_of(address, cm=across * 3 / 100, dpi=254)))
    theirs = Image.open(dots)

    assert svg_of(address, cm=5) == drawn.getvalue()
    assert (ours.size, ours.mode, ours.tobytes()) == (theirs.size, theirs.mode, theirs.tobytes())


def test_the_code_holds_the_address_at_level_q():
    code = qr_of(ADDRESS)

    assert code.error == "Q"
    assert code.matrix == qr_of(ADDRESS).matrix
    assert code.matrix != qr_of(ADDRESS + "x").matrix


def test_an_svg_is_as_wide_as_asked_with_its_quiet_zone():
    svg = ET.fromstring(svg_of(ADDRESS, cm=5))

    assert float(svg.attrib["width"].removesuffix("cm")) == pytest.approx(5, abs=0.01)
    assert svg_of(ADDRESS, cm=5) == svg_of(ADDRESS, cm=5)


@pytest.mark.parametrize(("cm", "dpi"), [(2, 72), (4, 300), (10, 600)])
def test_a_png_prints_as_wide_as_asked_and_at_least_as_fine(cm, dpi):
    png = png_of(ADDRESS, cm=cm, dpi=dpi)

    assert png.startswith(b"\x89PNG")
    width = struct.unpack(">I", png[16:20])[0]
    at = png.index(b"pHYs") + 4
    per_metre = struct.unpack(">I", png[at : at + 4])[0]
    assert width / per_metre * 100 == pytest.approx(cm, rel=0.01)
    assert per_metre * 0.0254 >= dpi - 1


def test_a_scanner_reads_the_address():
    assert read(qr_of(ADDRESS)) == ADDRESS


def read(code):
    """Read a code of version 4 at level Q by ISO/IEC 18004: unmask, follow the columns, join the two blocks."""
    assert (code.version, code.error) == (4, "Q")
    size = len(code.matrix)

    def is_pattern(row, column):
        in_corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
        return in_corner or 6 in (row, column) or (abs(row - 26) <= 2 and abs(column - 26) <= 2)

    flips = [
        lambda row, column: (row + column) % 2,
        lambda row, _column: row % 2,
        lambda _row, column: column % 3,
        lambda row, column: (row + column) % 3,
        lambda row, column: (row // 2 + column // 3) % 2,
        lambda row, column: row * column % 2 + row * column % 3,
        lambda row, column: (row * column % 2 + row * column % 3) % 2,
        lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
    ]
    bits = ""
    pairs = [right if right > 6 else right - 1 for right in range(size - 1, 0, -2)]
    for turn, right in enumerate(pairs):
        for row in range(size) if turn % 2 else reversed(range(size)):
            for column in (right, right - 1):
                if not is_pattern(row, column):
                    bits += str(int(bool(code.matrix[row][column]) ^ (flips[code.mask](row, column) == 0)))
    codewords = [bits[start : start + 8] for start in range(0, 48 * 8, 8)]
    message = "".join(codewords[0::2] + codewords[1::2])
    assert message[:4] == "0100"
    length = int(message[4:12], 2)
    return bytes(int(message[12 + 8 * place : 20 + 8 * place], 2) for place in range(length)).decode()
