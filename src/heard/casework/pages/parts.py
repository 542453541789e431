"""The small values that casework's pages are made of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.casework.languages import language_name
from heard.casework.models import Case, CaseStatus, RiskState
from heard.casework.pages.words import Segment
from heard.feedback.models import Tone

_TONE_LOOKS = {
    Tone.VERY_GOOD: "good",
    Tone.GOOD: "good",
    Tone.MIXED: "warn",
    Tone.BAD: "bad",
    Tone.VERY_BAD: "bad",
}
_STATUS_LOOKS = {
    CaseStatus.NEW: "info",
    CaseStatus.IN_PROGRESS: "warn",
    CaseStatus.REFERRED: "plain",
    CaseStatus.CLOSED: "plain",
}


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A word on a coloured ground; `look` is one of the tag looks of heard.design."""

    text: str
    look: str = "plain"


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A key and its value."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One free-text answer, redacted, with its question, and where it can be asked for as it was written."""

    question: str
    segments: tuple[Segment, ...]
    original_href: str = ""


def tone_tag(tone: str) -> Tag | None:
    """Return the tag of a tone, or nothing where none is known."""
    return Tag(text=str(Tone(tone).label), look=_TONE_LOOKS[Tone(tone)]) if tone else None


def status_tag(case: Case) -> Tag:
    """Return the tag of a case's status."""
    status = CaseStatus(case.status)
    return Tag(text=str(status.label), look=_STATUS_LOOKS[status])


def news_tag(case: Case) -> Tag | None:
    """Return the tag of a case whose person wrote something that nobody has read; nothing otherwise."""
    return Tag(text=_("New message"), look="strong") if case.news_since else None


def language_tag(case: Case) -> Tag | None:
    """Return the tag of words that are not English, which no method has read; nothing where they are."""
    if not case.other_language:
        return None
    return Tag(
        text=_("In %(language)s – not machine-read") % {"language": language_name(case.other_language)}, look="warn"
    )


def risk_tag(case: Case) -> Tag | None:
    """Return the tag of an open or closed risk; nothing where no sign of risk was ever found."""
    risk = RiskState(case.risk)
    if risk is RiskState.NONE:
        return None
    return Tag(text=str(risk.label), look="strong" if risk is RiskState.OPEN else "plain")
