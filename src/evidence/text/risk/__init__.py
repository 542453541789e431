"""Signs of harm: which texts a person should read first, and why. Nothing is closed and nothing is hidden by it."""

from evidence.text.risk.finding import CALLS_A_PERSON, Risk, Sign, by_rules, find_risk, method_version
from evidence.text.risk.measuring import Tally, calls_a_person, tally_comments, tally_examples
from evidence.text.risk.rules import NotRules, Rules, load_rules, read_rules, shipped
from evidence.text.risk.weak import METHOD as WEAK_METHOD

__all__ = [
    "CALLS_A_PERSON",
    "WEAK_METHOD",
    "NotRules",
    "Risk",
    "Rules",
    "Sign",
    "Tally",
    "by_rules",
    "calls_a_person",
    "find_risk",
    "load_rules",
    "method_version",
    "read_rules",
    "shipped",
    "tally_comments",
    "tally_examples",
]
