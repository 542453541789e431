"""A partner's toolkit: opened by signing in or by a link, its own and nobody else's."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Role
from heard.campaigns.links import short_address
from heard.campaigns.models import Placement, PostText, VisitKind
from heard.design import clock
from heard.publication import actions, pictures
from tests.factories.accounts import OrganisationFactory, UserFactory, member
from tests.factories.campaigns import (
    OPENED_AT,
    CampaignFactory,
    PartnerFactory,
    PlacementFactory,
    PostFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db

NOW = OPENED_AT + timedelta(days=2)


@pytest.fixture(autouse=True)
def at(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(pictures, "picture_of", lambda *_, **__: b"drawn")


@pytest.fixture
def two():
    """Two partners of one campaign, each with a link of its own and a link that opens its toolkit."""
    campaign = CampaignFactory.create(open=True, title="Lanterns")
    return [
        _partner(campaign, name, code)
        for name, code in (("Lantern", "lantern-fb"), ("Quayside Friends", "quayside-fb"))
    ]


def _partner(campaign, name, code):
    partner = PartnerFactory.create(campaign=campaign, organisation=OrganisationFactory.create(name=name))
    placement = PlacementFactory.create(campaign=campaign, partner=partner, code=code, post=f"{name}’s post")
    made = actions.make_toolkit_link(partner=partner, days=7, by=UserFactory.create(), now=NOW)
    return partner, placement, made.secret


def _address(placement) -> str:
    return short_address(placement.code)


def _soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


OWN = ("held_toolkit", "held_new_link")
OF_A_LINK = (("held_link", ()), ("held_qr", ("svg",)), ("held_picture", ("x", "png")))


def test_the_link_opens_the_toolkit_without_a_cookie_and_tells_no_one_where_it_is(two, client):
    (_mine, placement, secret), _other = two

    response = client.get(reverse("publication:held_toolkit", args=[secret]))

    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert f"/l/{placement.code}" in str(_soup(response).select_one(".heard-kit input"))


def test_a_partner_sees_nothing_of_another_ones(two, client):
    (_mine, _placement, secret), (other, others, _) = two

    text = client.get(reverse("publication:held_toolkit", args=[secret])).content.decode()

    assert others.code not in text
    assert other.organisation.name not in text


@pytest.mark.parametrize(("name", "more"), OF_A_LINK)
def test_a_partners_link_opens_nothing_of_another_ones_by_its_code(two, client, name, more):
    (_mine, own, secret), (_other, others, _) = two

    assert client.get(reverse(f"publication:{name}", args=[secret, own.code, *more])).status_code == 200
    assert client.get(reverse(f"publication:{name}", args=[secret, others.code, *more])).status_code == 404


def test_someone_who_works_for_a_partner_opens_its_toolkit_and_no_other(two, client):
    (mine, own, _), (other, others, _) = two
    client.force_login(member(Role.PARTNER, mine.organisation))
    slug = mine.campaign.slug

    def status(organisation, *more):
        names = {0: "toolkit", 1: "link"}
        return client.get(reverse(f"publication:{names[len(more)]}", args=[slug, organisation.slug, *more])).status_code

    assert (status(mine.organisation), status(mine.organisation, own.code)) == (200, 200)
    assert (status(other.organisation), status(other.organisation, others.code)) == (404, 404)
    assert status(mine.organisation, others.code) == 404


def test_the_way_back_from_a_toolkit_opens_for_its_partner_and_for_the_campaigns_manager(two, client):
    mine = two[0][0]
    for user in (
        member(Role.PARTNER, mine.organisation),
        member(Role.CAMPAIGN_MANAGER, mine.campaign.owner),
    ):
        client.force_login(user)
        page = _soup(client.get(reverse("publication:toolkit", args=[mine.campaign.slug, mine.organisation.slug])))
        [back] = page.select(".nhsuk-back-link")
        assert client.get(str(back["href"])).status_code in {200, 302}


def test_a_partner_of_another_campaign_opens_nothing_of_this_one(two, client):
    mine = two[0][0]
    elsewhere = PartnerFactory.create(organisation=mine.organisation)
    client.force_login(member(Role.PARTNER, mine.organisation))

    assert (
        client.get(
            reverse("publication:toolkit", args=[elsewhere.campaign.slug, two[1][0].organisation.slug])
        ).status_code
        == 404
    )


@pytest.mark.parametrize("name", OWN)
def test_a_link_whose_days_are_over_says_whom_to_ask(two, client, name, monkeypatch):
    (mine, _placement, secret), _other = two
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=8))

    response = client.get(reverse(f"publication:{name}", args=[secret]))

    assert response.status_code == 410
    assert mine.campaign.owner.name in _soup(response).main.text
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_secret_that_never_was_is_not_found(client):
    assert client.get(reverse("publication:held_toolkit", args=["x" * 32])).status_code == 404


def test_whoever_holds_the_link_makes_a_link_of_the_partners_own(two):
    (mine, _placement, secret), _other = two
    browser = Client(enforce_csrf_checks=True)

    response = browser.post(
        reverse("publication:held_new_link", args=[secret]), {"channel": "WEBSITE", "post": "", "language": "pl"}
    )

    made = Placement.objects.get(channel="WEBSITE")
    assert (made.partner, made.language) == (mine, "pl")
    assert response.headers["Location"] == reverse("publication:held_link", args=[secret, made.code])
    assert not response.cookies


def test_a_wrong_answer_keeps_what_was_typed_and_makes_nothing(two, client):
    secret = two[0][2]

    response = client.post(
        reverse("publication:held_new_link", args=[secret]), {"channel": "", "post": "Spring letter", "language": "cy"}
    )

    page = _soup(response)
    assert response.status_code == 422
    assert page.select_one(".nhsuk-error-summary")
    assert [field["value"] for field in page.select("#id_post")] == ["Spring letter"]
    assert Placement.objects.count() == 2


def test_figures_are_the_partners_own_and_none_under_ten_is_shown(two, client):
    (_mine, own, secret), (_other, others, _) = two
    VisitFactory.create_batch(12, placement=own, at=NOW - timedelta(hours=1))
    VisitFactory.create_batch(4, placement=own, kind=VisitKind.LOOKUP, at=NOW - timedelta(hours=1))
    VisitFactory.create_batch(30, placement=others, at=NOW - timedelta(hours=1))

    page = _soup(client.get(reverse("publication:held_toolkit", args=[secret])))

    figures = [tile.text for tile in page.select(".heard-stat__figure")]
    assert figures[:2] == ["12", "fewer than 10"]


def test_no_sum_gives_a_small_number_away(two, client):
    (mine, own, secret), _other = two
    small = PlacementFactory.create(campaign=mine.campaign, partner=mine, code="lantern-x")
    VisitFactory.create_batch(12, placement=own, at=NOW - timedelta(hours=1))
    VisitFactory.create_batch(3, placement=small, at=NOW - timedelta(hours=1))

    page = _soup(client.get(reverse("publication:held_toolkit", args=[secret])))

    assert [tile.text for tile in page.select(".heard-stat__figure")][:2] == ["at least 12", "not shown yet"]
    assert "15" not in page.main.text


def test_the_page_of_a_link_has_posts_pictures_and_embeds_all_by_that_link(two, client):
    (_mine, own, secret), _other = two

    page = _soup(client.get(reverse("publication:held_link", args=[secret, own.code])))

    for field in ("post-short", "post-medium", "post-long", "embed-button"):
        assert f"/l/{own.code}" in page.select_one(f"#{field}").text
    assert f"/embed/{own.code}/" in page.select_one("#embed-frame").text
    assert "<script" not in page.select_one("#embed-frame").text
    assert all(picture["alt"] for picture in page.select("img"))


def test_the_campaigns_approved_posts_stand_in_the_toolkit_with_the_partners_link(two, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (_mine, own, secret), _other = two
    about = {"campaign": own.campaign, "networks": ["FACEBOOK"], "picture_kind": "PNG", "alt_text": "A ward"}
    posts = {
        "said": PostFactory.create(approved_at=NOW, picture=ContentFile(b"a picture", name="a.png"), **about),
        "not approved": PostFactory.create(**about),
        "for another network": PostFactory.create(approved_at=NOW, **about | {"networks": ["X"]}),
    }
    for words, post in posts.items():
        PostText.objects.create(post=post, language="en-gb", length="SHORT", text=f"Words {words}.")
    PostText.objects.create(post=posts["said"], language="cy", length="SHORT", text="Geiriau.")

    page = _soup(client.get(reverse("publication:held_link", args=[secret, own.code])))

    assert [field.text for field in page.select("textarea[id$=-short][id^=own-]")] == [f"Words said. {_address(own)}"]
    assert "not approved" not in page.main.text
    assert "another network" not in page.main.text
    assert "Geiriau" not in page.main.text

    def picture(post):
        return client.get(reverse("publication:held_post_picture", args=[secret, own.code, post.pk]))

    assert picture(posts["said"]).content == b"a picture"
    assert picture(posts["not approved"]).status_code == 404
