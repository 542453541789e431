"""Other rules are tried on the site's own redacted words, and only counts and keys come out."""

import pytest

from evidence.text.risk import read_rules
from heard.insight.trying_rules import try_rules
from tests.factories.feedback import PieceFactory
from tests.heard.insight.test_tasks import read

OWN = read_rules("version = 1\n[harm parking]\nweight = 0.5\nmeans = No place is left.\ncar park was full\n")


@pytest.mark.django_db
def test_what_would_newly_and_no_longer_call_a_person_is_counted():
    newly = PieceFactory.create(words="The car park was full.")
    no_longer = PieceFactory.create(words="There was a misdiagnosis.")
    PieceFactory.create(words="All was well, thank you.")
    read()

    change = try_rules(rules=OWN)

    assert (change.texts, change.now, change.then) == (3, 1, 1)
    assert change.more == {newly.submission_id}
    assert change.fewer == {no_longer.submission_id}
    assert dict(change.harms_more) == {"parking": 1}
