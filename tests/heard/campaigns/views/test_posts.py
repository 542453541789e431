"""Posts and the calendar in the browser."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from heard.campaigns.models import Post
from tests.factories.campaigns import CampaignFactory, PlacementFactory, PostFactory, WaveFactory
from tests.heard.campaigns.people import a_manager_of

pytestmark = pytest.mark.django_db


def test_a_post_with_a_picture_is_written_approved_by_another_and_shown(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign = CampaignFactory.create()
    writer, reader = a_manager_of(campaign), a_manager_of(campaign)
    out = BytesIO()
    Image.new("RGB", (400, 400)).save(out, "PNG")
    answers = {"name": "Launch", "short": "Tell us <now>", "networks": ["X", "INSTAGRAM"]}
    address = reverse("campaigns:add_post", args=[campaign.slug])

    def picture():
        return SimpleUploadedFile("a.png", out.getvalue())

    refused = writer.post(address, answers | {"picture": picture()})
    assert (refused.status_code, "Say what the picture shows" in refused.content.decode()) == (422, True)
    writer.post(address, answers | {"picture": picture(), "alt_text": "A blank card"})
    post = Post.objects.get()
    approve = reverse("campaigns:approve_post", args=[campaign.slug, post.pk, post.version])
    assert writer.post(approve).status_code == 422
    shown = reader.post(approve, follow=True).content.decode()

    assert "Approved by" in shown
    assert "X, pictures: JPEG or PNG of 5 MB at most, best 1200 × 675, shapes 4:5 to 16:9, 1,000 characters" in shown
    assert "help page: not yet." in shown
    assert "Tell us &lt;now&gt;" in shown
    image = reader.get(reverse("campaigns:post_picture", args=[campaign.slug, post.pk]))
    assert image["Content-Type"] == "image/png"


def test_the_calendar_shows_what_goes_out_and_warns_of_posts_that_nobody_approved():
    post = PostFactory.create()
    link = PlacementFactory.create(
        campaign=post.campaign, ready_post=post, goes_out_at=datetime(2020, 7, 31, 23, 30, tzinfo=UTC)
    )
    manager = a_manager_of(post.campaign)
    address = reverse("campaigns:calendar", args=[post.campaign.slug])

    august = manager.get(address, {"month": "2020-08"}).content.decode()

    assert "00:30" in august
    assert "post not approved" in august
    assert "No link" not in august
    assert "00:30" not in manager.get(address, {"month": "2020-07"}).content.decode()
    for odd in ("nonsense", "0001-01", "9999-12"):
        assert manager.get(address, {"month": odd}).status_code == 200
    file = manager.get(reverse("campaigns:calendar_ics", args=[post.campaign.slug])).content.decode()
    assert f"/l/{link.code}" in file


def test_when_a_link_goes_out_is_said_and_taken_back():
    link = PlacementFactory.create()
    manager, address = a_manager_of(link.campaign), reverse("campaigns:schedule", args=[link.campaign.slug, link.code])
    day = {"day_day": "8", "day_month": "7", "day_year": "2020"}

    assert manager.post(address, day | {"at": "25:00"}).status_code == 422
    manager.post(address, day | {"at": "16:05"})

    link.refresh_from_db()
    assert link.goes_out_at == datetime(2020, 7, 8, 15, 5, tzinfo=UTC)
    manager.post(address, {})
    link.refresh_from_db()
    assert link.goes_out_at is None


def test_the_calendar_shows_each_wave_over_its_days_and_with_its_dates():
    campaign = CampaignFactory.create()
    WaveFactory.create(
        campaign=campaign, name="Launch", audience="everyone", starts_on=date(2020, 7, 8), ends_on=date(2020, 7, 14)
    )
    WaveFactory.create(campaign=campaign, name="Carers", starts_on=date(2020, 7, 30), ends_on=date(2020, 8, 2))
    manager, address = a_manager_of(campaign), reverse("campaigns:calendar", args=[campaign.slug])

    july = BeautifulSoup(manager.get(address, {"month": "2020-07"}).content, "html.parser")

    told = {fact.dt.text: fact.dd.text for fact in july.select(".heard-facts__row")}
    assert told["Launch"] == "8 Jul 2020 to 14 Jul 2020\neveryone"
    bands = [
        [(cell["colspan"], cell.text.strip()) for cell in row.select("td")]
        for row in july.select("tr.heard-calendar__wave")
    ]
    assert bands == [
        [("2", ""), ("5", "Launch, until 14 July")],
        [("2", "Launch, until 14 July"), ("5", "")],
        [("3", ""), ("2", "Carers, until 2 August"), ("2", "")],
    ]
    assert [band["class"] for band in july.select(".heard-band")] == [
        ["heard-band", "heard-band--on"],
        ["heard-band", "heard-band--begun"],
        ["heard-band", "heard-band--on"],
    ]
    june = manager.get(address, {"month": "2020-06"}).content.decode()
    assert "No wave runs this month." in june
    assert "Launch" not in june
