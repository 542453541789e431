"""What one cell says: a day, a rating, a tone, a mark against a theme, or nothing at all."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from heard.feedback.models import Tone

DAY, MONTH = "DAY", "MONTH"
DONT_KNOW, NOT_GIVEN = 6, 7

_NO_ANSWER = frozenset(
    {
        "", "blank", "did not answer", "didn't answer", "left blank", "n/a", "na", "n a", "nil response", "no answer",
        "no comment", "no comments", "no response", "no reply", "not answered", "not applicable", "null", "not given",
        "not provided", "prefer not to answer", "[blank]", "none given", "no comment made", "no comment given",
    }
)  # fmt: skip
_YES = frozenset({"1", "1.0", "x", "y", "yes", "true", "t", "✓", "✔"})
_NEW_RATINGS = {
    "very good": 1, "good": 2, "neither good nor poor": 3, "neither": 3, "poor": 4, "very poor": 5,
}  # fmt: skip
_OLD_RATINGS = {
    "extremely likely": 1, "likely": 2, "neither likely nor unlikely": 3, "unlikely": 4, "extremely unlikely": 5,
}  # fmt: skip
_EITHER_RATINGS = {
    "don't know": DONT_KNOW, "dont know": DONT_KNOW, "don’t know": DONT_KNOW, "do not know": DONT_KNOW,
    "not given": NOT_GIVEN, "not answered": NOT_GIVEN, "did not answer": NOT_GIVEN, "no answer": NOT_GIVEN,
    "": NOT_GIVEN,
}  # fmt: skip
_TONES = (Tone.VERY_GOOD, Tone.GOOD, Tone.MIXED, Tone.BAD, Tone.VERY_BAD)
_TONE_WORDS = {
    "very positive": Tone.VERY_GOOD, "very good": Tone.VERY_GOOD, "positive": Tone.GOOD, "good": Tone.GOOD,
    "neutral": Tone.MIXED, "mixed": Tone.MIXED, "both": Tone.MIXED, "good and bad": Tone.MIXED,
    "negative": Tone.BAD, "bad": Tone.BAD, "poor": Tone.BAD, "very negative": Tone.VERY_BAD,
    "very bad": Tone.VERY_BAD, "very poor": Tone.VERY_BAD,
}  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_DAY_FORMATS = ("%d %b %Y", "%d %B %Y", "%d %b %y", "%B %d %Y", "%b %d %Y", "%a %d %b %Y", "%A %d %B %Y", "%Y%m%d")
_MONTH_FORMATS = ("%b %Y", "%B %Y", "%b %y", "%m/%Y", "%Y-%m", "%Y/%m")
_TIME = re.compile(
    r"[ T]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*([ap]m)?\s*(Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_EARLIEST_YEAR = 1948
_LONGEST_DAY = 100
"""Signs in a cell that holds a day: looking for one in a whole page of text takes minutes."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day, or the first day of a month where only the month is known."""

    on: date
    precision: str


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A Friends and Family answer: 1 (best) to 5, 6 "don't know"; wording `new` (experience) or `old` (recommend).

    The question changed in England in April 2020: the two are kept apart and never counted together.
    """

    wording: str
    code: int

    @property
    def tone(self) -> str:
        """The tone that the new wording says ("How was your experience?"); the old one asked something else."""
        return str(_TONES[self.code - 1]) if self.wording == "new" and self.code <= len(_TONES) else ""


def is_no_answer(cell: str) -> bool:
    """Return whether the cell is blank or only says that there was no answer ("Did not answer", "N/A")."""
    return " ".join(cell.split()).strip(" .-–—_*'\"").lower() in _NO_ANSWER


def is_marked(cell: str) -> bool:
    """Return whether a theme's column is marked in this row: 1, x, yes or true."""
    return cell.strip().lower() in _YES


def could_be_mark(cell: str) -> bool:
    """Return whether a theme's column could hold this: a mark, its contrary, or nothing."""
    return is_marked(cell) or cell.strip().lower() in {"", "0", "0.0", "n", "no", "false", "f"}


def day_of(cell: str, *, is_month_first: bool = False) -> Day | None:
    """Return the day in the cell, day before month unless told otherwise; none where there is no real one."""
    if len(cell) > _LONGEST_DAY:
        return None
    text = " ".join(_TIME.sub("", cell.strip()).replace(",", " ").split())
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text, flags=re.IGNORECASE)
    if iso := _ISO.fullmatch(text):
        return _real_day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numeric := _NUMERIC.fullmatch(text):
        first, second, year = int(numeric[1]), int(numeric[2]), int(numeric[3])
        day, month = (second, first) if is_month_first else (first, second)
        return _real_day(year + (2000 if year < 100 else 0), month, day)
    return _worded_day(re.sub(r"[\-/.]", " ", text) if re.search("[A-Za-z]", text) else text)


def rating_of(cell: str, *, wording: str) -> Rating | None:
    """Return the rating in the cell (none where it is unknown); words say themselves which wording they are."""
    text = " ".join(cell.split()).lower()
    text = re.sub(r"^\d\s*[-:.)]\s*(?=[a-z])", "", text)
    if text in _NEW_RATINGS:
        return Rating(wording="new", code=_NEW_RATINGS[text])
    if text in _OLD_RATINGS:
        return Rating(wording="old", code=_OLD_RATINGS[text])
    if text in _EITHER_RATINGS:
        return Rating(wording=wording, code=_EITHER_RATINGS[text])
    number = re.fullmatch(r"([1-7])(?:\.0)?", text)
    return Rating(wording=wording, code=int(number[1])) if number else None


def tone_of(cell: str) -> str:
    """Return the code of the tone that a source gave, 1 (very positive) to 5 or in words; empty where it is unknown."""
    text = " ".join(cell.split()).lower()
    number = re.fullmatch(r"([1-5])(?:\.0)?", text)
    return str(_TONES[int(number[1]) - 1]) if number else str(_TONE_WORDS.get(text, ""))


def themes_of(cell: str) -> tuple[str, ...]:
    """Return the labels of a cell that lists them between semicolons, bars or line ends."""
    return tuple(label.strip()[:120] for label in re.split(r"[;|\n]+", cell) if label.strip())[:60]


def question_slug(question: str) -> str:
    """Return which of the usual questions this is; the question's own wording may hold anything and is not kept."""
    text = question.lower()
    is_good, is_better = "good" in text or "well" in text or "like" in text, "better" in text or "improve" in text
    if is_good and not is_better:
        return "what-was-good"
    if is_better and not is_good:
        return "what-could-be-better"
    return "why" if "why" in text or "reason" in text else "words"


def _real_day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(on=date(year, month, day), precision=DAY) if year >= _EARLIEST_YEAR else None
    except ValueError:
        return None


def _worded_day(text: str) -> Day | None:
    for precision, formats in ((DAY, _DAY_FORMATS), (MONTH, _MONTH_FORMATS)):
        for form in formats:
            try:
                on = datetime.strptime(text, form).date()  # noqa: DTZ007
            except ValueError:
                continue
            return Day(on=on, precision=precision) if on.year >= _EARLIEST_YEAR else None
    return None
