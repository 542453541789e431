"""Signs of harm: which texts a person should read first, and why. Nothing is closed and nothing is hidden by it."""

from evidence.text.risk.finding import CALLS_A_PERSON, METHOD, Risk, Sign, find_risk
from evidence.text.risk.rules import NotRules, Rules, load_rules, read_rules, shipped

__all__ = ["CALLS_A_PERSON", "METHOD", "NotRules", "Risk", "Rules", "Sign", "find_risk", "load_rules", "read_rules", "shipped"]
