import numpy as np
import pytest

from evidence.text.reading.encoder import Encoder
from tests.evidence.text.reading.encoders import write


@pytest.fixture
def folder(tmp_path):
    write(tmp_path)
    return tmp_path


def test_a_phrase_has_the_same_vector_alone_and_among_longer_ones(folder):
    encoder = Encoder.load(folder)
    alone = encoder.encode(["waiting"])[0]
    among = encoder.encode(["long waiting long long", "waiting"])[1]
    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_words_are_read_by_their_longest_known_pieces(folder):
    vectors = Encoder.load(folder).encode(["waiting", "wait ing", "zzz", "yyy", "Wáiting"])
    assert not np.allclose(vectors[0], vectors[1])
    np.testing.assert_allclose(vectors[2], vectors[3], atol=1e-6)
    np.testing.assert_allclose(vectors[0], vectors[4], atol=1e-6)
