"""The site's rules on signs of harm: its own file where the setting names one, else those that are shipped."""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from evidence.text import NotRules, Risk, Rules, Sign, Unprocessed
from evidence.text import find_risk as find
from evidence.text.risk import WEAK_METHOD, load_rules, method_version, shipped
from heard.feedback.models import Text, TextField

log = logging.getLogger(__name__)

_ONLY_NAMES = frozenset({TextField.SERVICE, TextField.WHERE, TextField.WHEN})


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
    return f"{method_version(risk_rules())}.accounts"


def find_risk(texts: Sequence[str]) -> tuple[list[Risk], list[Unprocessed]]:
    """Return how much each text speaks of harm by the site's rules, and a list of those that could not be read."""
    return find(texts, rules=risk_rules())


def speaks_of_harm(risk: Risk, *, field: str) -> bool:
    """Return whether what was found in a text calls a person; in the name of a place or a day only rules can.

    The weak sign learnt from accounts of care. Names of services are short and out of its reach: half of them, such as
    “Adult mental health”, would call a person for nothing.
    """
    return bool(risk.signs) and not (risk.method == WEAK_METHOD and field in _ONLY_NAMES)


def signs_in(texts: Sequence[Text]) -> list[tuple[Sign, ...]]:
    """Return the signs that stand in each redacted copy; what was hidden from it tells nothing any more."""
    risks, _ = find_risk([text.redacted for text in texts])
    found = {risk.index: risk.signs for risk in risks if speaks_of_harm(risk, field=texts[risk.index].field)}
    return [found.get(index, ()) for index in range(len(texts))]
