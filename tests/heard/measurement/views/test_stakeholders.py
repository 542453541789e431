"""The pages of stakeholders: the register, its file, and what they did."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.accounts.models import Role
from heard.measurement.models import EngagementDecision, Stakeholder
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory
from tests.factories.measurement import EngagementFactory, StakeholderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(client):
    made = CampaignFactory.create()
    client.force_login(member(Role.CAMPAIGN_MANAGER, made.owner))
    return made


def test_one_is_put_in_and_not_twice(client, campaign):
    told = {"register": str(campaign.owner_id), "name": "Harbour Carers", "kind": "CHARITY"}

    assert client.post(reverse("measurement:stakeholders"), told).status_code == 302
    again = client.post(reverse("measurement:stakeholders"), told)

    assert (again.status_code, Stakeholder.objects.count()) == (422, 1)
    assert "This name is in the register already." in again.content.decode()


def test_a_file_is_answered_cell_by_cell(client, campaign):
    file = SimpleUploadedFile("s.csv", b"name,kind\nHarbour,club\n")

    response = client.post(
        reverse("measurement:stakeholders_import"), {"file-register": str(campaign.owner_id), "file-file": file}
    )

    assert response.status_code == 422
    assert "Row 2, kind: “club” is none of" in response.content.decode()


def test_a_suggestion_is_decided_and_the_list_is_taken_away(client, campaign):
    one = EngagementFactory.create(campaign=campaign, stakeholder__name="=Harbour")
    page = client.get(reverse("measurement:engagements", args=[campaign.slug])).content.decode()
    assert "=Harbour" in page

    client.post(reverse("measurement:decide_engagement", args=[campaign.slug, one.pk]), {"level": "AMPLIFIED"})
    told = client.post(reverse("measurement:export_engagements", args=[campaign.slug])).content.decode()

    assert EngagementDecision.objects.get().level == "AMPLIFIED"
    assert told.splitlines()[1].startswith("'=Harbour,")


def test_what_somebody_knows_needs_a_name_of_the_register(client, campaign):
    StakeholderFactory.create(register=campaign.owner, name="Harbour Carers")
    told = {"stakeholder": "Nobody", "level": "ACTED", "on_0": "9", "on_1": "7", "on_2": "2020"}

    response = client.post(reverse("measurement:engagements", args=[campaign.slug]), told)

    assert response.status_code == 422
    assert "Put it in the register first." in response.content.decode()
