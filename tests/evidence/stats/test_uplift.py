"""The uplift of one period over another: made truth is recovered, and what is unknown is said."""

from datetime import date, timedelta
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats import Period, Uplift, Window, describe, uplift

THIS = Period(date(2020, 7, 8), date(2020, 9, 29))
BEFORE = THIS.shifted(-364)
WEEK = np.array([1.3, 1.2, 1.1, 1.0, 0.9, 0.4, 0.3])


def flat(period: Period, count: int) -> dict[date, int]:
    return dict.fromkeys(period, count)


def compare(this: dict[date, int], before: dict[date, int], **more) -> Uplift:
    return uplift(this=Window(period=THIS, counts=this), before=Window(period=BEFORE, counts=before), **more)


def noisy(period: Period, *, mean: float, phi: float, generator: np.random.Generator) -> dict[date, int]:
    means = np.array([mean * WEEK[day.weekday()] for day in period])
    rates = generator.gamma(means / (phi - 1), phi - 1) if phi > 1 else means
    return dict(zip(period, generator.poisson(rates).tolist(), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(("mean", "phi"), [(60, 1), (60, 4), (0.3, 1), (2, 2)])
def test_the_interval_covers_the_true_ratio_about_as_often_as_it_says(mean: float, phi: float):
    generator = np.random.default_rng(20200708)
    covered = 0
    for _ in range(120):
        result = compare(
            noisy(THIS, mean=mean * 1.4, phi=phi, generator=generator),
            noisy(BEFORE, mean=mean, phi=phi, generator=generator),
        )
        covered += result.interval is not None and 1.4 in result.interval

    assert 0.9 <= covered / 120 <= 1.0


def test_an_interval_for_chance_alone_would_not_have_covered_it():
    """Show that the allowance is needed: Poisson limits miss over-dispersed truth much too often."""
    generator = np.random.default_rng(20200708)
    covered = 0
    for _ in range(120):
        a = sum(noisy(THIS, mean=60, phi=4, generator=generator).values())
        b = sum(noisy(BEFORE, mean=60, phi=4, generator=generator).values())
        reach = 1.96 * np.sqrt(1 / a + 1 / b)
        covered += abs(np.log(a / b)) <= reach

    assert covered / 120 < 0.8


@pytest.mark.slow
@given(
    st.lists(st.integers(0, 80) | st.none(), min_size=len(THIS), max_size=len(THIS)),
    st.lists(st.integers(0, 80) | st.none(), min_size=len(THIS), max_size=len(THIS)),
)
def test_swapping_the_periods_inverts_the_ratio(now: list[int | None], then: list[int | None]):
    this = Window(period=THIS, counts={day: count for day, count in zip(THIS, now, strict=True) if count is not None})
    before = Window(
        period=BEFORE, counts={day: count for day, count in zip(BEFORE, then, strict=True) if count is not None}
    )

    forward, backward = uplift(this=this, before=before), uplift(this=before, before=this)

    assert (forward.ratio is None) == (backward.ratio is None)
    if forward.ratio is None or backward.ratio is None or forward.interval is None or backward.interval is None:
        return
    if forward.ratio not in (0, inf):
        assert forward.ratio == pytest.approx(1 / backward.ratio)
        assert forward.interval.low == pytest.approx(1 / backward.interval.high, rel=1e-4)
    assert forward.ratio in forward.interval


@given(st.integers(1, 500), st.integers(1, 500))
def test_the_ratio_is_the_quotient_of_the_counts_in_equal_periods(now: int, then: int):
    assert compare(flat(THIS, now), flat(BEFORE, then)).ratio == pytest.approx(now / then)


def test_a_day_unknown_in_one_period_is_left_out_of_both():
    this = flat(THIS, 10)
    del this[date(2020, 7, 9)]
    before = flat(BEFORE, 10)
    before[date(2020, 7, 9) - timedelta(days=364)] = 9_999

    result = compare(this, before)

    assert result.ratio == 1
    assert (result.this_days, result.before_days, result.left_out) == (83, 83, 1)


def test_a_known_zero_counts_where_an_unknown_day_does_not():
    zero = flat(THIS, 10) | {THIS.start: 0}
    unknown = {day: count for day, count in flat(THIS, 10).items() if day != THIS.start}

    assert compare(zero, flat(BEFORE, 10)).ratio == pytest.approx(830 / 840)
    assert compare(unknown, flat(BEFORE, 10)).ratio == 1


def test_periods_of_unequal_length_are_compared_by_day():
    shorter = Period(BEFORE.start, BEFORE.start + timedelta(days=41))

    result = uplift(
        this=Window(period=THIS, counts=flat(THIS, 20)), before=Window(period=shorter, counts=flat(shorter, 10))
    )

    assert result.ratio == 2
    assert "counts per day" in " ".join(describe(result, who="The network", what="forms").caveats)


def test_overlapping_periods_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        uplift(this=Window(period=THIS, counts={}), before=Window(period=THIS.shifted(-7), counts={}))


def test_none_before_gives_a_lower_limit_and_no_ratio():
    result = compare(flat(THIS, 1), flat(BEFORE, 0))

    assert result.ratio == inf
    assert result.interval is not None
    assert result.interval.high == inf
    assert result.interval.low > 5
    sentence = describe(result, who="The network", what="forms").sentence
    assert "there is no ratio" in sentence
    assert "at least" in sentence


def test_none_now_gives_an_upper_limit():
    result = compare(flat(THIS, 0), flat(BEFORE, 1))

    assert result.ratio == 0
    assert result.interval is not None
    assert result.interval.low == 0
    assert 0 < result.interval.high < 0.2
    assert describe(result, who="The network", what="forms").sentence.startswith("The network had 100% fewer forms")


def test_none_in_either_period_is_said_plainly():
    finding = describe(compare(flat(THIS, 0), flat(BEFORE, 0)), who="The network", what="forms")

    assert finding.sentence == "The network had no forms in either period."
    assert finding.table.rows[0][5:] == (None, None, None)


def test_nothing_known_before_is_not_taken_for_zero():
    finding = describe(compare(flat(THIS, 5), {}), who="The network", what="forms")

    assert "cannot be compared" in finding.sentence
    assert finding.table.rows[0][5] is None


def test_a_clear_rise_is_said_in_per_cent_with_both_counts():
    finding = describe(compare(flat(THIS, 162), flat(BEFORE, 100)), who="The regulator", what="forms")

    assert finding.sentence.startswith(
        "The regulator had 62% more forms than the period before: 13,608 in 84 days against 8,400 in 84 days"
    )


def test_a_difference_that_chance_could_make_is_not_called_a_rise():
    sentence = describe(compare({THIS.start: 13}, {BEFORE.start: 10}), who="The regulator", what="forms").sentence

    assert "chance alone could explain" in sentence
    assert "more forms" not in sentence


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (compare(flat(THIS, 5), flat(BEFORE, 5)), "does not show that the campaign caused it"),
        (compare({THIS.start: 5}, {BEFORE.start: 20}), "too few days"),
        (compare({THIS.start: 5}, {BEFORE.start: 20}), "fewer than 10 events"),
        (compare(flat(THIS, 5), {BEFORE.start: 5}), "83 days without a count"),
        (compare(flat(THIS, 5), flat(BEFORE, 5)), "too short to show what this ratio usually does"),
        (
            uplift(
                this=Window(period=THIS, counts=flat(THIS, 5), definition="Web forms"),
                before=Window(
                    period=BEFORE, counts=flat(BEFORE, 5), definition="Forms and calls", source="CRM", is_imported=True
                ),
            ),
            "now “Web forms”, before “Forms and calls”",
        ),
        (
            uplift(
                this=Window(period=THIS, counts=flat(THIS, 5)),
                before=Window(period=BEFORE, counts=flat(BEFORE, 5), source="CRM", is_imported=True),
            ),
            "imported from “CRM”",
        ),
        (
            uplift(
                this=Window(period=THIS, counts=flat(THIS, 5)),
                before=Window(period=BEFORE.shifted(1), counts=flat(BEFORE.shifted(1), 5)),
            ),
            "",
        ),
    ],
)
def test_what_to_bear_in_mind_is_said(result: Uplift, said: str):
    assert said in " ".join(describe(result, who="The network", what="forms").caveats)


