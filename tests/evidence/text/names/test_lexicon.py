import pytest

from evidence.text.folding import folded
from evidence.text.names.lexicon import dump, load, shipped


@pytest.mark.parametrize(
    ("word", "plain"), [("Zoë", "zoe"), ("Łukasz", "lukasz"), ("Sarah’s", "sarah"), ("O'Neil", "o'neil")]
)
def test_a_word_is_compared_without_case_accents_and_possession(word, plain):
    assert folded(word) == plain


def test_a_slip_of_a_common_word_is_told_from_a_word_that_nobody_knows():
    lexicon = shipped().lexicon
    assert lexicon.is_slip("excelent")
    assert lexicon.is_slip("appointmnet")
    assert not lexicon.is_slip("agnieszka")


@pytest.mark.slow
def test_what_is_written_is_what_is_read():
    model = shipped()
    again = load(dump(model))
    assert (again.weights, again.lexicon, again.threshold) == (model.weights, model.lexicon, model.threshold)
    assert dump(again) == dump(model)


def test_the_shipped_model_is_small():
    assert len(dump(shipped())) < 600_000
