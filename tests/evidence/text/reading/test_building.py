import numpy as np

from evidence.text.reading.building import common_phrases, vectors_of


def test_only_phrases_that_enough_texts_hold_have_a_vector():
    phrases, counts = common_phrases(["the long wait"] * 4 + ["a long wait", "wait"])

    assert phrases == ["long", "long wait", "wait"]
    assert counts == [5, 5, 6]


def test_vectors_of_a_text_lie_around_nought():
    chance = np.random.default_rng(5)
    texts = ["a b", "b c", "c d", "d a"] * 5
    phrases, counts = common_phrases(texts)
    table = chance.normal(size=(len(phrases), 140)).astype(np.float32)

    vectors = vectors_of(version="phrases-0", phrases=phrases, counts=counts, table=table, texts=texts)

    assert vectors.size == 128
    np.testing.assert_allclose(vectors.of([text.split() for text in texts]).mean(axis=0), 0, atol=1e-6)
