"""Ready posts: in every language, with the partner's own link in each, short enough for X."""

from string import Formatter

import pytest

from heard.campaigns.codes import LONGEST
from heard.campaigns.models import Channel, Translation
from heard.campaigns.networks import networks
from heard.design.languages import LANGUAGES
from heard.publication.texts import LENGTHS, templates, wording_of
from tests.factories.campaigns import MADE_AT, CampaignFactory, PartnerFactory, PlacementFactory

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_every_length_and_each_holds_the_link_once(code):
    said = templates()[code]

    assert set(said) == {*LENGTHS, "picture", "invite", "scan"}
    assert all(said[length].count("{link}") == 1 for length in LENGTHS)


@pytest.mark.parametrize("code", CODES)
def test_no_post_waits_for_a_word_that_nobody_gives(code):
    named = {name for words in templates()[code].values() for _text, name, _spec, _how in Formatter().parse(words)}

    assert named <= {"title", "owner", "link", "hashtag", None}


@pytest.mark.parametrize("code", CODES)
def test_the_short_post_fits_x_with_the_longest_link_and_hashtag(code):
    words = templates()[code]["short"].format(
        link=f"https://heard.example.org/l/{'a' * LONGEST}", hashtag="#" + "h" * 60
    )

    assert len(words) <= networks()[Channel.X].text


@pytest.mark.django_db
def test_a_post_speaks_the_links_language_and_carries_the_partners_own_link():
    campaign = CampaignFactory.create(title="Tell us", hashtag="TellUs")
    Translation.objects.create(
        campaign=campaign, language="cy", place="title", source="Tell us", words="Dywedwch wrthym", changed_at=MADE_AT
    )
    partner = PartnerFactory.create(campaign=campaign)
    placement = PlacementFactory.create(campaign=campaign, partner=partner, language="cy", code="lantern-fb")

    said = wording_of(placement)

    assert said.title == "Dywedwch wrthym"
    assert all("/l/lantern-fb" in post and "#TellUs" in post for post in said.posts.values())
    assert "eich enw" in said.posts["short"]


@pytest.mark.django_db
def test_signs_of_the_template_in_a_title_stand_as_they_were_written():
    campaign = CampaignFactory.create(title="Care {link} & <you>")
    placement = PlacementFactory.create(campaign=campaign, partner=PartnerFactory.create(campaign=campaign))

    assert "Care {link} & <you>" in wording_of(placement).posts["long"]
