"""Whatever population there was, its union lies within the bounds; known overlaps only ever narrow them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.stats import Channel, Combined, Overlap, combined_reach, describe_reach

PEOPLE = 400
CHANCES = st.lists(st.floats(0.02, 0.9), min_size=2, max_size=5)


def population(chances: list[float], seed: int, likeness: float) -> "np.ndarray":
    """Return who was reached where, of PEOPLE people, some of them keener on everything than others."""
    chance = np.random.default_rng(seed)
    keen = chance.random(PEOPLE) < 0.5
    tilt = np.where(keen, 1 + likeness, 1 - likeness)
    return chance.random((PEOPLE, len(chances))) < np.clip(np.outer(tilt, chances), 0, 1)


def channels_of(seen: "np.ndarray") -> list[Channel]:
    return [Channel(name=f"C{number}", reach=int(column.sum())) for number, column in enumerate(seen.T)]


def overlap_of(seen: "np.ndarray", first: int, second: int, give: int = 0) -> Overlap:
    both = int((seen[:, first] & seen[:, second]).sum())
    return Overlap(first=f"C{first}", second=f"C{second}", low=max(0, both - give), high=both + give)


@pytest.mark.slow
@settings(max_examples=60)
@given(CHANCES, st.integers(0, 10**6), st.floats(0, 1))
def test_the_union_lies_within_the_bounds_and_overlaps_narrow_them(chances: list[float], seed: int, likeness: float):
    seen = population(chances, seed, likeness)
    union = int(seen.any(axis=1).sum())
    wide = combined_reach(channels=channels_of(seen), universe=PEOPLE)
    pairs = [overlap_of(seen, 0, other) for other in range(1, len(chances))]

    narrow = combined_reach(channels=channels_of(seen), universe=PEOPLE, overlaps=pairs)

    for result in (wide, narrow):
        assert result.bounds.low - 1e-6 <= union <= result.bounds.high + 1e-6
        assert result.bounds.low <= result.point <= result.bounds.high
    assert wide.bounds.low - 1e-6 <= narrow.bounds.low
    assert narrow.bounds.high <= wide.bounds.high + 1e-6


def test_two_channels_whose_overlap_is_known_leave_nothing_open():
    result = combined_reach(
        channels=[Channel(name="A", reach=300), Channel(name="B", reach=200)],
        universe=1000,
        overlaps=[Overlap(first="A", second="B", low=50, high=50)],
    )

    assert (result.bounds.low, result.bounds.high, result.point) == pytest.approx((450, 450, 450))


def test_random_duplication_is_the_product_rule():
    result = combined_reach(
        channels=[Channel(name="A", reach=500), Channel(name="B", reach=500), Channel(name="C", reach=500)],
        universe=1000,
    )

    assert (result.bounds.low, result.point, result.bounds.high) == (500, 875, 1000)


def test_an_interval_of_an_overlap_leaves_as_much_open_as_it_says():
    result = combined_reach(
        channels=[Channel(name="A", reach=300), Channel(name="B", reach=200)],
        universe=1000,
        overlaps=[Overlap(first="B", second="A", low=20, high=80)],
    )

    assert (result.bounds.low, result.bounds.high) == pytest.approx((420, 480))


def test_a_channel_that_reached_all_settles_it():
    result = combined_reach(channels=[Channel(name="A", reach=10), Channel(name="B", reach=10)], universe=10)

    assert (result.bounds.low, result.point, result.bounds.high) == (10, 10, 10)


def test_no_channel_reached_nobody():
    result = combined_reach(channels=[], universe=10)

    assert result.bounds.high == result.point == result.total == 0
    assert "Nothing is known" in describe_reach(result).sentence


@pytest.mark.parametrize(
    ("channels", "overlaps", "words"),
    [
        ([("A", 50_400_000.0)], [], "impressions or of followers"),
        ([("A", 10.0), ("A", 20.0)], [], "two periods cannot be added"),
        ([("A", 10.0), ("B", 20.0)], [("A", "C", 1.0, 2.0)], "names no two"),
        ([("A", 10.0), ("B", 20.0)], [("A", "B", 11.0, 12.0)], "between nought and 10 people"),
        ([("A", 10.0), ("B", 20.0)], [("A", "B", 5.0, 2.0)], "can share"),
        (
            [("A", 600_000.0), ("B", 600_000.0), ("C", 600_000.0)],
            [("A", "B", 0.0, 0.0), ("B", "C", 0.0, 0.0)],
            "no population has them",
        ),
        ([(str(number), 10.0) for number in range(13)], [("1", "2", 1.0, 2.0)], "at most 12 channels"),
    ],
)
def test_figures_that_cannot_be_true_are_refused_in_words(
    channels: list[tuple[str, float]], overlaps: list[tuple[str, str, float, float]], words: str
):
    with pytest.raises(ValueError, match=words):
        combined_reach(
            channels=[Channel(name=name, reach=reach) for name, reach in channels],
            universe=1_000_000,
            overlaps=[Overlap(first=a, second=b, low=low, high=high) for a, b, low, high in overlaps],
        )


def three() -> Combined:
    return combined_reach(
        channels=[
            Channel(name="Facebook", reach=6_200_000),
            Channel(name="X", reach=4_100_000),
            Channel(name="Instagram", reach=3_000_000),
        ],
        universe=44_000_000,
    )


def test_the_sentence_gives_an_interval_and_says_what_the_point_rests_on():
    finding = describe_reach(three(), what="the hashtag", people="adults in England")

    assert finding.sentence.startswith("Between 6,200,000 and 13,300,000 adults in England could have seen the hashtag")
    assert "says nothing about" in finding.sentence
    assert any("survey" in caveat for caveat in finding.caveats)


def test_one_channel_is_said_as_its_own_count():
    result = combined_reach(channels=[Channel(name="Facebook", reach=10_800_000)], universe=44_000_000)

    assert "as Facebook counts them" in describe_reach(result).sentence
