import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.plain import plain_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("S\u200barah", "Sarah"),
        ("0\u200d7700", "07700"),
        ("\u202a07700\u202c", "07700"),
        ("０７７００", "07700"),
        ("٠٧٧٠٠", "07700"),
        ("Ｓａｒａｈ", "Sarah"),
        ("S\u0430rah", "Sarah"),
        ("Zoe\u0308", "Zoe"),
        ("07700\u00a0900\u2011123", "07700 900-123"),
        ("Привет", "Привет"),
        ("it’s £5 – no", "it’s £5 – no"),
    ],
)
def test_unseen_marks_go_and_other_forms_are_read_as_ours(text, plain):
    assert plain_of(text).text == plain


def test_each_place_is_known_in_the_original():
    text = "a\u200bb\u0301c"
    plain = plain_of(text)
    assert [text[plain.original(at)] for at in range(len(plain.text))] == ["a", "b", "c"]
    assert plain.original(len(plain.text)) == len(text)


@given(st.text(max_size=200))
def test_places_rise_and_end_at_the_end(text):
    plain = plain_of(text)
    places = [plain.original(at) for at in range(len(plain.text) + 1)]
    assert places == sorted(set(places))
    assert places[-1] == len(text)
