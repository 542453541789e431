import json

import numpy as np
import pytest
from scipy.special import logit

from evidence.text.reading import read, shipped
from evidence.text.reading.accurate import accurate, joined, save_accurate, settled
from evidence.text.reading.model import TONES, BadModel
from evidence.text.reading.tuned import Tuned
from tests.evidence.text.reading.encoders import WIDTH, encoder


@pytest.fixture
def folder(tmp_path):
    """An accurate model with a made encoder, which is sure of the first theme and of the last tone."""
    themes = shipped().themes
    columns = len(themes) + len(TONES)
    sure = np.full(columns, -6, dtype=np.float32)
    sure[[0, -1]] = 6
    nothing = np.zeros((columns, WIDTH), dtype=np.float32)
    save_accurate(
        tmp_path,
        tuned=Tuned(encoder=encoder(), looks=nothing, weights=nothing, constants=sure),
        slopes=np.ones(len(themes), dtype=np.float32),
        shifts=np.zeros(len(themes), dtype=np.float32),
        limits=np.full(len(themes), 0.5, dtype=np.float32),
        card={"version": "accurate-0", "beside": "themes-1", "themes": list(themes)},
    )
    return tmp_path


def test_scores_of_both_are_averaged_and_the_encoder_tells_the_tone():
    both, steps = joined(np.array([[0.9, 0.2]], dtype=np.float32), np.array([[1.0, -3.0, 5.0, 5.0]], dtype=np.float32))
    np.testing.assert_allclose(both, [[(logit(0.9) + 1) / 2, (logit(0.2) - 3) / 2]], rtol=1e-5)
    np.testing.assert_allclose(steps, [[0.5, 0.5]], rtol=1e-5)


def test_scores_that_tell_nothing_become_the_share_of_comments():
    chance = np.random.default_rng(7)
    truths = chance.random((4000, 1)) < 0.2
    slopes, shifts, limits = settled(chance.normal(size=(4000, 1)).astype(np.float32), truths)
    assert 1 / (1 + np.exp(-shifts[0])) == pytest.approx(0.2, abs=0.03) or slopes[0] == 1
    assert 0 < limits[0] < 0.5


def test_the_encoder_has_half_a_say_and_the_words_that_told_are_the_fast_models(folder):
    model = accurate(folder)
    text = "The nurse was kind and gentle."

    ((fast,), _), ((both,), _) = read([text]), read([text], model=model)

    assert both.model == "accurate-0"
    assert both.tone.code == TONES[-1] != fast.tone.code
    themes, _tones, _rows = model.probabilities([])
    assert themes.shape == (0, len(model.themes))


@pytest.mark.parametrize("changed", [{"beside": "themes-0"}, {"themes": ["other"]}, None])
def test_files_that_do_not_belong_beside_the_fast_model_are_refused(folder, changed):
    card = folder / "card.json"
    card.write_text(json.dumps({**json.loads(card.read_text()), **changed}) if changed else "{")
    with pytest.raises(BadModel):
        accurate(folder)


def test_the_shipped_one_reads_and_says_which_it_is():
    ((found,), _) = read(["The nurse was so kind and caring to me."], model=accurate())
    assert found.model == "accurate-1"
    assert "staff-manner" in {theme.code for theme in found.themes}
    assert found.tone.code in {"VERY_GOOD", "GOOD"}
