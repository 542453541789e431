"""Codes of short links: readable words and a number, in letters and digits that cannot be taken for one another."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count

CODE = re.compile(r"[a-z2-9]+(?:-[a-z2-9]+)*")
LONGEST = 40

CHANNEL_WORDS = {
    "FACEBOOK": "fb",
    "INSTAGRAM": "ig",
    "X": "x",
    "TIKTOK": "tiktok",
    "LINKEDIN": "linkedin",
    "YOUTUBE": "youtube",
    "BLUESKY": "bluesky",
    "MASTODON": "mastodon",
    "EMAIL": "email",
    "WEBSITE": "web",
    "PRINT": "print",
    "OTHER": "link",
}


def is_code(text: str) -> bool:
    """Return whether the text can be a link's code: a to z, 2 to 9, hyphens between words, 3 to 40 characters.

    0 and 1 are left out: in print they look like letters, and whoever types them means those.
    """
    return 3 <= len(text) <= LONGEST and CODE.fullmatch(text) is not None


def stem_of(*, name: str, channel: str) -> str:
    """Return the readable start of a code: `Carers UK` on Facebook is `carersuk-fb`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z2-9]", "", plain)[:20] or "link"
    return f"{word}-{CHANNEL_WORDS[channel]}"


def next_code(*, stem: str, taken: Collection[str]) -> str:
    """Return the first code of this stem that is free: the stem itself, then `stem-2`, `stem-3` and on."""
    if stem not in taken:
        return stem
    return next(code for number in _numbers() if (code := f"{stem}-{number}") not in taken)


class Codes:
    """Gives out free codes, one after another, without asking again what is taken: thousands of them in a moment."""

    def __init__(self, *, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, Iterator[str]] = {}

    def next(self, stem: str) -> str:
        """Return the first code of this stem that is free and was not given out, and count it as given out."""
        code = stem
        numbers = self._numbers.setdefault(stem, _numbers())
        while code in self._taken:
            code = f"{stem}-{next(numbers)}"
        self._taken.add(code)
        return code


def _numbers() -> Iterator[str]:
    return (str(number) for number in count(2) if not {"0", "1"} & set(str(number)))
