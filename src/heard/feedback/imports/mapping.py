"""What each column of a file means: guessed from its name and its first rows, chosen by a person, remembered."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.feedback.imports.refusals import MappingDoesNotFit
from heard.feedback.imports.tables import Row
from heard.feedback.imports.values import could_be_mark, is_marked, rating_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RATING_SLUG = "fft-rating"
"""What the answer is kept under, as its wording and its code."""
MOST_SERVICE_COLUMNS = 3
MOST_WORDS_COLUMNS = 5


class Meaning(StrEnum):
    """What a column holds."""

    NOTHING = "NOTHING"
    WORDS = "WORDS"
    QUESTION = "QUESTION"
    DATE = "DATE"
    RATING = "RATING"
    TONE = "TONE"
    SERVICE = "SERVICE"
    SERVICE_CODE = "SERVICE_CODE"
    RESPONDENT = "RESPONDENT"
    KEY = "KEY"
    THEME = "THEME"
    THEMES = "THEMES"


MEANINGS = {
    Meaning.NOTHING: gettext_lazy("Leave this column out"),
    Meaning.WORDS: gettext_lazy("What people wrote"),
    Meaning.QUESTION: gettext_lazy("The question they answered"),
    Meaning.DATE: gettext_lazy("The date"),
    Meaning.RATING: gettext_lazy("The Friends and Family answer"),
    Meaning.TONE: gettext_lazy("How positive someone judged it (1 to 5)"),
    Meaning.SERVICE: gettext_lazy("The service's name, or a part of it"),
    Meaning.SERVICE_CODE: gettext_lazy("The service's code"),
    Meaning.RESPONDENT: gettext_lazy("Which person answered (the same in all their rows)"),
    Meaning.KEY: gettext_lazy("Which row this is (different in every row)"),
    Meaning.THEME: gettext_lazy("One theme, marked where it applies"),
    Meaning.THEMES: gettext_lazy("A list of themes"),
}
_ONCE = frozenset(
    {
        Meaning.QUESTION,
        Meaning.DATE,
        Meaning.RATING,
        Meaning.TONE,
        Meaning.SERVICE_CODE,
        Meaning.RESPONDENT,
        Meaning.KEY,
        Meaning.THEMES,
    }
)


class Wording(StrEnum):
    """Which Friends and Family question the file's numbers answer."""

    NEW = "new"
    OLD = "old"


WORDINGS = {
    Wording.NEW: gettext_lazy("Overall, how was your experience? (since April 2020)"),
    Wording.OLD: gettext_lazy("How likely are you to recommend us? (before April 2020)"),
}


RATINGS: "Mapping[str, tuple[_StrPromise, ...]]" = {
    Wording.NEW: (
        gettext_lazy("Very good"),
        gettext_lazy("Good"),
        gettext_lazy("Neither good nor poor"),
        gettext_lazy("Poor"),
        gettext_lazy("Very poor"),
        gettext_lazy("Do not know"),
    ),
    Wording.OLD: (
        gettext_lazy("Extremely likely"),
        gettext_lazy("Likely"),
        gettext_lazy("Neither likely nor unlikely"),
        gettext_lazy("Unlikely"),
        gettext_lazy("Extremely unlikely"),
        gettext_lazy("Do not know"),
    ),
}
"""The answers to each of the two questions, the best first."""


