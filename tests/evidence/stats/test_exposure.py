"""A figure of reach carries its meaning, and refuses to be added to what it may not be added to."""

from datetime import date

import pytest

from evidence.stats import CannotBeAdded, Exposure, Kind, channels_of

JULY = (date(2020, 7, 1), date(2020, 7, 31))
AUGUST = (date(2020, 8, 1), date(2020, 8, 31))


def of(
    kind: Kind, value: float = 100, *, days=JULY, channel: str = "Meta", source: str = "Meta Ads Manager"
) -> Exposure:
    return Exposure(channel=channel, kind=kind, value=value, first_day=days[0], last_day=days[1], source=source)


def test_impressions_of_two_months_add_up() -> None:
    both = of(Kind.IMPRESSIONS) + of(Kind.IMPRESSIONS, 50, days=AUGUST)

    assert (both.value, both.first_day, both.last_day) == (150, JULY[0], AUGUST[1])


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            of(Kind.REACH, days=AUGUST),
            "whoever was reached twice would count twice. Export one row for the whole time.",
        ),
        (of(Kind.REACH, channel="TikTok"), "some people saw it on both. Combined reach says"),
        (of(Kind.IMPRESSIONS), "reach and impressions cannot be added up: accounts are not times shown."),
        (of(Kind.POTENTIAL_REACH), "reach and potential reach cannot be added up"),
    ],
)
def test_reach_refuses_another_time_another_channel_and_another_kind(other: Exposure, sentence: str) -> None:
    with pytest.raises(CannotBeAdded, match="cannot be added up") as refused:
        of(Kind.REACH) + other

    assert sentence in str(refused.value)


def test_impressions_refuse_days_that_overlap_and_another_source() -> None:
    with pytest.raises(CannotBeAdded, match="overlap"):
        of(Kind.IMPRESSIONS) + of(Kind.IMPRESSIONS)
    with pytest.raises(CannotBeAdded, match="may tell of the same"):
        of(Kind.IMPRESSIONS) + of(Kind.IMPRESSIONS, days=AUGUST, source="Sprout Social")


def test_python_itself_cannot_sum_reaches() -> None:
    with pytest.raises(TypeError):
        sum([of(Kind.REACH)])  # type: ignore[type-var, list-item]


def test_only_reach_and_each_channel_once_may_be_combined() -> None:
    channels = channels_of([of(Kind.REACH), of(Kind.REACH, 40, channel="TikTok")])

    assert [(channel.name, channel.reach) for channel in channels] == [("Meta", 100), ("TikTok", 40)]
    with pytest.raises(CannotBeAdded, match="not people"):
        channels_of([of(Kind.POTENTIAL_REACH)])
    with pytest.raises(CannotBeAdded, match="Export one row"):
        channels_of([of(Kind.REACH), of(Kind.REACH, days=AUGUST)])
