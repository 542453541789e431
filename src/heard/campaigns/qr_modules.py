"""Which modules of a QR code are dark, worked out many times as fast as segno does, to the very same code.

What is the same in every code of a size is made once, from segno's own tables. A whole code, its rows and after them
its columns, is then one number, and what ISO/IEC 18004 counts against each mask is counted on all lines at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import segno
import segno.consts
import segno.encoder

consts: Any = segno.consts
encoder: Any = segno.encoder
_GAP = 8
"""Light modules between two lines of the number: a pattern at the end of a line has light ones beside it."""
_LOOK = 7
"""Modules of what looks like a finder: dark, light, three dark, light, dark."""
_FREE = 2
"""What segno writes where the message will stand."""
_BYTES = "0100"
"""The message follows byte by byte."""
_LARGEST = 40
_LEVEL = consts.ERROR_LEVEL_Q


@dataclass(frozen=True, kw_only=True)
class Block:
    """How many bytes of a message stand in a block, and how many after it correct them."""

    data: int
    correction: int


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What is the same in every code of a size at level Q.

    `spread` makes the number's digits of the message's bits, a light one and a dark one. `masks` are numbers to combine
    with it, `finals` the rows of what stands in the places of the format, by mask. `lines` has every module's place,
    `starts` that of the first in each line. `capacity` is in bytes.
    """

    size: int
    capacity: int
    count_bits: int
    blocks: tuple[Block, ...]
    remainder: int
    spread: Callable[[str], tuple[str, ...]]
    masks: tuple[int, ...]
    finals: tuple[int, ...]
    lines: int
    starts: int

    @property
    def width(self) -> int:
        """How many places a line takes."""
        return self.size + _GAP


def rows_of(address: str) -> tuple[str, ...]:
    """Return the rows of an address's code, each module as 0 or 1: at level Q, as small as the address allows."""
    layout = _layout_for(address)
    if layout is None:
        return tuple("".join(map(str, row)) for row in qr_of(address).matrix)
    bits = "".join(f"{byte:08b}" for byte in _message(address.encode(), layout)) + "0" * layout.remainder
    bare = int("".join(layout.spread(f"{bits}01")), 2)
    masked = [bare ^ mask for mask in layout.masks]
    penalties = [_penalty(code, layout) for code in masked]
    best = penalties.index(min(penalties))
    whole = masked[best] >> layout.size * layout.width | layout.finals[best]
    digits = f"{whole:0{layout.size * layout.width}b}"
    return tuple(digits[start : start + layout.size] for start in range(0, len(digits), layout.width))


def qr_of(address: str) -> segno.QRCode:
    """Return the QR code of an address as segno makes it."""
    return segno.make_qr(address, error="q", boost_error=False)


def _layout_for(address: str) -> Layout | None:
    """Return the smallest layout that holds the address; None where it is not to be written byte by byte."""
    if not address.isascii() or address == address.upper():
        return None
    for version in range(1, _LARGEST + 1):
        if len(_BYTES) + _count_bits(version) + 8 * len(address) <= consts.SYMBOL_CAPACITY[version][_LEVEL]:
            return _layout(version)
    return None


def _count_bits(version: int) -> int:
    return int(consts.CHAR_COUNT_INDICATOR_LENGTH[consts.MODE_BYTE][encoder.version_range(version)])


