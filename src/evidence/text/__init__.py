"""Reading text: what must not be shown, what must not wait, what it speaks of. Texts in; results and the rest out."""

from evidence.text.described import METHOD as DESCRIBED_METHOD
from evidence.text.described import Described, find_described
from evidence.text.language import METHOD as LANGUAGE_METHOD
from evidence.text.language import Spoken, find_languages
from evidence.text.reading import Found, Read, read
from evidence.text.redaction import METHOD as REDACTION_METHOD
from evidence.text.redaction import Redaction, Span, redact
from evidence.text.risk import CALLS_A_PERSON, NotRules, Risk, Rules, Sign, find_risk
from evidence.text.rules import Kind
from evidence.text.unprocessed import LONGEST_TEXT, Unprocessed

__all__ = [
    "CALLS_A_PERSON",
    "DESCRIBED_METHOD",
    "LANGUAGE_METHOD",
    "LONGEST_TEXT",
    "REDACTION_METHOD",
    "Described",
    "Found",
    "Kind",
    "NotRules",
    "Read",
    "Redaction",
    "Risk",
    "Rules",
    "Sign",
    "Span",
    "Spoken",
    "Unprocessed",
    "find_described",
    "find_languages",
    "find_risk",
    "read",
    "redact",
]
