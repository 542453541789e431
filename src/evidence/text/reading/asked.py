"""What a person was asked and of what kind of service: inputs that change what the same words mean."""

import re
from enum import StrEnum


class Asked(StrEnum):
    """What the question before an answer was after: "Nothing." means praise after one and blame after another."""

    GOOD = "what was good"
    BETTER = "what could be better"
    IMPROVE = "how to improve"
    WHY = "why that rating"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, question: str | None) -> "Asked":
        """Return what a question is after, from its own words; UNKNOWN where there is none or it is another one."""
        words = (question or "").casefold()
        return next((asked for asked, pattern in _QUESTIONS if pattern.search(words)), cls.UNKNOWN)


_QUESTIONS = (
    (Asked.BETTER, re.compile(r"\b(?:better|went wrong|not (?:so )?(?:good|well)|bad|worst)\b")),
    (Asked.IMPROVE, re.compile(r"\bimprove")),
    (Asked.GOOD, re.compile(r"\b(?:good|well|best|liked?)\b")),
    (Asked.WHY, re.compile(r"\b(?:why|reason|satisfied)\b")),
)

_SERVICES = (
    ("transport", re.compile(r"\bpts\b|patient.transport")),
    ("ambulance", re.compile(r"see and (?:convey|treat)|ambulance|paramedic|\b999\b")),
    ("111", re.compile(r"\b111\b|out.of.hours")),
    ("forensic", re.compile(r"forensic|secure|prison|offender")),
    ("mental health", re.compile(r"mental|\bmh\b|psych|\bcamhs\b|talking.therap")),
    ("community", re.compile(r"community|district.nurs|home.care")),
)


def served(service: str | None) -> str:
    """Return the kind of service that a name or code of one speaks of, of those a model can know; else nothing."""
    words = (service or "").casefold().replace("_", " ").replace("\xa0", " ")
    return next((name for name, pattern in _SERVICES if pattern.search(words)), "")
