"""What someone typed, as words and postcodes."""

import re
from dataclasses import dataclass

from heard.places.spelling import LEFT_OUT, MEANS, plain, sector_mark

MOST_WORDS = 8
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_SECTOR = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s+(\d)([a-z]?)\b")
_OUTWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?")
_TOGETHER = re.compile(r"([a-z]{1,2}\d)(\d)")


@dataclass(frozen=True, kw_only=True)
class Postcode:
    """A postcode or the first part of one."""

    outward: str
    inward: str = ""

    @property
    def whole(self) -> str:
        """All that was typed of it, without a space."""
        return self.outward + self.inward

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the services that stand there."""
        if len(self.inward) == 3:
            return (self.whole,)
        if self.inward:
            return (sector_mark(self.outward, self.inward),)
        together = _TOGETHER.fullmatch(self.outward)
        return (self.outward, *([sector_mark(together[1], together[2])] if together else []))

    @property
    def around(self) -> tuple[str, ...]:
        """The marks of the services that stand nearby."""
        sector = [sector_mark(self.outward, self.inward)] if self.inward else []
        return (*self.marks, *sector, self.outward)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What someone looks for: words, the last of which may not be finished; a postcode; a code, if all of it is one."""

    words: tuple[str, ...]
    postcode: Postcode | None
    code: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return not (self.words or self.postcode or self.code)


def read(text: str) -> Asked:
    """Return what the text looks for."""
    line = plain(text[:200])
    postcode, line = _postcode(line)
    every = re.findall(r"[a-z0-9]+", line)
    words = [MEANS.get(word, word) for word in every if word not in LEFT_OUT] or every
    joined = "".join(every)
    # Codes hold a digit, but for those of trusts, which may be three letters.
    is_code = len(joined) == 3 or (3 < len(joined) <= 20 and any(sign.isdigit() for sign in joined))
    code = joined if is_code else ""
    return Asked(words=tuple(dict.fromkeys(words))[:MOST_WORDS], postcode=postcode, code=code)


def _postcode(line: str) -> tuple[Postcode | None, str]:
    for pattern in (_POSTCODE, _SECTOR):
        if found := pattern.search(line):
            inward = found[2] + (found[3] if pattern is _SECTOR else "")
            return Postcode(outward=found[1], inward=inward), line[: found.start()] + " " + line[found.end() :]
    for word in line.split():
        if _OUTWARD.fullmatch(word):
            return Postcode(outward=word), re.sub(rf"\b{word}\b", " ", line, count=1)
    return None, line
