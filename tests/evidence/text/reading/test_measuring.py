"""That the shipped way of learning is as good as the page about it says: on real comments, so slow."""

import os
from pathlib import Path

import pytest

from evidence.text.reading.labelled import read_earlier, read_labelled, read_meanings
from evidence.text.reading.measuring import cross_validate, figures
from evidence.text.reading.reader import MODELS
from evidence.text.reading.training import Lessons
from evidence.text.reading.vectors import Vectors
from tests.evidence.text.reading.lessons import lessons

pytestmark = pytest.mark.slow

LABELS = Path(__file__).parents[4] / "src" / "heard" / "insight" / "data" / "labels" / "pxqdc-6.json"


def test_figures_count_people_and_themes_and_hold_intervals():
    taught = lessons(90)
    (told, alone), truths = cross_validate(taught, folds=3)
    found = figures(taught, told, truths)

    assert (found["comments"], found["respondents"], found["themes_counted"]) == (90, 45, 2)
    assert found["micro_f1"]["value"] > 0.9
    assert found["micro_f1"]["low"] <= found["micro_f1"]["value"] <= found["micro_f1"]["high"]
    assert found["by_theme"]["timeliness"]["support"] == 60
    assert found["tone_five_steps"]["value"] > 0.9
    assert alone.found.shape == told.found.shape == (90, 2)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif("HEARD_DATA" not in os.environ, reason="HEARD_DATA is not set: no real comments.")
def test_two_folds_of_real_comments_are_read_no_worse_than_published():
    data = Path(os.environ["HEARD_DATA"]) / "comments"
    comments = read_labelled(data)
    taught = Lessons(
        comments=comments,
        meanings=read_meanings(LABELS),
        vectors=Vectors.load(MODELS / "phrases-1"),
        earlier=read_earlier(data, known=comments),
    )
    (told, alone), truths = cross_validate(taught, folds=2)
    found = figures(taught, told, truths)

    assert found["micro_f1"]["value"] > 0.69
    assert found["macro_f1"]["value"] > 0.53
    assert found["tone_three_classes"]["value"] > 0.79
    assert figures(taught, alone, truths)["micro_f1"]["value"] > 0.67
