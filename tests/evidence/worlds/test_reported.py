"""The campaign's two famous figures, made anew from exports, and what Heard says that each can and cannot mean."""

from decimal import Decimal

from evidence.exports import Measure, read_export
from evidence.stats import Exposure, Kind, describe_exposure
from evidence.worlds.reported import ORGANIC_IMPRESSIONS, POPULATION, POTENTIAL_REACH, reported


def test_both_figures_come_out_of_their_exports_to_the_unit() -> None:
    world = reported(seed=1)

    mentions = read_export(world.mentions, name="mentions.csv")
    posts = read_export(world.posts, name="posts.csv")

    potential = sum((row.figures[Measure.POTENTIAL_REACH] for row in mentions.rows), Decimal())
    assert (mentions.problems, mentions.unknown, posts.problems, posts.unknown) == ((), (), (), ())
    assert potential == POTENTIAL_REACH == 10_800_000
    assert posts.sum_of(Measure.IMPRESSIONS) == ORGANIC_IMPRESSIONS == 50_400_000


def test_the_hashtags_figure_is_told_as_followers_added_up_and_never_as_people() -> None:
    world = reported(seed=1)
    export = read_export(world.mentions, name="mentions.csv")
    assert export.source
    assert export.first_day
    assert export.last_day

    finding = describe_exposure(
        Exposure(
            channel="The hashtag", kind=Kind.POTENTIAL_REACH, value=POTENTIAL_REACH, first_day=export.first_day,
            last_day=export.last_day, source=export.source.title, paid="organic",
        ),
        population=POPULATION,
        people="adults in England",
    )  # fmt: skip

    assert "have 10,800,000 followers or readers, added up over every mention" in finding.sentence
    assert "not a number of people reached" in finding.sentence
    assert "25% of all 44,000,000 adults in England: it must not be read so" in finding.sentence
    assert world.people < POTENTIAL_REACH / 9


def test_the_organic_figure_is_told_as_times_shown_and_as_more_than_there_are_people() -> None:
    export = read_export(reported(seed=1).posts, name="posts.csv")
    assert export.source
    assert export.first_day
    assert export.last_day

    finding = describe_exposure(
        Exposure(
            channel="X", kind=Kind.IMPRESSIONS, value=float(export.sum_of(Measure.IMPRESSIONS)),
            first_day=export.first_day, last_day=export.last_day, source=export.source.title, paid="organic",
        ),
        population=POPULATION,
        people="adults in England",
    )  # fmt: skip

    assert "shown 50,400,000 times (organic)" in finding.sentence
    assert "it does not say how many people saw it" in finding.sentence
    assert "1.1 times all 44,000,000 adults in England, so it cannot be people" in finding.sentence
