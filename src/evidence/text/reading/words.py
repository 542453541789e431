"""From a comment to the words, phrases and parts of words that a model weighs."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_BETWEEN = re.compile(r"(?<=[.!?\n])\s+")
_PART = 4


def sentences_of(text: str) -> list[str]:
    """Return the sentences of two or more words where a text has several; else nothing."""
    sentences = [sentence for sentence in _BETWEEN.split(text) if " " in sentence.strip()]
    return sentences if len(sentences) > 1 else []


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters; an apostrophe within a word stays in it."""
    return _WORD.findall(text.lower().replace("’", "'"))


def phrases_of(words: list[str], longest: int = 2) -> list[str]:
    """Return each word, then each run of two words, and so on up to `longest`."""
    return [" ".join(words[at : at + size]) for size in range(1, longest + 1) for at in range(len(words) - size + 1)]


def parts_of(word: str) -> Iterator[str]:
    """Yield the runs of four letters of a word, its edges marked by blanks: a misspelling keeps most of them."""
    edged = f" {word} "
    yield from (edged[at : at + _PART] for at in range(max(1, len(edged) - _PART + 1)))
