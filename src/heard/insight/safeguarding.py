"""The site's rules on signs of harm: its own file where the setting names one, else those that are shipped."""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from evidence.text import NotRules, Risk, Rules, Sign, Unprocessed
from evidence.text import find_risk as find
from evidence.text.risk import load_rules, method_version, shipped

log = logging.getLogger(__name__)


@cache
def risk_rules() -> Rules:
    """Return the rules that the site reads by. Where its own file cannot be used, those that are shipped."""
    own: str = settings.HEARD_RISK_RULES
    try:
        return load_rules(Path(own)) if own else shipped()
    except NotRules as wrong:
        log.error("The risk rules of HEARD_RISK_RULES cannot be used; those shipped are. %s", wrong.problems[0])
        return shipped()


def own_rules_refused() -> str:
    """Say what is wrong with the site's own rule file; nothing where it is used, or there is none."""
    own: str = settings.HEARD_RISK_RULES
    try:
        _ = load_rules(Path(own)) if own else None
    except NotRules as wrong:
        return wrong.problems[0]
    return ""


def risk_method() -> str:
    """Return what tells this site's way of finding risks from every other."""
    return method_version(risk_rules())


def find_risk(texts: Sequence[str]) -> tuple[list[Risk], list[Unprocessed]]:
    """Return how much each text speaks of harm by the site's rules, and a list of those that could not be read."""
    return find(texts, rules=risk_rules())


def signs_in(copies: Sequence[str]) -> list[tuple[Sign, ...]]:
    """Return the signs that stand in each redacted copy; what was hidden from it tells nothing any more."""
    risks, _ = find_risk(copies)
    found = {risk.index: risk.signs for risk in risks}
    return [found.get(index, ()) for index in range(len(copies))]
