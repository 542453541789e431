"""The words by which a service is found: how they are made plain, what is kept of them, and what they may be taken for.

A service keeps one line of words (`searched`): its name's, its other names', its address's and what stands for its
postcode and code. Digits keep those marks apart from words: 00 before the word that a name begins with, 0 before
initials, the postcode's first half, its sector turned round (HU17 8 is 8hu17) and the whole of it.
"""

import re
import unicodedata
from collections.abc import Iterable

FIRST, INITIALS, PART = "00", "0", "|"
FEWEST_INITIALS, MOST_INITIALS = 3, 12
LEFT_OUT = frozenset({"the", "and", "of", "at", "in", "for", "on", "a", "an", "to", "null"})
MEANS = {"saint": "st", "doctor": "dr", "doctors": "drs", "ltd": "limited", "center": "centre", "centers": "centres"}
SHORT_FOR = {
    "st": ("street",),
    "street": ("st",),
    "rd": ("road",),
    "road": ("rd",),
    "ave": ("avenue",),
    "ln": ("lane",),
    "sq": ("square",),
    "hosp": ("hospital",),
    "hospitals": ("hospital",),
    "hospital": ("hospitals",),
    "med": ("medical",),
    "ctr": ("centre",),
    "mt": ("mount",),
    "gp": ("surgery", "practice"),
    "gps": ("surgery", "practice"),
    "doctor": ("dr",),
    "chemist": ("pharmacy",),
    "chemists": ("pharmacy",),
}
_POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"^x", "s"),
        (r"ph", "f"),
        (r"(c(?=[eiy])|z)", "s"),
        (r"(ck|qu|q|c)", "k"),
        (r"(gh|dg)", "g"),
        (r"sh|sch", "s"),
        (r"v", "f"),
        (r"(.)\1+", r"\1"),
    )
)


def plain(text: str) -> str:
    """Return the text in small letters without accents, apostrophes and points inside words; & becomes and."""
    folded = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"['`.]", "", folded.replace("&", " and "))


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: plain, one spelling for each meaning, the smallest left out.

    Where nothing but small words stands there, they are kept.
    """
    words = [MEANS.get(word, word) for word in _WORD.findall(plain(text))]
    return [word for word in words if word not in LEFT_OUT] or words


def initials(text: str) -> list[str]:
    """Return the initials by which a long name may be known, with and without its small words."""
    every = _WORD.findall(plain(text))
    large = [word for word in every if word not in LEFT_OUT]
    found = {"".join(word[0] for word in words) for words in (every, large) if words}
    return sorted(one[:MOST_INITIALS] for one in found if len(one) >= FEWEST_INITIALS and one.isalpha())


def postcode_marks(postcode: str) -> list[str]:
    """Return what stands for a postcode: its first half, its sector, the whole."""
    found = _POSTCODE.fullmatch(postcode.strip())
    if not found:
        return []
    outward, inward = found[1].lower(), found[2].lower()
    return [outward, sector_mark(outward, inward), outward + inward]


def sector_mark(outward: str, inward: str) -> str:
    """Return what stands for a postcode's sector."""
    return inward[0] + outward


def code_mark(code: str) -> str:
    """Return what stands for a code."""
    return re.sub(r"[^a-z0-9]", "", code.lower())


def searched(*, name: str, other_names: Iterable[str] = (), address: str = "", postcode: str = "", code: str) -> str:
    """Return the line of words by which a service is found: name | other names | address | marks."""
    named, others = plain_words(name), [word for other in other_names for word in plain_words(other)]
    firsts = {words[0] for words in (plain_words(one) for one in (name, *other_names)) if words}
    short = [INITIALS + mark for one in (name, *other_names) for mark in initials(one)]
    # Another name that is itself initials ("RVI") is found as initials are: typed whole, never mistaken for a word.
    short += [INITIALS + word for word in others if FEWEST_INITIALS <= len(word) <= MOST_INITIALS and word.isalpha()]
    place = [word for word in plain_words(address) if not word.isdigit()]
    marks = [
        *(FIRST + word for word in sorted(firsts)),
        *sorted(set(short)),
        *postcode_marks(postcode),
        code_mark(code),
    ]
    parts = (named, list(dict.fromkeys(others)), list(dict.fromkeys(place)), marks)
    return f" {PART} ".join(" ".join(part) for part in parts)


def words_and_initials(line: str) -> set[str]:
    """Return the words and initials of a service's line: what is looked for by likeness."""
    parts = line.split(PART)
    if len(parts) != 4:
        return set()
    found = {word for part in parts[:3] for word in part.split()}
    found |= {mark for mark in parts[3].split() if mark.startswith(INITIALS) and mark[1:].isalpha()}
    return {word for word in found if len(word) <= 40}


KEYED = 7
"""How many letters of a word its keys are made from."""
LONG = 6
"""In a word of so many letters two slips are forgiven."""


def keys(word: str) -> set[str]:
    """Return the keys under which a word and its misspellings meet.

    They are its first letters, the same with any one left out, and how it sounds. Two words that differ by one letter
    missing, added, wrong or changed with its neighbour share a key; so do long ones that begin or end alike.
    """
    if len(word) < 3 or word.startswith(INITIALS) or word.isdigit():
        return set()
    start = word[:KEYED]
    ends = {f"^{word[:4]}", f"${word[-4:]}"} if len(word) >= LONG else set()
    return {start, *(start[:at] + start[at + 1 :] for at in range(len(start))), f"~{sound(word)}", *ends}


def sound(word: str) -> str:
    """Return roughly how a word sounds: its first letter and its consonants, those that sound alike written alike."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    start, rest = word[:1], re.sub(r"[aeiouyhw]", "", word[1:])
    return (("a" if start in "aeiou" else start) + re.sub(r"(.)\1+", r"\1", rest))[:12]
