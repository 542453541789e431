"""What a mistyped postcode may have been meant for. Every one found is asked about; none is taken silently."""

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, product
from typing import TypeVar

from heard.places.postcodes.parsing import LONGEST, signs_of

ALIKE = ("0OQD", "1IL7", "2Z", "5S", "8B", "6G", "UV", "MN", "CK", "TD", "FS", "AE")
"""Signs that are taken for each other, by eye or by ear."""
ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MOST_ALIKE_AT_ONCE = 2

T = TypeVar("T")


def meant_by(text: str, *, read: Callable[[str], T | None]) -> tuple[T, ...]:
    """Return what `read` makes of signs that one slip of the hand turns into what was typed, the likeliest first.

    Light slips: signs that look or sound alike (up to two of them), a sign typed twice, two neighbours swapped. Where
    nothing comes of these: a key beside the right one, a sign too many. Where nothing comes of those: any other sign
    wrong, or one left out.
    """
    signs = signs_of(text)
    if not 2 <= len(signs) <= LONGEST:
        return ()
    seen = {signs}
    for slips in (_light_slips, _slips, _heavy_slips):
        candidates = [each for each in dict.fromkeys(slips(signs)) if each not in seen]
        seen.update(candidates)
        found = tuple(dict.fromkeys(one for each in candidates if (one := read(each)) is not None))
        if found:
            return found
    return ()


def _light_slips(signs: str) -> Iterator[str]:
    for place in range(len(signs) - 1):
        if signs[place] == signs[place + 1]:
            yield signs[:place] + signs[place + 1 :]
        yield signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    for count in range(1, MOST_ALIKE_AT_ONCE + 1):
        for places in combinations(range(len(signs)), count):
            for replaced in product(*(_LOOKS_LIKE[signs[place]] for place in places)):
                made = list(signs)
                for place, sign in zip(places, replaced, strict=True):
                    made[place] = sign
                yield "".join(made)


def _slips(signs: str) -> Iterator[str]:
    for place, sign in enumerate(signs):
        for beside in _BESIDE[sign]:
            yield signs[:place] + beside + signs[place + 1 :]
        yield signs[:place] + signs[place + 1 :]


def _heavy_slips(signs: str) -> Iterator[str]:
    for place in range(len(signs)):
        for sign in SIGNS:
            yield signs[:place] + sign + signs[place + 1 :]
    for place in range(len(signs) + 1):
        for sign in SIGNS:
            yield signs[:place] + sign + signs[place:]


def _neighbours() -> dict[str, str]:
    beside = dict.fromkeys(SIGNS, "")
    for row in ROWS:
        for left, right in pairwise(row):
            beside[left] += right
            beside[right] += left
    return beside


_BESIDE = _neighbours()
_LOOKS_LIKE = {
    sign: "".join(dict.fromkeys(other for group in ALIKE if sign in group for other in group if other != sign))
    for sign in SIGNS
}
