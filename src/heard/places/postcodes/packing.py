"""Many postcodes at once as numbers, for building a table of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from heard.places.postcodes.numbers import (
    AFTER_DIGIT,
    AFTER_FIRST,
    AFTER_LETTER,
    DIGIT_SECOND,
    LETTERS,
    SECTORS,
    UNITS,
)


def numbers_of(postcodes: NDArray[np.bytes_]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Return the numbers of many postcodes, and which of them are postcodes at all.

    Each is seven signs wide: an outward part filled up with blanks to four, and an inward part of three.
    """
    signs = postcodes.astype("S7").view(np.uint8).reshape(-1, 7)
    letters, digits = _letters(signs), _digits(signs)
    blank = signs == ord(" ")
    tails = np.select([digits >= 0, letters >= 0, blank], [digits + 1 + len(LETTERS), letters + 1, 0], default=-1)
    second = (digits[:, 1] >= 0) & (tails[:, 2] >= 0) & blank[:, 3]
    third = (letters[:, 1] >= 0) & (digits[:, 2] >= 0) & (tails[:, 3] >= 0)
    three = (letters[:, 1] >= 0) & (letters[:, 2] >= 0) & blank[:, 3]
    rest = np.select(
        [second, third, three],
        [
            digits[:, 1] * AFTER_DIGIT + tails[:, 2],
            DIGIT_SECOND + letters[:, 1] * AFTER_LETTER + digits[:, 2] * AFTER_DIGIT + tails[:, 3],
            DIGIT_SECOND + letters[:, 1] * AFTER_LETTER + 10 * AFTER_DIGIT + letters[:, 2],
        ],
        default=-1,
    )
    is_one = (letters[:, 0] >= 0) & (rest >= 0) & (digits[:, 4] >= 0) & (letters[:, 5] >= 0) & (letters[:, 6] >= 0)
    outward = letters[:, 0] * AFTER_FIRST + rest
    numbers = outward * SECTORS + digits[:, 4] * UNITS + letters[:, 5] * 26 + letters[:, 6]
    return np.where(is_one, numbers, 0).astype(np.uint32), is_one


def _letters(signs: NDArray[np.uint8]) -> NDArray[Any]:
    values = signs.astype(np.int64) - ord("A")
    return np.where((values >= 0) & (values < 26), values, -1)


def _digits(signs: NDArray[np.uint8]) -> NDArray[Any]:
    values = signs.astype(np.int64) - ord("0")
    return np.where((values >= 0) & (values < 10), values, -1)