def _message(data: bytes, layout: Layout) -> Iterator[int]:
    """Yield the bytes of the message and those that correct it, one of each block after the other."""
    bits = f"{_BYTES}{len(data):0{layout.count_bits}b}" + "".join(f"{byte:08b}" for byte in data) + "0000"
    # segno puts a byte of nought before the padding, and codes that were printed before stay as they are
    whole = int(bits, 2).to_bytes(len(bits) // 8, "big") + b"\0"
    whole = (whole + b"\xec\x11" * (layout.capacity // 2))[: layout.capacity]
    blocks, start = [], 0
    for block in layout.blocks:
        blocks.append(whole[start : start + block.data])
        start += block.data
    yield from _by_turns(blocks)
    yield from _by_turns(
        [_correction(part, block.correction) for part, block in zip(blocks, layout.blocks, strict=True)]
    )


def _by_turns(blocks: list[bytes]) -> Iterator[int]:
    for place in range(max(map(len, blocks))):
        yield from (block[place] for block in blocks if place < len(block))


def _correction(block: bytes, count: int) -> bytes:
    """Return the bytes that correct a block: what remains of it divided by the generator of so many."""
    table, rest, shift = _multiples(count), 0, 8 * (count - 1)
    low = (1 << shift) - 1
    for byte in block:
        rest = (rest & low) << 8 ^ table[byte ^ rest >> shift]
    return rest.to_bytes(count, "big")


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """Return what each byte takes away of the rest."""
    log, exp, generator = consts.GALIOS_LOG, consts.GALIOS_EXP, consts.GEN_POLY[count]
    return (
        0,
        *(
            int.from_bytes(bytes(exp[log[byte] + generator[place]] for place in range(count)), "big")
            for byte in range(1, 256)
        ),
    )


def _penalty(code: int, layout: Layout) -> int:
    """Return what counts against a code (ISO/IEC 18004, table 11), as segno counts it."""
    half = layout.size * layout.width
    rows = code >> half
    same = ~(code ^ code >> 1) & layout.lines & ~layout.starts
    pairs = same & same >> 1
    fives = pairs & pairs >> 2
    along = same >> half
    squares = along & along >> layout.width & ~(rows ^ rows >> layout.width)
    dark = rows.bit_count() / layout.size**2
    return (
        fives.bit_count()
        + 2 * (fives & ~(fives << 1)).bit_count()
        + 3 * squares.bit_count()
        + 40 * _like_finders(code)
        + 10 * int(abs(dark * 100 - 50) / 5)
    )


def _like_finders(code: int) -> int:
    """Return how often a line has what looks like a finder with four light modules before or after it."""
    dark = code & code >> 2 & code >> 3 & code >> 4 & code >> 6
    looks = dark & ~(code >> 1 | code >> 5)
    two = code | code >> 1
    four = two | two >> 2
    found = looks & ~(four >> 7 & four << 4)
    if not found & (found >> 4 | found >> 6):
        return found.bit_count()
    count = 0
    while found:
        count += 1
        found &= (1 << max(found.bit_length() - _LOOK, 0)) - 1
    return count


@cache
def _layout(version: int) -> Layout:
    size = int(encoder.calc_matrix_size(version))
    matrix = [list(row) for row in encoder.make_matrix(size, size)]
    encoder.add_finder_patterns(matrix, size, size)
    encoder.add_alignment_patterns(matrix, size, size)
    places = [[cell == _FREE for cell in row] for row in matrix]
    free = sum(map(sum, places))
    encoder.add_codewords(matrix, range(_FREE + 1, _FREE + 1 + free), version)
    blocks = tuple(
        Block(data=info.num_data, correction=info.num_total - info.num_data)
        for info in consts.ECC[version][_LEVEL]
        for _each in range(info.num_blocks)
    )
    light = free
    order = [
        place
        for line in (*matrix, *zip(*matrix, strict=True))
        for place in (*(light + cell if cell < _FREE else cell - _FREE - 1 for cell in line), *[light] * _GAP)
    ]
    modules = range(size)
    return Layout(
        size=size,
        capacity=consts.SYMBOL_CAPACITY[version][_LEVEL] // 8,
        count_bits=_count_bits(version),
        blocks=blocks,
        remainder=free - 8 * sum(block.data + block.correction for block in blocks),
        spread=itemgetter(*order),
        masks=tuple(
            _number(
                [[places[row][column] and is_flipped(row, column) for column in modules] for row in modules], twice=True
            )
            for is_flipped in encoder.get_data_mask_functions(is_micro=False)
        ),
        finals=tuple(_number(_format(size, version, mask), twice=False) for mask in range(8)),
        lines=_number([[True] * size] * size, twice=True),
        starts=_number([[column == 0 for column in modules]] * 2 * size, twice=False),
    )


def _format(size: int, version: int, mask: int) -> list[list[int]]:
    matrix = [[0] * size for _row in range(size)]
    encoder.add_format_info(matrix, version, _LEVEL, mask)
    encoder.add_version_info(matrix, version)
    return matrix


def _number(lines: Sequence[Sequence[int]], *, twice: bool) -> int:
    """Return lines as one number; with `twice` as rows and after them as columns."""
    all_lines = (*lines, *zip(*lines, strict=True)) if twice else lines
    return int("".join("".join("1" if cell else "0" for cell in line) + "0" * _GAP for line in all_lines), 2)
