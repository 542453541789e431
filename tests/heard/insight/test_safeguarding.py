"""The site's own rules on signs of harm are used where they can be, and never stop the reading where they cannot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from evidence.text.risk import shipped
from heard.feedback.models import Text, TextField
from heard.insight.safeguarding import find_risk, own_rules_refused, risk_method, risk_rules, signs_in

OWN = "version = mine\n[harm loneliness]\nweight = 0.5\nmeans = Someone is lonely.\nnobody visits\n"


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    risk_rules.cache_clear()
    yield
    risk_rules.cache_clear()


def test_the_shipped_rules_are_used_where_the_site_has_none():
    assert risk_rules() == shipped()
    assert own_rules_refused() == ""


def test_the_sites_own_file_is_used_and_named_in_the_version(settings: Settings, tmp_path: Path):
    (tmp_path / "own.txt").write_text(OWN, encoding="utf-8")
    settings.HEARD_RISK_RULES = str(tmp_path / "own.txt")

    assert find_risk(["Nobody visits her"])[0][0].harm == "loneliness"
    assert "mine-" in risk_method()


def test_a_file_that_cannot_be_used_leaves_the_shipped_rules_and_is_said(settings: Settings, tmp_path: Path):
    (tmp_path / "own.txt").write_text(OWN + "Oops\n", encoding="utf-8")
    settings.HEARD_RISK_RULES = str(tmp_path / "own.txt")

    assert risk_rules() == shipped()
    assert "Line 6" in own_rules_refused()


def test_signs_are_found_again_in_a_redacted_copy():
    copy = "On [date] a carer slapped [name]."

    (signs,) = signs_in([Text(field=TextField.WORDS, redacted=copy)])

    assert "slapped [name]" in {copy[sign.start : sign.end] for sign in signs}


def test_the_name_of_a_service_shows_no_weak_sign():
    kinds = (TextField.WORDS, TextField.SERVICE, TextField.WHERE, TextField.WHEN)

    signs = signs_in([Text(field=kind, redacted="Adult mental health") for kind in kinds])

    assert [bool(each) for each in signs] == [True, False, False, False]