def rating_in_words(*, wording: str, rating: int) -> tuple[str, str]:
    """Return the Friends and Family question and the answer to it."""
    asked = Wording(wording)
    answers = RATINGS[asked]
    return str(WORDINGS[asked]), str(answers[rating - 1]) if 1 <= rating <= len(answers) else _("Not given")


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """What each named column means (columns not named are left out), and how to read ratings and dates."""

    columns: Mapping[str, Meaning] = field(default_factory=dict)
    wording: Wording = Wording.NEW
    is_month_first: bool = False

    def named(self, meaning: Meaning) -> tuple[str, ...]:
        """Return the columns of that meaning, in the order they were chosen."""
        return tuple(name for name, each in self.columns.items() if each == meaning)

    def as_json(self) -> dict[str, Any]:
        """Return the mapping as plain values, to be kept."""
        chosen = {name: str(each) for name, each in self.columns.items() if each != Meaning.NOTHING}
        return {"columns": chosen, "wording": str(self.wording), "is_month_first": self.is_month_first}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ColumnMapping":
        """Return the mapping that was kept; what it no longer knows is left out."""
        known = {str(each) for each in Meaning}
        columns = {str(name): Meaning(each) for name, each in dict(data.get("columns", {})).items() if each in known}
        wording = data.get("wording")
        return cls(
            columns=columns,
            wording=Wording(wording) if wording in set(Wording) else Wording.NEW,
            is_month_first=bool(data.get("is_month_first")),
        )


def header_digest(header: Sequence[str]) -> str:
    """Return what the header is remembered by: the same columns in the same order, in any case."""
    return hashlib.sha256("\x1f".join(name.casefold() for name in header).encode()).hexdigest()


def check(mapping: ColumnMapping, header: Sequence[str]) -> None:
    """Raise MappingDoesNotFit where columns are missing from the file, chosen twice, or say too little."""
    missing = [name for name, each in mapping.columns.items() if each != Meaning.NOTHING and name not in header]
    if missing:
        raise MappingDoesNotFit(
            _("The column “%(column)s” is not in this file. Choose the columns again, or send the file with it.")
            % {"column": missing[0]}
        )
    counts = Counter(mapping.columns.values())
    for meaning in _ONCE:
        if counts[meaning] > 1:
            raise MappingDoesNotFit(
                _("“%(meaning)s” is chosen for %(count)d columns. Choose one.")
                % {"meaning": MEANINGS[meaning], "count": counts[meaning]}
            )
    if counts[Meaning.SERVICE] > MOST_SERVICE_COLUMNS or counts[Meaning.WORDS] > MOST_WORDS_COLUMNS:
        raise MappingDoesNotFit(_("Choose at most 3 columns for the service's name and 5 for what people wrote."))
    if not counts[Meaning.WORDS] and not counts[Meaning.RATING]:
        raise MappingDoesNotFit(
            _("No column says what people wrote or how they rated their care. Choose one, or send the file with it.")
        )


def guess(header: Sequence[str], rows: Sequence[Row]) -> ColumnMapping:
    """Return what the columns seem to mean, by their names and the first rows; a person decides."""
    samples = {
        name: [row.cells[place].strip() for row in rows if place < len(row.cells)] for place, name in enumerate(header)
    }
    columns: dict[str, Meaning] = {}
    for name in header:
        meaning = _by_name(name, samples[name])
        is_taken = meaning in _ONCE and meaning in columns.values()
        is_full = meaning == Meaning.SERVICE and list(columns.values()).count(meaning) >= MOST_SERVICE_COLUMNS
        columns[name] = Meaning.NOTHING if is_taken or is_full else meaning
    _guess_themes(columns, samples)
    return ColumnMapping(
        columns=columns, wording=_guess_wording(columns, samples), is_month_first=_guess_order(columns, samples)
    )


_KEY = re.compile(
    r"\b(comment|response|record|row|answer|feedback|survey|unique)\s*(id|key|number|no|ref\w*)\b|^(id|key|ref\w*)$"
)
_RESPONDENT = re.compile(
    r"\b(respondent|participant|person|patient|user|client|submission)\b.*\b(id|key|number|no|ref\w*)\b|^respondent$"
)
_DATE = re.compile(r"\b(date|day|when|month|submitted|received|completed|timestamp)\b")
_QUESTION = re.compile(r"\bquestion\b(?!\s*\d)")
_RATING = re.compile(r"\b(fft|friends|recommend|likely|rating|rate|score|overall|experience)\b")
_RATING_BY_ITSELF = re.compile(r"\b(fft|rating|score)\b")
_TONE = re.compile(r"\b(sentiment|tone)\b")
_CODE = re.compile(r"\b(ods|site|service|location|practice|organisation|org|provider)\s*(code|id)\b|^ods$")
_SERVICE = re.compile(
    r"\b(trust|service|ward|department|site|location|practice|surgery|hospital|provider|team|clinic|unit)\b"
)
_THEMES = re.compile(r"\b(themes|labels|categories|tags|topics)\b|^(theme|label|category|tag|topic)$")
_WORDS = re.compile(
    r"\b(comments?|feedback|answer|response|text|words|why|reason|describe|tell us|what|anything|improve|better"
    r"|verbatim|said)\b"
)
_LONG = 12


