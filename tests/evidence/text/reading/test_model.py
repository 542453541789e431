import json

import numpy as np
import pytest

from evidence.text.reading.features import Comment
from evidence.text.reading.model import BadModel, Model
from evidence.text.reading.training import learn
from tests.evidence.text.reading.lessons import lessons, vectors


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    taught = lessons()
    place = tmp_path_factory.mktemp("model")
    learn(taught, themes=taught.themes(), version="themes-0", card={"what": "made up"}).save(place)
    return place


@pytest.mark.slow
def test_a_model_reads_the_same_from_its_folder(folder):
    taught = lessons()
    made = learn(taught, themes=taught.themes(), version="themes-0", card={"what": "made up"})
    again = Model.load(folder, vectors=vectors())
    comments = [Comment(text="we waited"), Comment(text="kind")]

    np.testing.assert_allclose(
        again.probabilities(comments)[0],
        made.probabilities(comments)[0],
        atol=0.002,
    )
    assert again.card["what"] == "made up"
    assert again.version == "themes-0"


def test_nothing_in_a_models_folder_is_pickled(folder):
    with np.load(folder / "weights.npz", allow_pickle=False) as held:
        assert {held[name].dtype.kind for name in held.files} == {"f"}
    assert {file.suffix for file in folder.iterdir()} == {".json", ".npz"}


def test_a_folder_without_a_model_is_refused_by_name(tmp_path):
    with pytest.raises(BadModel):
        Model.load(tmp_path, vectors=vectors())


def test_parts_that_do_not_fit_together_are_refused(folder, tmp_path):
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    (tmp_path / "card.json").write_text(json.dumps({**card, "vectors": "others"}), encoding="utf-8")

    with pytest.raises(BadModel, match="do not fit"):
        Model.load(tmp_path, vectors=vectors())
