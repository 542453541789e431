"""What is promised of the shipped rules on the labelled sets."""

import os
from pathlib import Path

import pytest

from evidence.text.risk import tally_comments, tally_examples


def share(tallies, name):
    (one,) = (one for one in tallies if one.name == name)
    return one.found / one.of


@pytest.mark.slow
def test_the_written_examples_are_found_as_the_page_on_the_method_says():
    tallies = tally_examples()
    assert share(tallies, "written, tuning") >= 0.98
    assert share(tallies, "written, held-back") >= 0.95
    assert share(tallies, "written, set-aside") >= 0.95
    assert share(tallies, "written, set-aside-2") >= 0.95


@pytest.mark.slow
@pytest.mark.skipif("HEARD_DATA" not in os.environ, reason="HEARD_DATA is not set: no real comments.")
def test_real_comments_are_found_and_ordinary_ones_left_alone():
    tallies = tally_comments(Path(os.environ["HEARD_DATA"]))
    assert share(tallies, "comments, held-back: yes") >= 0.85
    assert share(tallies, "all comments") <= 0.09
