"""A rule file is read whole, or refused with every problem, its line and its mending."""

import pytest

from evidence.text.risk import NotRules, load_rules, read_rules, shipped

SMALL = """version = 1
[words WHO]
me/her
[harm neglect]
weight = 0.6
means = Someone was left alone.
left WHO alone  # a comment
"""


def problems(text: str) -> str:
    with pytest.raises(NotRules) as refused:
        read_rules(text)
    return str(refused.value)


def test_a_small_file_is_read():
    rules = read_rules(SMALL)
    assert rules.harms == ("neglect",)
    assert rules.version.startswith("1-")


def test_a_changed_file_has_another_version_even_where_nobody_changed_the_number():
    assert read_rules(SMALL).version != read_rules(SMALL.replace("0.6", "0.7")).version
    assert len(read_rules(SMALL.replace("version = 1", "version = 2026-11-long")).version) <= 20


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("version = 1\n", ""), "says no version"),
        (("weight = 0.6", "weight = 7"), "Line 4: “weight” must be a number from 0.01 to 0.99"),
        (("weight = 0.6\n", ""), "Line 4: “weight” must be a number"),
        (("means = Someone was left alone.\n", ""), "does not say what it means"),
        (("left WHO alone", "left WHOM alone"), "Line 7: WHOM is no list"),
        (("left WHO alone", "left WHO alone\nweight = 0.9"), "Line 8: “weight” stands after phrases"),
        (("[harm neglect]", "[hurt neglect]"), "Line 4: “[hurt neglect]” is no section"),
        (("[harm neglect]", "[harm]"), "Line 4: “[harm]” is no section"),
        (("left WHO alone  # a comment", ""), "Line 4: the section [harm neglect] has no phrases"),
        (("[words WHO]", "[words who]"), "cannot be a list's name"),
        (("version = 1", "version = 1\nhit me"), "Line 2: this stands before the first section"),
        (("weight = 0.6", "wait = 0.6"), "Line 5: “wait” is no setting here; there may be weight, means, beside"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(change, says):
    assert says in problems(SMALL.replace(*change))


def test_all_problems_are_told_at_once():
    assert problems(SMALL.replace("0.6", "x").replace("me/her", "Me/her")).count("Line") >= 2


def test_a_file_that_is_not_there_or_no_text_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(NotRules, match=r"cannot be opened"):
        load_rules(tmp_path / "none.txt")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotRules, match=r"not a text in UTF-8"):
        load_rules(tmp_path / "bytes")


def test_the_shipped_file_names_the_harms_that_are_promised():
    assert {
        "physical abuse", "sexual abuse", "emotional abuse", "financial abuse", "discriminatory abuse", "neglect",
        "self-harm and suicide", "medication error", "restraint", "unsafe discharge", "danger now",
        "child safeguarding", "domestic abuse", "serious harm",
    } == set(shipped().harms)  # fmt: skip
