import pytest

from evidence.text import redact


def redacted(text):
    return redact([text])[0][0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Margaret in room 12 fell", "[name] in [room] fell"),
        ("Mrs Example, Room 24", "[name], [room]"),
        ("bed 4 (Mr Example) was wet", "[room] ([name]) was wet"),
        ("my husband Peter lives in Rm 12", "my husband [name] lives in [room]"),
        ("my wife Margaret was on ward 7 bed 3", "my wife [name] was on [room]"),
        ("Ward 9 (Margaret) was cold", "[room] ([name]) was cold"),
    ],
)
def test_a_room_beside_the_name_of_somebody_is_hidden(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Bay 3 is always cold.", "The staff on ward 1 were kind.", "room 12 and bed 4 had no curtain", "Ward 15 Hospital"],
)
def test_a_room_without_a_name_stays(text):
    assert redacted(text) == text


def test_the_ward_of_a_member_of_staff_stays():
    assert redacted("Nurse Example on ward 7 was kind") == "[name of staff] on ward 7 was kind"


def test_a_name_in_the_sentence_before_does_not_take_the_room():
    assert redacted("I saw Margaret. Bed 4 was dirty") == "I saw [name]. Bed 4 was dirty"
