"""The words of which hours are made: days, dates, times, and the small words between them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _


class NotUnderstood(ValueError):
    """Hours that cannot be read; the message says what is wrong and how to write it."""


@dataclass(frozen=True, kw_only=True)
class Token:
    """One word or time: what kind it is, its value, and the text it was read from."""

    kind: str
    text: str
    value: int = 0
    half: str = ""
    """For a time: "am", "pm", "24" where the clock of 24 hours is plain, "" where the half of the day is open."""


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5}
_DAY_NAMES = {**{name: at for at, name in enumerate(DAYS)}, **_SHORT_DAYS, "sun": 6}
_MONTH_NAMES = {
    **{name: at for at, name in enumerate(MONTHS, 1)},
    **{name[:3]: at for at, name in enumerate(MONTHS, 1)},
    "sept": 9,
}

_PHRASES = (
    ("any time", r"24\s*/\s*7"),
    ("any time", r"24\s*hours(?:\s+a\s+day)?|24\s*h(?:rs?)?\b"),
    ("any time", r"(?:at\s+)?any\s?time(?:\s+of\s+(?:the\s+)?day)?|round\s+the\s+clock|day\s+and\s+night|all\s+day"),
    ("every day", r"every\s*day(?:\s+of\s+the\s+week)?|daily|7\s+days\s+a\s+week|seven\s+days\s+a\s+week"),
    ("weekdays", r"week\s?days?"),
    ("weekends", r"(?:at\s+)?(?:the\s+)?week\s?ends?"),
    ("except bank holidays", r"(?:except|excluding|excl\.?|but\s+not|not|apart\s+from)\s+(?:on\s+)?bank\s+holidays?"),
    ("with bank holidays", r"(?:including|incl\.?)\s+bank\s+holidays?"),
    ("bank holidays", r"bank\s+holidays?"),
    ("closed", r"closed|shut|not\s+open"),
    ("noon", r"(?:12\s*)?(?:noon|midday)"),
    ("midnight", r"(?:12\s*)?midnight"),
)
_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
_PATTERN = re.compile(
    r"\s*(?:"
    + "|".join(f"(?P<phrase_{at}>{pattern})" for at, (_kind, pattern) in enumerate(_PHRASES))
    + r"|(?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b"
    + r"|(?P<four>\d{4})\b"
    + rf"|{_TIME}"
    + r"|(?P<word>[a-z]+)\.?"
    + r"|(?P<sign>[,;:&/–—\n-])"
    + r"|(?P<other>\S)"
    + r")",
    re.IGNORECASE,
)
_JOINS = {"to": "to", "until": "to", "till": "to", "through": "to", "-": "to", "–": "to", "—": "to"}
_ANDS = frozenset({"and", "&", "/", "plus"})
_BREAKS = {",": "comma", ";": "semicolon", "\n": "semicolon", ":": "colon"}
_FILLERS = frozenset(
    {"from", "between", "open", "we", "are", "is", "on", "the", "of", "in", "o'clock", "then", "hours"}
)


def tokens_of(text: str) -> list[Token]:
    """Return the words of the text. Raises NotUnderstood at the first one that hours are not made of."""
    text = re.sub(r"[ \t\r\f\v\u00a0\u202f]+", " ", text.strip()).replace(" \n", "\n").rstrip(".")
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _PATTERN.match(text, at)
        if found is None or found.end() == at:
            break
        at = found.end()
        token = _token(found, is_after_month=bool(tokens) and tokens[-1].kind == "month")
        if token.kind != "filler":
            tokens.append(token)
    return tokens


def _token(found: re.Match[str], *, is_after_month: bool) -> Token:
    text = found.group().strip(" ")
    for at, (kind, _pattern) in enumerate(_PHRASES):
        if found[f"phrase_{at}"]:
            return _noon(kind, text)
    if found["ordinal"]:
        return Token(kind="number", text=text, value=int(found["ordinal"]))
    if found["four"] and is_after_month:
        return Token(kind="year", text=text, value=int(text))
    if found["four"]:
        return _clock(int(text[:2]), int(text[2:]), half="24", text=text)
    if found["hour"]:
        return _time(found, text)
    if found["word"]:
        return _word(found["word"].lower(), text)
    return _sign(found.group().strip(" ") or "\n", text)


def _noon(kind: str, text: str) -> Token:
    if kind in {"noon", "midnight"}:
        return Token(kind="time", text=text, value=720 if kind == "noon" else 0, half=kind)
    return Token(kind=kind, text=text)


def _word(word: str, text: str) -> Token:
    singular = word.removesuffix("s")
    for name in (word, singular):
        if name in _DAY_NAMES:
            return Token(kind="day", text=text, value=_DAY_NAMES[name])
    if word in _MONTH_NAMES:
        return Token(kind="month", text=text, value=_MONTH_NAMES[word])
    if word in _JOINS:
        return Token(kind="to", text=text)
    if word in _ANDS:
        return Token(kind="and", text=text)
    if word in _FILLERS:
        return Token(kind="filler", text=text)
    raise NotUnderstood(
        _("We do not understand “%(word)s” in the hours. Write them like “Monday to Friday, 9am to 5pm”.")
        % {"word": text[:40]}
    )


def _sign(sign: str, text: str) -> Token:
    if sign in _JOINS:
        return Token(kind="to", text=sign)
    if sign in _ANDS:
        return Token(kind="and", text=sign)
    if sign in _BREAKS:
        return Token(kind=_BREAKS[sign], text=sign)
    raise NotUnderstood(
        _("We do not understand “%(word)s” in the hours. Write them like “Monday to Friday, 9am to 5pm”.")
        % {"word": (text or sign)[:40]}
    )


def _time(found: re.Match[str], text: str) -> Token:
    hour, minute = int(found["hour"]), found["minute"]
    half = (found["half"] or "").replace(".", "").replace(" ", "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise NotUnderstood(_("“%(time)s” is not a time of day.") % {"time": text})
        return _clock(hour % 12 + (12 if half == "pm" else 0), int(minute or 0), half=half, text=text)
    if minute is None:
        return Token(kind="number", text=text, value=hour)
    is_plain = len(found["hour"]) == 2 and (found["hour"].startswith("0") or hour > 12)
    return _clock(hour, int(minute), half="24" if is_plain else "", text=text)


def _clock(hour: int, minute: int, *, half: str, text: str) -> Token:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise NotUnderstood(_("“%(time)s” is not a time of day.") % {"time": text})
    return Token(kind="time", text=text, value=hour * 60 + minute, half=half)