def test_the_callers_own_caveats_come_last_and_once():
    finding = describe(
        compare(flat(THIS, 5), flat(BEFORE, 5)),
        who="The network",
        what="forms",
        notes=["Still running.", "Still running."],
    )

    assert finding.caveats[-1] == "Still running."
    assert finding.caveats.count("Still running.") == 1


def test_what_the_ratio_usually_does_is_shown_where_the_history_allows():
    long_ago = Period(BEFORE.start - timedelta(days=364), BEFORE.start - timedelta(days=1))
    between = Period(BEFORE.end + timedelta(days=1), THIS.start - timedelta(days=1))
    history = flat(long_ago, 10) | flat(between, 12)

    result = compare(flat(THIS, 20), flat(BEFORE, 12), history=history)

    assert result.usual is not None
    assert result.usual.pairs >= 30
    assert result.usual.low == pytest.approx(1.2)
    assert result.usual.high == pytest.approx(1.2)
    assert "earlier pairs of periods" in " ".join(describe(result, who="The network", what="forms").caveats)


def test_history_sharpens_the_estimate_of_over_dispersion():
    generator = np.random.default_rng(1)
    history_period = Period(BEFORE.start - timedelta(days=300), BEFORE.start - timedelta(days=1))
    history = noisy(history_period, mean=50, phi=3, generator=generator)
    short = Period(THIS.start, THIS.start + timedelta(days=2))
    this = Window(period=short, counts=flat(short, 50))
    before = Window(period=short.shifted(-364), counts=flat(short.shifted(-364), 50))

    assert uplift(this=this, before=before).dispersion is None
    earlier = {day: n for day, n in history.items() if day < BEFORE.start}
    known = uplift(this=this, before=before, history=earlier).dispersion
    assert known is not None
    assert known.phi == pytest.approx(3, rel=0.4)
