"""Writing what a campaign means to say, and approving it."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from heard.accounts.models import AuditLine
from heard.campaigns import actions
from heard.campaigns.advice import advice_on
from heard.campaigns.models import Channel, Post
from heard.campaigns.networks import networks
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, PlacementFactory, PostFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)
PLAN = actions.PostPlan(name="Launch film", networks=(Channel.X,), short="Tell us about your care.")


def test_links_that_bear_its_name_lead_to_a_new_post_and_new_links_do_too():
    campaign = CampaignFactory.create()
    before = PlacementFactory.create(campaign=campaign, post="LAUNCH FILM")

    post = actions.add_post(campaign=campaign, plan=PLAN, by=None, now=NOW)
    after = actions.place(
        campaign=campaign, plan=actions.PlacementPlan(channel=Channel.X, post="launch film"), by=None, now=NOW
    )

    before.refresh_from_db()
    assert (before.ready_post, after.ready_post) == (post, post)


def test_another_person_approves_the_version_that_they_read():
    writer, reader = UserFactory.create(), UserFactory.create()
    post = actions.add_post(campaign=CampaignFactory.create(), plan=PLAN, by=writer, now=NOW)

    with pytest.raises(actions.SamePerson):
        actions.approve_post(post=post, version=1, by=writer, now=NOW)
    with pytest.raises(actions.Changed):
        actions.approve_post(post=post, version=0, by=reader, now=NOW)
    actions.approve_post(post=post, version=1, by=reader, now=NOW)

    post.refresh_from_db()
    assert (post.approved_by, post.approved_at) == (reader, NOW)
    assert AuditLine.objects.get(code="campaigns.post.approved").actor == reader


@pytest.mark.parametrize("change", ["words", "language"])
def test_a_change_takes_the_approval_away(change):
    writer, reader = UserFactory.create(), UserFactory.create()
    post = actions.add_post(campaign=CampaignFactory.create(), plan=PLAN, by=writer, now=NOW)
    actions.approve_post(post=post, version=1, by=reader, now=NOW)

    if change == "words":
        actions.change_post(post=post, plan=PLAN, by=reader, now=NOW)
    else:
        actions.translate_post(post=post, language="cy", short="Helo", long="", by=reader, now=NOW)

    post.refresh_from_db()
    assert (post.is_approved, post.version, post.changed_by) == (False, 2, reader)


def test_a_name_is_taken_however_it_is_written():
    campaign = PostFactory.create(name="launch FILM").campaign

    with pytest.raises(actions.PostExists):
        actions.add_post(campaign=campaign, plan=PLAN, by=None, now=NOW)


def test_the_database_refuses_a_picture_without_words():
    with pytest.raises(IntegrityError):
        PostFactory.create(picture="posts/a.png")


def test_a_post_whose_short_text_fits_needs_no_mending_and_one_without_does():
    campaign = CampaignFactory.create()
    plans = (
        actions.PostPlan(name="Fits", networks=(Channel.X,), short="a" * 256, long="b" * 900),
        actions.PostPlan(name="Long", networks=(Channel.X, Channel.LINKEDIN), short="a" * 257),
    )
    fits, long = (actions.add_post(campaign=campaign, plan=plan, by=None, now=NOW) for plan in plans)

    assert advice_on(post=fits, texts=fits.texts.all()) == ()
    [one] = advice_on(post=long, texts=long.texts.all())
    assert (one.network, "281" in one.sentence) == ("X", True)
    assert Post.objects.count() == 2


def a_post(*, networks, size, kind="JPEG", content=1_000, alt_text="A nurse at a desk"):
    """Return a post whose picture says of itself what the test wants; its file is not drawn."""
    return PostFactory.create(
        networks=networks,
        picture=SimpleUploadedFile("a.jpg", b"x" * content),
        picture_kind=kind,
        picture_width=size[0],
        picture_height=size[1],
        alt_text=alt_text,
    )


def advice_about(post):
    return [one.sentence for one in advice_on(post=post, texts=())]


@pytest.mark.parametrize("code", sorted(networks()))
def test_the_size_that_a_network_likes_best_needs_no_mending(code, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    width, height = networks()[code].pictures.best.split(" × ")

    assert advice_about(a_post(networks=[code], size=(int(width), int(height)))) == []


@pytest.mark.parametrize(
    ("code", "picture", "said"),
    [
        ("TIKTOK", {"size": (1080, 1920), "kind": "PNG"}, "The picture is a PNG; it takes JPEG."),
        ("BLUESKY", {"size": (900, 900), "content": 1_000_001}, "it has 1.1 MB, and 1 MB may be."),
        ("LINKEDIN", {"size": (400, 400)}, "The picture is 400 dots wide; 552 is the least."),
        ("MASTODON", {"size": (8_000, 5_000)}, "too many dots: 8000 × 5000. 1200 × 675 is enough."),
        ("FACEBOOK", {"size": (600, 1200)}, "600 × 1200 is outside its shapes, 4:5 to 1.91:1. 1200 × 630 suits it."),
        ("YOUTUBE", {"size": (1000, 1000)}, "1000 × 1000 is outside its shapes, 16:9. 1280 × 720 suits it."),
        ("TIKTOK", {"size": (1080, 1920), "alt_text": "a" * 301}, "is said in 301 characters; 300 may be."),
    ],
)
def test_a_picture_that_does_not_suit_a_network_is_told_in_a_sentence(code, picture, said, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    [one] = advice_about(a_post(networks=[code], **picture))

    assert said in one


def test_a_post_without_a_picture_has_nothing_to_mend_in_it():
    assert advice_about(PostFactory.create(networks=sorted(networks()))) == []
