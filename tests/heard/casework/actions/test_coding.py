"""What coders agreed on becomes decisions, a few pieces to a transaction."""

from datetime import UTC, datetime
from unittest import mock

import pytest

from heard.casework.actions import coding
from heard.casework.actions.coding import settle_agreed
from heard.casework.queries.coding import whole_set
from heard.feedback.models import Tone
from heard.insight.actions.coding import CodingOver, code_piece
from heard.insight.models import ToneDecision
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.insight import CodingSetFactory, theme

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreed():
    organisation = OrganisationFactory.create()
    people = [caseworker(organisation), caseworker(organisation)]
    cases = [CaseFactory.create(organisation=organisation) for _ in range(3)]
    started = CodingSetFactory.create(cases=cases, coders=people)
    for item in started.items.all():
        for coder in started.coders.all():
            code_piece(item=item, coder=coder, present=[theme().pk], tone=Tone.BAD, now=NOW)
    return whole_set(coding_set=started).to_settle(agreed=True), people[0]


@pytest.mark.slow
def test_all_that_coders_agree_on_is_decided(agreed) -> None:
    items, by = agreed
    assert settle_agreed(items=items, by=by, now=NOW) == 3
    assert ToneDecision.objects.filter(tone=Tone.BAD, replaced_at=None).count() == 3


@pytest.mark.slow
def test_what_was_settled_before_one_that_another_settled_stays(agreed) -> None:
    items, by = agreed
    settle_agreed(items=items[2:], by=by, now=NOW)
    with mock.patch.object(coding, "AT_ONCE", 2), pytest.raises(CodingOver):
        settle_agreed(items=items, by=by, now=NOW)
    assert ToneDecision.objects.filter(replaced_at=None).count() == 3
