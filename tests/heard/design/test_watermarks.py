"""The mark of a file that left the site."""

import re

from heard.design.watermarks import new_mark


def test_a_mark_is_short_enough_to_be_read_out_and_never_the_same() -> None:
    marks = {new_mark() for _ in range(1_000)}

    assert len(marks) == 1_000
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", mark) for mark in marks)
