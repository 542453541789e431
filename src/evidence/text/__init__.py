"""Reading text: what must not be shown, and what must not wait. Texts in, results and what was left out."""

from evidence.text.redaction import METHOD as REDACTION_METHOD
from evidence.text.redaction import Kind, Redaction, Span, redact
from evidence.text.risk import METHOD as RISK_METHOD
from evidence.text.risk import Harm, Risk, Sign, find_risk
from evidence.text.unprocessed import LONGEST_TEXT, Unprocessed

__all__ = [
    "LONGEST_TEXT",
    "REDACTION_METHOD",
    "RISK_METHOD",
    "Harm",
    "Kind",
    "Redaction",
    "Risk",
    "Sign",
    "Span",
    "Unprocessed",
    "find_risk",
    "redact",
]
