"""A corrected count holds the truth where people decided at random, and is not given where they decided too few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats import Counted, Stratum, corrected, joined, wilson
from evidence.stats.misclassification import FEWEST, LEAST, describe


@st.composite
def strata(draw: st.DrawFn) -> Stratum:
    pieces = draw(st.integers(0, 3000))
    decided = draw(st.integers(0, pieces))
    return Stratum(pieces=pieces, decided=decided, present=draw(st.integers(0, decided)))


def test_each_stratum_weighs_by_its_pieces_not_by_how_many_were_decided():
    found = corrected([Stratum(pieces=1000, decided=50, present=40), Stratum(pieces=4000, decided=50, present=5)])

    assert found.pieces == pytest.approx(1000 * 0.8 + 4000 * 0.1)
    assert found.of == 5000
    assert found.decided == 100


def test_one_large_stratum_has_wilsons_interval():
    found = corrected([Stratum(pieces=1_000_000, decided=148, present=15)])

    plain = wilson(events=15, of=148)
    assert found.interval.low / 1e6 == pytest.approx(plain.low, rel=2e-3)
    assert found.interval.high / 1e6 == pytest.approx(plain.high, rel=2e-3)


def test_where_people_decided_everything_nothing_is_uncertain():
    found = corrected([Stratum(pieces=12, decided=12, present=5), Stratum(pieces=70, decided=70, present=1)])

    assert (found.interval.low, found.pieces, found.interval.high) == (6, 6, 6)


def test_too_few_decisions_correct_nothing():
    assert corrected([Stratum(pieces=5000, decided=FEWEST - 1, present=3)]) is None
    assert (
        corrected([Stratum(pieces=50, decided=LEAST - 1, present=1), Stratum(pieces=900, decided=90, present=1)])
        is None
    )
    assert corrected([]) is None


def test_a_thin_stratum_is_joined_to_its_neighbour():
    held = joined(
        [
            Stratum(pieces=20, decided=1, present=1),
            Stratum(pieces=60, decided=9, present=6),
            Stratum(pieces=900, decided=90, present=2),
        ]
    )

    assert held == (Stratum(pieces=80, decided=10, present=7), Stratum(pieces=900, decided=90, present=2))


@pytest.mark.parametrize(("pieces", "decided", "present"), [(1, 2, 0), (5, 2, 3), (5, 2, -1)])
def test_counts_that_contradict_each_other_are_refused(pieces: int, decided: int, present: int):
    with pytest.raises(ValueError, match="no more"):
        Stratum(pieces=pieces, decided=decided, present=present)


@given(st.lists(strata(), max_size=5))
def test_the_count_lies_in_its_interval_between_what_people_found_and_what_they_left_open(given_strata: list[Stratum]):
    found = corrected(joined(given_strata))

    if found is not None:
        present = sum(each.present for each in given_strata)
        open_or_present = present + sum(each.pieces - each.decided for each in given_strata)
        limits = (present, found.interval.low, found.pieces, found.interval.high, open_or_present)
        assert list(limits) == pytest.approx(sorted(limits))


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    generator, held, repeats = np.random.default_rng(7), 0, 400
    for _ in range(repeats):
        true = generator.random(2000) < 0.1
        marked = np.where(true, generator.random(2000) < 0.7, generator.random(2000) < 0.05)
        drawn = np.isin(np.arange(2000), generator.choice(2000, 200, replace=False))
        found = corrected(joined([_stratum(marked, true, drawn), _stratum(~marked, true, drawn)]))
        held += true.sum() in found.interval

    assert 0.92 <= held / repeats <= 0.98


def test_the_finding_says_what_corrects_what_and_that_intervals_are_no_ranking():
    both = corrected([Stratum(pieces=1000, decided=50, present=40), Stratum(pieces=4000, decided=150, present=15)])
    counted = [
        Counted(name="Waiting", by_machine=1000, decided=200, by_people=55, both=both),
        Counted(name="Food", by_machine=3, decided=0, by_people=0, both=None),
    ]

    finding = describe(counted, of=5000, what="Theme", notes=["Methods: themes-1."])

    assert finding.sentence.startswith("“Waiting” comes first, in about 1,200 of 5,000 pieces (95% interval ")
    assert finding.table.rows[1] == ("Food", 3, 0, 0, None, None, None)
    assert [caveat.split()[0] for caveat in finding.caveats] == ["Where", "Each", "Methods:"]


def test_what_people_decided_altogether_is_no_estimate():
    both = corrected([Stratum(pieces=40, decided=40, present=12)])

    finding = describe([Counted(name="Good", by_machine=9, decided=40, by_people=12, both=both)], of=40, what="Tone")

    assert finding.sentence == "“Good” comes first, in 12 of 40 pieces, each of which a person judged."


def test_without_decisions_the_finding_corrects_nothing():
    counted = [Counted(name="Food", by_machine=3, decided=0, by_people=0, both=None)]

    assert "too few to correct" in describe(counted, of=50, what="Theme").sentence
    assert describe([], of=0, what="Theme").sentence == "There are no pieces to count."


def _stratum(here: np.ndarray, true: np.ndarray, drawn: np.ndarray) -> Stratum:
    return Stratum(pieces=int(here.sum()), decided=int((here & drawn).sum()), present=int((here & drawn & true).sum()))
