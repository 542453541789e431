"""In which language a text is written, so that nothing made for English reads what is not."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from evidence.text.reading import shipped
from evidence.text.reading.words import words_of
from evidence.text.unprocessed import Unprocessed, readable

METHOD = "languages-1"
ENGLISH = "en"
LANGUAGES = {
    ENGLISH: "English",
    "cy": "Welsh",
    "pl": "Polish",
    "ro": "Romanian",
    "pt": "Portuguese",
    "es": "Spanish",
    "it": "Italian",
    "fr": "French",
    "de": "German",
    "nl": "Dutch",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "hu": "Hungarian",
    "tr": "Turkish",
    "sq": "Albanian",
    "el": "Greek",
    "bg": "Bulgarian",
    "ru": "Russian",
    "uk": "Ukrainian",
    "cs": "Czech",
    "sk": "Slovak",
    "so": "Somali",
    "yo": "Yoruba",
    "ar": "Arabic",
    "fa": "Persian",
    "ur": "Urdu",
    "pa": "Panjabi",
    "gu": "Gujarati",
    "bn": "Bengali",
    "ta": "Tamil",
    "hi": "Hindi",
    "ne": "Nepali",
    "ml": "Malayalam",
    "te": "Telugu",
    "si": "Sinhala",
    "zh": "Chinese",
}
"""English, and what else is much spoken in England and Wales; another one is taken for its nearest among these."""

_FEWEST_WORDS = 3
_FEW_WORDS = 6
_SURE_OF_FEW = 0.5
_KNOWN = 0.6
_IS_ENGLISH = 0.1
_IS_ENGLISH_AGAINST_HINT = 0.5
_ENOUGH = 2_000
_LATIN = re.compile(r"LATIN|FEMININE ORDINAL|MASCULINE ORDINAL")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """The language (ISO 639-1) of the text at `index`: English too where there is too little of it to tell."""

    index: int
    language: str

    @property
    def is_english(self) -> bool:
        return self.language == ENGLISH


def find_languages(
    texts: Sequence[str], *, hints: Sequence[str | None] | None = None
) -> tuple[list[Spoken], list[Unprocessed]]:
    """Return each text's language, and a list of those that could not be read.

    `hints` say in which language the form was that a text came by (such as "pl"; a country after it is left away).
    A text is not English where two witnesses agree: fewer than six in ten of its words are known from English comments,
    and the letters speak against English. A text of fewer than three Latin words is English unless its hint says
    otherwise and its words are not known; so is one of fewer than six of whose language the letters are not sure, such
    as made-up words. What names a bay or a ward ("B", "A1") is no word of any language.
    Only the first 2,000 characters are looked at.
    Raises ValueError where the sequences differ in length.
    """
    if hints is not None and len(hints) != len(texts):
        raise ValueError("Hints must stand beside the texts, one for each.")
    unprocessed: list[Unprocessed] = []
    found = [
        Spoken(index=index, language=_language(text[:_ENOUGH], _base(hints[index] if hints else None)))
        for index, text in readable(texts, unprocessed)
    ]
    return found, unprocessed


def _language(text: str, hint: str) -> str:
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    words = [word for word in words_of(seen) if any(map(str.isalpha, word)) and not any(map(str.isdigit, word))]
    if not words:
        return ENGLISH
    is_short = False
    if _mostly_latin(words):
        telling = [word for word in words if len(word) > 1]
        if not telling or _known(telling) >= _KNOWN:
            return ENGLISH
        if len(telling) < _FEWEST_WORDS:
            return hint or ENGLISH
        is_short = len(telling) < _FEW_WORDS
    ranked: list[tuple[str, float]] = _identifier().rank(" ".join(words))
    chances = dict(ranked)
    if _mostly_latin(words) and chances[ENGLISH] >= (_IS_ENGLISH_AGAINST_HINT if hint else _IS_ENGLISH):
        return ENGLISH
    if is_short and ranked[0][1] < _SURE_OF_FEW:
        return hint or ENGLISH
    return next(language for language, _chance in ranked if language != ENGLISH)


def _known(words: Sequence[str]) -> float:
    return sum(map(shipped().knows, words)) / len(words)


def _mostly_latin(words: Sequence[str]) -> bool:
    letters = [letter for word in words for letter in word if letter.isalpha()]
    latin = sum(letter.isascii() or _LATIN.match(unicodedata.name(letter, "")) is not None for letter in letters)
    return 2 * latin >= len(letters)


def _base(hint: str | None) -> str:
    language = (hint or "").casefold().replace("_", "-").partition("-")[0]
    return language if language in LANGUAGES and language != ENGLISH else ""


@cache
def _identifier() -> Any:
    """Return the identifier of py3langid with its shipped weights, told to choose among LANGUAGES alone."""
    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
