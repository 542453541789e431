"""Ages over 89, which few people have: in figures or words, where the words around say that it is a person's age."""

import re
from collections.abc import Iterator
from itertools import chain
from re import Match

from evidence.text.names.words import RELATIONS

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_AGE = (
    r"(?P<age>(?:9\d|1[01]\d|12[0-2])(?![\d%/]|[.,:]\d)"
    rf"|ninety(?:[\s\-]?(?:{_UNITS}))?(?![a-xz])|(?:a|one) hundred(?: and (?:{_UNITS}|ten))?\b)"
)
_RELATION = "(?:" + "|".join(sorted(RELATIONS)) + r"|nanna|grandparent|parent|in[\s\-]law|resident|patient)"
_NO_PERSON = (
    r"(?:building|hospital|house|home|school|lease|church|estate|property|wall|tree|company|charity|mortgage)s?\b"
)
_GOES_ON = (
    r"(?=\s*(?:[.,;:!?)]|$|-\s)|\s+(?:and|but|so|now|with|who|years?|yrs?|next|this|last|soon|today|or|has|have|had|lives?"
    r"|living|frail|blind|deaf|bed|on|in|at|when|yesterday|recently)\b(?!\s+(?:the\s+)?(?:minutes|mins|queue|line|list)))"
)

_YEARS_OLD = re.compile(
    rf"(?<![\w£$.,/\-]){_AGE}[\s\-]*(?:(?:years?|yrs?|year's|yr's)[\s\-]*(?:and\s+a\s+half\s+)?(?:olds?|of age|young)"
    rf"|y\.?\s?/?o\.?|yr)\b(?!\s+(?:\w+\s+)?{_NO_PERSON})",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    rf"\b(?:aged|age(?:\s+(?:is|of|was|at))?)\s{{0,3}}[,:=\-]?\s{{0,3}}(?:about\s+|only\s+|nearly\s+)?{_AGE}"
    rf"(?!\s?(?:%|per|mins?\b|minutes|hours|days|weeks|months|miles|degrees|people))",
    re.IGNORECASE,
)
_TURNED = re.compile(rf"\bturn(?:s|ed|ing)\s+(?:just\s+)?{_AGE}{_GOES_ON}", re.IGNORECASE)
_IS = re.compile(
    rf"\b(?:i\s?a?['’]?m|(?:i|he|she|who|{_RELATION})(?:\s+(?:is|was|will be)|['’]s)|being|now)\s+"
    rf"(?:nearly\s+|almost\s+|about\s+|now\s+|just\s+|only\s+|over\s+)?{_AGE}{_GOES_ON}",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"\b{_RELATION}\s{{0,2}}[,(]\s{{0,2}}(?:aged?\s+)?{_AGE}\s{{0,2}}(?=[,.;)])", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:my|his|her|our|their)\s+{_AGE}\s+(?:old\s+)?{_RELATION}\b", re.IGNORECASE)
_BIRTHDAY = re.compile(
    r"(?<![\w£$.,/\-])(?P<age>(?:9\d|1[01]\d)\s?(?:st|nd|rd|th)|ninetieth|ninety[\s\-](?:first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth|ninth)|hundredth)\s+birth\s?day\b",
    re.IGNORECASE,
)
_HINT = re.compile(r"9\d|1[012]\d|ninet|hundred", re.IGNORECASE)


def may_hold_an_age(text: str) -> bool:
    """Return whether a number from ninety on stands in the text at all."""
    return _HINT.search(text) is not None


def ages(text: str) -> Iterator[Match[str]]:
    """Yield ages over 89, the number as group "age"; not the age of a building, a wait or a share of a hundred."""
    return chain.from_iterable(
        each.finditer(text) for each in (_YEARS_OLD, _ANNOUNCED, _TURNED, _IS, _BESIDE, _BEFORE, _BIRTHDAY)
    )
