import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.names import find_names


def found(text):
    return [text[name.start : name.end] for name in find_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sarah was lovely.", ["Sarah"]),
        ("sarah was lovely", ["sarah"]),
        ("SARAH WAS LOVELY", ["SARAH"]),
        ("Thanks to Mohammed, Siobhan and all the team.", ["Mohammed", "Siobhan"]),
        ("I spoke to Agnieszka Kowalska on the phone", ["Agnieszka Kowalska"]),
        ("my nurse was called shanice", ["shanice"]),
        ("Olivia's voice was calm", ["Olivia"]),
        ("the receptionist (Jane) smiled", ["Jane"]),
        ("ask for Ngozi", ["Ngozi"]),
    ],
)
def test_a_name_is_found_without_a_title_and_however_it_is_typed(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The staff will help you in any way.",
        "May I say that the wait was long?",
        "Good care and grace under pressure.",
        "Rowan ward",
        "I was on Victoria ward, then at Derby Hospital.",
        "On Monday in March they rang 111.",
        "excellent service very profesional staff",
        "The CPN from CAMHS and the HCAs were great.",
        "Clean, friendly, on time.",
        "",
        "🙂🙂 👍",
        "٣ ممتاز",
    ],
)
def test_words_of_care_are_no_names(text):
    assert found(text) == []


def test_a_name_that_is_clear_once_is_found_wherever_it_stands():
    assert found("Sarah was lovely. Later sarah rang, and SARAH came.") == ["Sarah", "sarah", "SARAH"]


def test_it_is_known_whether_the_words_around_say_staff():
    by_name = {"Priya the nurse came": True, "my daughter Priya came": False, "a midwife called Priya": True}
    assert {text: find_names(text)[0].is_staff for text in by_name} == by_name


@given(st.text(max_size=200))
def test_names_stand_in_order_inside_the_text(text):
    place = 0
    for name in find_names(text):
        assert place <= name.start < name.end <= len(text)
        place = name.end
