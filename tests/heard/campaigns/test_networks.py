"""How networks count a text."""

import pytest

from heard.campaigns.models import Channel
from heard.campaigns.networks import length_of, networks

X = networks()["X"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Tell us", 7),
        ("café", 4),
        ("cafe\u0301", 4),
        ("See https://www.example.org/a/very/long/address?with=words now", 4 + 23 + 4),
        ("👩‍👩‍👧‍👦", 2),
        ("👍🏽👍", 4),
        ("🇬🇧", 2),
        ("看護", 4),
        ("“quoted” – and…", 16),
    ],
)
def test_x_counts_links_as_23_and_every_emoji_as_two(text: str, length: int) -> None:
    assert length_of(text, network=X) == length


def test_others_count_characters_code_units_or_bytes() -> None:
    known = networks()

    assert length_of("é👍", network=known["LINKEDIN"]) == 2
    assert length_of("é👍", network=known["TIKTOK"]) == 3
    assert length_of("é👍", network=known["YOUTUBE"]) == 6


def test_each_limit_says_where_and_when_it_was_seen() -> None:
    assert all(network.source.startswith("https://") and network.seen.year >= 2026 for network in networks().values())


def test_each_limit_of_pictures_says_where_and_when_it_was_seen() -> None:
    for network in networks().values():
        pictures = network.pictures
        assert pictures.sources
        assert all(source.startswith("https://") for source in pictures.sources)
        assert pictures.seen.year >= 2026
        assert bool(pictures.ratios) == bool(pictures.shapes)


def test_every_network_on_which_a_post_goes_out_is_known() -> None:
    others = {Channel.EMAIL, Channel.WEBSITE, Channel.PRINT, Channel.OTHER}

    assert set(networks()) == set(Channel) - others
