"""Files taken in from the command line."""

from datetime import UTC, datetime

import pytest

from heard.config import taking_in
from heard.feedback.models import Submission
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory
from tests.heard.feedback.sheets import ROWS, csv_file

NOW = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def take(path, organisation, campaign):
    return taking_in.feedback(
        path=path,
        organisation=organisation.slug,
        campaign=campaign.slug,
        mapping=None,
        dry_run=False,
        listing=None,
        progress=lambda _rows: None,
        now=NOW,
        clock=lambda: NOW,
    )


def test_records_are_taken_for_a_campaign_that_the_organisation_takes_part_in_alone(tmp_path):
    path = csv_file(tmp_path / "f.csv", *ROWS)
    owner, other = OrganisationFactory.create_batch(2)
    campaign = CampaignFactory.create(owner=owner)
    with pytest.raises(taking_in.Refusal, match="does not receive feedback in that campaign"):
        take(path, other, campaign)
    assert not Submission.objects.exists()
    assert take(path, owner, campaign).is_taken
