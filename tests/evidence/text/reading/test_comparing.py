import pytest

from evidence.text.reading.adapting import TooFew, adapt
from evidence.text.reading.comparing import compare
from evidence.text.reading.decided import digests_of
from tests.evidence.text.reading.decisions import SETTINGS, base, decided

pytestmark = pytest.mark.slow


def test_a_model_that_learnt_what_the_old_one_cannot_know_is_better():
    found = compare(base=base(), in_use=base(), comments=decided(), settings=SETTINGS)

    assert found.is_better
    assert found.gain.low > 0
    assert found.people == 150
    assert "is better than themes-0" in found.finding().sentence


def test_a_model_that_learnt_nothing_new_is_not_used():
    comments = decided()
    good = adapt(base=base(), comments=comments, version="here-1", card={}, settings=SETTINGS)

    found = compare(base=base(), in_use=good, comments=comments, settings=SETTINGS)

    assert not found.is_better
    assert "is not shown to be better than here-1" in found.finding().sentence


def test_labels_at_random_beat_nothing():
    comments = [
        comment.__class__(**{**vars(comment), "labels": frozenset(["timeliness"] if at % 2 else []), "tone": None})
        for at, comment in enumerate(decided())
    ]
    assert not compare(base=base(), in_use=base(), comments=comments, settings=SETTINGS).is_better


def test_people_who_taught_the_model_in_use_do_not_count():
    comments = decided(210)
    seen = frozenset(digests_of(comments[:90]))
    assert compare(base=base(), in_use=base(), comments=comments, seen=seen, settings=SETTINGS).people == 120
    with pytest.raises(TooFew, match="60 people's"):
        compare(
            base=base(), in_use=base(), comments=comments, seen=frozenset(digests_of(comments[:150])), settings=SETTINGS
        )