def _by_name(name: str, cells: Sequence[str]) -> Meaning:
    plain = re.sub(r"[^a-z0-9]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()).strip()
    given = [cell for cell in cells if cell]
    is_short_list = bool(given) and sum(len(cell) for cell in given) / len(given) < _LONG
    are_ratings = bool(given) and sum(rating_of(cell, wording="new") is not None for cell in given) > 0.9 * len(given)
    are_marks = bool(given) and all(could_be_mark(cell) for cell in given)
    # A column of ones alone may mark a theme, such as "Positive experience", unless its name leaves no doubt.
    is_rating = are_ratings and bool((_RATING_BY_ITSELF if are_marks else _RATING).search(plain))
    by_name: tuple[tuple[bool, Meaning], ...] = (
        (bool(_RESPONDENT.search(plain)), Meaning.RESPONDENT),
        (bool(_KEY.search(plain)), Meaning.KEY if len(set(given)) > 0.9 * len(given) else Meaning.NOTHING),
        (bool(_TONE.search(plain)), Meaning.TONE),
        (bool(_CODE.search(plain)), Meaning.SERVICE_CODE),
        (is_rating, Meaning.RATING),
        (bool(_DATE.search(plain)) and (is_short_list or not given), Meaning.DATE),
        (bool(_QUESTION.search(plain)), Meaning.QUESTION),
        (bool(_THEMES.search(plain)), Meaning.THEMES),
        (bool(_SERVICE.search(plain)) and not are_marks, Meaning.SERVICE),
        (bool(_WORDS.search(plain)) and bool(given) and not are_marks and not are_ratings, Meaning.WORDS),
    )
    return next((meaning for fits, meaning in by_name if fits), Meaning.NOTHING)


def _guess_themes(columns: dict[str, Meaning], samples: Mapping[str, Sequence[str]]) -> None:
    """Take columns of marks alone for themes, where there are at least three of them."""
    rest = [name for name, meaning in columns.items() if meaning == Meaning.NOTHING and "identif" not in name.lower()]
    marks = [name for name in rest if all(could_be_mark(cell) for cell in samples[name])]
    if sum(any(is_marked(cell) for cell in samples[name]) for name in marks) >= 3:
        columns.update(dict.fromkeys(marks, Meaning.THEME))


def _guess_wording(columns: Mapping[str, Meaning], samples: Mapping[str, Sequence[str]]) -> Wording:
    for name, meaning in columns.items():
        if meaning == Meaning.RATING:
            found = Counter(rating.wording for cell in samples[name] if (rating := rating_of(cell, wording="")))
            is_old = found["old"] > found["new"] or re.search(r"recommend|likely", name.lower()) is not None
            return Wording.OLD if is_old else Wording.NEW
    return Wording.NEW


def _guess_order(columns: Mapping[str, Meaning], samples: Mapping[str, Sequence[str]]) -> bool:
    """Return whether months seem to come first: some second number is over 12 and no first one is."""
    pairs = [
        (int(found[1]), int(found[2]))
        for name, meaning in columns.items()
        if meaning == Meaning.DATE
        for cell in samples[name]
        if (found := re.match(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]\d", cell))
    ]
    return any(second > 12 for _first, second in pairs) and not any(first > 12 for first, _second in pairs)
