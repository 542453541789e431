import numpy as np
import pytest

from evidence.text.reading.adapting import TooFew, adapt, themes_to_learn
from evidence.text.reading.features import Comment
from evidence.text.reading.model import Model
from tests.evidence.text.reading.decisions import SETTINGS, base, decided

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model() -> Model:
    return adapt(base=base(), comments=decided(), version="here-1", card={"what": "made up"}, settings=SETTINGS)


def chances(model: Model, text: str) -> dict[str, float]:
    themes, _tones, _rows = model.probabilities([Comment(text=text)])
    return dict(zip(model.themes, themes[0].tolist(), strict=True))


def test_a_theme_that_the_shipped_model_does_not_know_is_learnt(model):
    assert "home-care" not in base().themes
    assert chances(model, "my carer at home")["home-care"] > 0.7 > 0.2 > chances(model, "we waited")["home-care"]


def test_what_nobody_decided_is_read_as_before(model):
    kind = chances(model, "the nurse was so kind")["staff-manner"]
    assert kind == pytest.approx(chances(base(), "the nurse was so kind")["staff-manner"], abs=1e-5)


def test_no_word_is_kept_that_fewer_than_five_people_used():
    rare = decided()
    told = [rare[0].__class__(**{**vars(rare[at]), "text": "our zebra zebra zebra at home"}) for at in (0, 3, 6, 9)]
    model = adapt(base=base(), comments=[*told, *rare[12:]], version="here-1", card={}, settings=SETTINGS)
    assert not [name for block in model.features.names for name in block if "zebr" in name or "bra" in name]
    assert model.features.knows("carer")


def test_one_person_who_says_a_word_five_times_is_one_person():
    rare = decided()
    told = [
        rare[0].__class__(**{**vars(rare[at]), "text": "our zebra at home", "respondent": "one"})
        for at in range(0, 18, 3)
    ]
    model = adapt(base=base(), comments=[*told, *rare[18:]], version="here-1", card={}, settings=SETTINGS)
    assert not model.features.knows("zebra")


def test_nothing_is_learnt_of_a_shipped_word_that_fewer_than_five_people_used(model):
    wide = {name: at for at, name in enumerate(n for block in model.features.names for n in block)}
    shipped = {name: at for at, name in enumerate(n for block in base().features.names for n in block)}
    theme, before = model.themes.index("timeliness"), base().themes.index("timeliness")
    unused = [name for name in shipped if name in {"nurse", "kind to"}]
    slopes = {
        round(float(model.weights[wide[name], theme] / base().weights[shipped[name], before]), 3) for name in unused
    }
    assert len(unused) == 2
    assert len(slopes) == 1  # the line that makes scores probabilities moves all alike; nothing else does


def test_themes_of_few_people_are_not_learnt():
    few = decided(57)
    assert themes_to_learn(few) == ()
    with pytest.raises(TooFew, match="nothing to learn"):
        adapt(base=base(), comments=few, version="here-1", card={}, settings=SETTINGS)


def test_the_model_is_the_same_once_it_was_saved(model, tmp_path):
    model.save(tmp_path)
    again = Model.load(tmp_path, vectors=base().features.vectors)
    np.testing.assert_allclose(
        list(chances(again, "the carer came").values()), list(chances(model, "the carer came").values()), atol=2e-3
    )
    assert again.card["learnt_besides"] == "themes-0"
