import numpy as np
import pytest

from evidence.text.reading.asked import Asked
from evidence.text.reading.features import Comment, Features
from tests.evidence.text.reading.lessons import vectors

COMMENTS = [
    Comment(text="the food was cold", asked=Asked.GOOD, service="111"),
    Comment(text="the food was nice", asked=Asked.GOOD, service="111"),
    Comment(text="the food"),
]


@pytest.fixture
def features() -> Features:
    return Features.learn(COMMENTS, vectors=vectors(), others=["cold food"], fewest=2)


def test_only_what_enough_comments_hold_is_kept(features):
    words = features.names[0]
    assert "the food" in words
    assert "cold" in words
    assert "nice" not in words


def test_each_block_of_a_comment_has_its_weight_as_length(features):
    values = features.rows(COMMENTS[:1]).values.toarray()[0]
    ends = np.cumsum([len(block) for block in features.names])[:-1]

    lengths = [float(np.linalg.norm(block)) for block in np.split(values, ends)]

    assert lengths == pytest.approx([1.0, 1.0, 0.7, 0.5], abs=1e-5)


def test_a_text_of_unknown_words_is_all_nought(features):
    rows = features.rows([Comment(text="zzz"), Comment(text="")])
    assert rows.values.nnz == 0


def test_what_was_asked_tells_the_same_words_apart(features):
    plain, asked = features.rows(
        [Comment(text="the food"), Comment(text="the food", asked=Asked.GOOD)]
    ).values.toarray()
    assert not np.array_equal(plain, asked)


def test_the_phrases_of_a_text_stand_with_their_features(features):
    found, places = features.phrases(["the", "food", "zzz"], Asked.UNKNOWN)
    assert len(places) == len(found)
    assert "the food" in found
    assert "zzz" not in found
