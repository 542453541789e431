import numpy as np
import pytest

from evidence.text.reading.features import Comment
from evidence.text.reading.model import Model
from evidence.text.reading.training import folds_of, learn, themes_of, thresholds
from tests.evidence.text.reading.lessons import MEANINGS, labelled, lessons

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model() -> Model:
    taught = lessons()
    return learn(taught, themes=taught.themes(), version="themes-0", card={})


def chances(model, text):
    themes, tones, _rows = model.probabilities([Comment(text=text)])
    return dict(zip(model.themes, themes[0], strict=True)), tones[0]


def test_labels_of_one_meaning_are_one_theme_and_labels_of_none_are_left_out():
    assert themes_of(labelled(0, "", "Waiting", "Queues", "Other", tone=None), MEANINGS) == {"timeliness"}


def test_all_that_one_person_wrote_stands_in_one_fold():
    people = [f"p{n // 3}" for n in range(300)]
    folds = folds_of(people, folds=5)
    assert all(len({*folds[at : at + 3].tolist()}) == 1 for at in range(0, 300, 3))
    assert min(np.bincount(folds)) >= 57


def test_a_model_finds_what_it_was_taught(model):
    waits, tones = chances(model, "we waited and waited")
    assert waits["timeliness"] > 0.8 > 0.3 > waits["staff-manner"]
    assert tones.argmax() == 3
    assert tones.sum() == pytest.approx(1)


def test_a_word_that_only_the_earlier_set_and_the_vectors_know_is_understood(model):
    delay, _tones = chances(model, "delay")
    assert delay["timeliness"] > delay["staff-manner"]


def test_the_same_lessons_make_the_same_model(model):
    taught = lessons()
    again = learn(taught, themes=taught.themes(), version="themes-0", card={})
    np.testing.assert_array_equal(again.weights, model.weights)


def test_a_theme_counts_from_half_of_the_best_f1():
    certain = np.array([[0.95], [0.9], [0.05], [0.02]], dtype=np.float32)
    assert thresholds(certain, np.array([[True], [True], [False], [False]])).tolist() == [0.5]


def test_a_theme_in_one_sentence_of_a_long_comment_is_found(model):
    rest = "It was a day like many others in that place and month of the year and no more is to be said of that day"
    assert (
        chances(model, f"{rest}. We waited.")[0]["timeliness"] > chances(model, f"{rest} we waited.")[0]["timeliness"]
    )
