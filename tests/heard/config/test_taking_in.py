"""Files taken in from the command line."""

from datetime import UTC, datetime

import pytest

from heard.config import taking_in
from heard.feedback.models import Submission
from heard.places import postcodes
from heard.places.models import Area
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


class TestPostcodes:
    ROW = "LS6 2AB,E08000035,428253,436307\n"

    def take(self, path, **words):
        return taking_in.postcodes(path=path, **{"dry_run": False, "progress": lambda _rows: None, "now": NOW, **words})

    @pytest.fixture(autouse=True)
    def kept(self, settings, tmp_path):
        settings.HEARD_POSTCODES = tmp_path / "postcodes.table"

    def a_file(self, tmp_path, rows):
        path = tmp_path / "ONSPD_FEB_2027_UK.csv"
        path.write_text(f"pcds,lad25cd,east1m,north1m\n{rows}")
        return path

    def test_a_directory_is_taken_and_what_stands_in_it_is_said(self, tmp_path):
        outcome = self.take(self.a_file(tmp_path, self.ROW))

        assert outcome.is_taken
        assert outcome.lines[0] == "ONS Postcode Directory Feb 2027: 1 postcodes were taken."
        assert postcodes.find("LS6 2AB").district == "E08000035"

    def test_a_dry_run_says_what_would_be_taken(self, tmp_path):
        outcome = self.take(self.a_file(tmp_path, self.ROW), dry_run=True)

        assert "1 postcodes would be taken" in outcome.lines[0]
        assert postcodes.table() is None

    def test_a_directory_with_a_fault_is_refused_with_its_line(self, tmp_path):
        outcome = self.take(self.a_file(tmp_path, f"{self.ROW}NONSENSE,E08000035,1,1\n"))

        assert (outcome.is_taken, outcome.refused) == (False, ("Line 3: “NONSENSE” is no postcode.",))
        assert postcodes.table() is None

    def test_another_file_is_refused_in_a_sentence(self, tmp_path):
        path = tmp_path / "list.csv"
        path.write_text("a,b\n1,2\n")

        with pytest.raises(taking_in.Refusal, match="must name columns for the postcode"):
            self.take(path)


def test_an_official_look_up_of_areas_is_taken(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("LAD25CD,LAD25NM,UTLA25CD,UTLA25NM\nE07000105,Ashford,E10000016,Kent\n")

    taking_in.load(kind="areas", path=path, dry_run=False, replaces=False, progress=lambda _rows: None, now=NOW)

    assert Area.objects.get(code="E07000105").parent.name == "Kent"
