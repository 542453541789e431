import numpy as np
import pytest

from evidence.text.reading.asked import Asked
from evidence.text.reading.encoder import Encoder
from evidence.text.reading.features import Comment
from evidence.text.reading.model import BadModel
from evidence.text.reading.tuned import LONGEST, Tuned, pruned
from tests.evidence.text.reading.encoders import PIECES, WIDTH, encoder


@pytest.fixture
def tuned() -> Tuned:
    chance = np.random.default_rng(6)
    return Tuned(
        encoder=encoder(),
        looks=chance.normal(size=(3, WIDTH)).astype(np.float32),
        weights=chance.normal(size=(3, WIDTH)).astype(np.float32),
        constants=np.zeros(3, dtype=np.float32),
    )


def test_a_comment_scores_the_same_alone_and_among_longer_ones(tuned):
    alone = tuned.scores([Comment(text="waiting")])
    among = tuned.scores([Comment(text="long waiting long long"), Comment(text="waiting")])
    np.testing.assert_allclose(alone[0], among[1], atol=1e-5)


def test_what_was_asked_stands_before_the_words_and_long_comments_are_cut(tuned):
    first, last = PIECES.index("[CLS]"), PIECES.index("[SEP]")
    bare = tuned.numbered(Comment(text="long " * 200))
    told = tuned.numbered(Comment(text="long", asked=Asked.GOOD))
    assert bare == [first, *[PIECES.index("long")] * LONGEST, last]
    assert (told[0], told[-3:]) == (first, [last, PIECES.index("long"), last])


def test_it_reads_the_same_once_it_was_saved_in_eight_bits(tuned, tmp_path):
    tuned.save(tmp_path)
    again = Tuned.load(tmp_path)
    comments = [Comment(text="long waiting"), Comment(text="wait")]
    np.testing.assert_allclose(again.scores(comments), tuned.scores(comments), atol=0.15)
    assert again.encoder.pieces == tuned.encoder.pieces


def test_files_that_hold_no_encoder_are_refused(tuned, tmp_path):
    tuned.save(tmp_path)
    (tmp_path / "encoder.npz").write_bytes(b"no numbers")
    with pytest.raises(BadModel, match="no tuned encoder"):
        Tuned.load(tmp_path)


def test_pieces_that_next_to_no_text_holds_are_left_out_and_their_words_spelt_in_smaller_ones():
    whole = encoder()
    small = pruned(whole, ["waiting", "wait waiting", "long"])
    assert "long" not in small.pieces
    assert {"[CLS]", "[UNK]", "'", "wait", "##ing"} <= set(small.pieces)
    np.testing.assert_allclose(small.encode(["waiting"]), whole.encode(["waiting"]), atol=1e-6)
    assert isinstance(small, Encoder)
