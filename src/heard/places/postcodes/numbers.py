"""Postcodes as whole numbers below 2³², in an order that keeps those with the same beginning together.

A postcode is an outward part (`LS6`, `SW1A`) and an inward part (`2AB`): a digit for the sector and two letters. Where
a beginning is given, the postcodes that have it are the numbers from `first` up to and without `end`.
"""

from heard.places.postcodes.parsing import Postcode, Prefix

UNITS = 26 * 26
SECTORS = 10 * UNITS
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TAILS = f" {LETTERS}0123456789"
"""What may stand after the digit of an outward part; digits last, so that W1 and its letters are neighbours."""
AFTER_DIGIT = len(TAILS)
AFTER_LETTER = 10 * AFTER_DIGIT + len(LETTERS)
DIGIT_SECOND = 10 * AFTER_DIGIT
AFTER_FIRST = DIGIT_SECOND + len(LETTERS) * AFTER_LETTER


def number_of(postcode: Postcode) -> int:
    """Return a postcode's number."""
    sector, unit = int(postcode.inward[0]), _letter(postcode.inward[1]) * 26 + _letter(postcode.inward[2])
    return _outward(postcode.outward) * SECTORS + sector * UNITS + unit


def range_of(prefix: Prefix) -> tuple[int, int]:
    """Return the first number of the postcodes with this beginning, and the one after the last.

    `W1` holds `W1A` too: London's districts grew letters when they were divided, and people go on saying the old name.
    """
    if not prefix.sector:
        begin = _outward(prefix.outward)
        has_room = prefix.outward[-1].isdigit() and prefix.outward[-2:-1].isalpha()
        return begin * SECTORS, (begin + (1 + len(LETTERS) if has_room else 1)) * SECTORS
    begin = _outward(prefix.outward) * SECTORS + int(prefix.sector) * UNITS
    if prefix.letter:
        begin += _letter(prefix.letter) * 26
        return begin, begin + 26
    return begin, begin + UNITS


def postcode_of(number: int) -> Postcode:
    """Return the postcode that has this number."""
    outward, inward = divmod(number, SECTORS)
    sector, unit = divmod(inward, UNITS)
    return Postcode(
        outward=_outward_of(outward),
        inward=f"{sector}{LETTERS[unit // 26]}{LETTERS[unit % 26]}",
    )


def _letter(sign: str) -> int:
    return ord(sign) - ord("A")


def _outward(outward: str) -> int:
    first, second, third, fourth = tuple(outward.ljust(4))
    begin = _letter(first) * AFTER_FIRST
    if second.isdigit():
        return begin + int(second) * AFTER_DIGIT + TAILS.index(third)
    begin += DIGIT_SECOND + _letter(second) * AFTER_LETTER
    if third.isdigit():
        return begin + int(third) * AFTER_DIGIT + TAILS.index(fourth)
    return begin + 10 * AFTER_DIGIT + _letter(third)


def _outward_of(number: int) -> str:
    first, rest = divmod(number, AFTER_FIRST)
    if rest < DIGIT_SECOND:
        digit, tail = divmod(rest, AFTER_DIGIT)
        return f"{LETTERS[first]}{digit}{TAILS[tail]}".rstrip()
    second, rest = divmod(rest - DIGIT_SECOND, AFTER_LETTER)
    if rest < 10 * AFTER_DIGIT:
        digit, tail = divmod(rest, AFTER_DIGIT)
        return f"{LETTERS[first]}{LETTERS[second]}{digit}{TAILS[tail]}".rstrip()
    return f"{LETTERS[first]}{LETTERS[second]}{LETTERS[rest - 10 * AFTER_DIGIT]}"
