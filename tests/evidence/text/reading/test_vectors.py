import numpy as np

from evidence.text.reading.vectors import Vectors
from tests.evidence.text.reading.lessons import vectors


def test_a_text_has_the_direction_of_its_words_and_length_one():
    found = vectors().of([["we", "waited"], ["kind", "kind"], ["nothing", "known"]])

    np.testing.assert_allclose(found, [[1, 0], [0, 1], [0, 0]], atol=1e-6)


def test_vectors_come_back_from_a_folder_nearly_as_they_were(tmp_path):
    vectors().save(tmp_path)
    again = Vectors.load(tmp_path)

    assert again.phrases == vectors().phrases
    assert again.version == "phrases-0"
    np.testing.assert_allclose(again.table, vectors().table, atol=1 / 127)
