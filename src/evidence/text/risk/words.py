"""From a text to its words as rules meet them: in small letters, contractions spelt out, each with its place.

What is not seen is left out (zero-width and combining characters), and letters in disguise are read as the letters they
show (full-width, mathematical); the places are always those of the text as it was written.
"""

import re
import unicodedata
from dataclasses import dataclass

STOP = "."
"""What stands between sentences: no rule's word, so no phrase reaches over it."""

_WORD = re.compile(
    r"\[(?P<hidden>[a-z]+)[a-z ?-]{0,30}[ \d]{0,4}\]"  # what redaction left of a name or a number
    r"|[^\W_]+(?:'[^\W_]+)*"
    r"|(?P<stop>[.!?]+(?=\s|$)|\n+)"
)
_ANSWERS = frozenset({"no", "yes", "none", "nothing"})
"""With a comma after it, such a word answers a question and says nothing of the words that follow."""
_QUOTES = dict.fromkeys("’‘ʼ´＇′", "'")
_WHOLE = {
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not", "wont": "will not",
    "shan't": "shall not", "ain't": "is not", "aint": "is not", "dont": "do not", "doesnt": "does not",
    "dosent": "does not", "didnt": "did not", "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not",
    "wasnt": "was not", "werent": "were not", "isnt": "is not", "arent": "are not", "havent": "have not",
    "havnt": "have not", "haven't": "have not", "havn't": "have not", "hasnt": "has not", "hadnt": "had not",
    "mustnt": "must not", "does'nt": "does not", "did'nt": "did not", "wanna": "want to", "gonna": "going to",
    "gotta": "got to", "im": "i am", "ive": "i have", "theyre": "they are", "theyve": "they have", "youre": "you are",
    "weve": "we have", "hes": "he", "shes": "she", "its": "it", "thats": "that", "theres": "there", "whats": "what",
    "u": "you", "ur": "your", "wiv": "with",
}  # fmt: skip
_ENDINGS = (("n't", "not"), ("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"), ("'s", ""))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, and where each begins and ends in the text as it was written."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words_of(text: str) -> Words:
    """Return the words of a text, in time that grows only with its length."""
    shown, places = _shown(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(shown):
        start, end = match.span()
        if match["hidden"]:
            said = f"[{match['hidden']}]"
        elif match["stop"]:
            if match["stop"].startswith(".."):
                continue
            said = STOP
        else:
            said = match.group()
        for word in spelt_out(said):
            words.append(word)
            starts.append(places[start] if places else start)
            ends.append(places[end - 1] + 1 if places else end)
        if said in _ANSWERS and shown[end : end + 1] == ",":
            words.append(STOP)
            starts.append(starts[-1])
            ends.append(ends[-1])
    return Words(tuple(words), tuple(starts), tuple(ends))


def spelt_out(word: str) -> tuple[str, ...]:
    """Return the words that one written word stands for: "didn't" and "didnt" for did and not."""
    whole = _WHOLE.get(word)
    if whole is not None:
        return tuple(whole.split())
    if "'" not in word:
        return (word,)
    for ending, means in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)].replace("'", "")
            return (stem, means) if means else (stem,)
    return (word.replace("'", ""),)


def _shown(text: str) -> tuple[str, list[int]]:
    """Return the text in the letters it shows, and the place of each in the text; no places where they are the same."""
    if text.isascii():
        return text.lower(), []
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = char.lower() if char.isascii() else _plain(char)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def _plain(char: str) -> str:
    quote = _QUOTES.get(char)
    if quote is not None:
        return quote
    parts = unicodedata.normalize("NFKD", char).lower()
    return "".join(part for part in parts if unicodedata.category(part) not in {"Mn", "Me", "Cf", "Cc"} or part == "\n")
