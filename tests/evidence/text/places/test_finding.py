import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import redact
from evidence.text.places.finding import small_places, streets


def redacted(text):
    return redact([text])[0][0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I live in Weobley and drive", "I live in [place] and drive"),
        ("i live in weobley", "i live in [place]"),
        ("I LIVE IN WEOBLEY", "I LIVE IN [place]"),
        ("we live near Corfe Castle.", "we live near [place]."),
        ("I come from Wells-next-the-Sea", "I come from [place]"),
        ("we live in a small village called Nether Quillow and", "we live in a small village called [place] and"),
        ("in the village of Little Quillow", "in the village of [place]"),
        ("the bus to Quillowby village stopped", "the bus to [place] village stopped"),
        ("we travel from upper quillowby each week", "we travel from [place] each week"),
        ("my mum in Weobley fell", "my mum in [place] fell"),
        ("of 12 Mill Lane, Weobley", "of [address], [place]"),
        ("I live in Clifton with Sarah Clifton", "I live in [place] with [name]"),
    ],
)
def test_a_small_place_where_somebody_is_at_home_is_hidden(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I live on Acacia Avenue", "I live on [address]"),
        ("we live in church road", "we live in [address]"),
        ("my house in Church Lane is damp", "my house in [address] is damp"),
        ("she lives at Rose Cottage", "she lives at [address]"),
        ("from Rose Cottage, Mill Lane", "from [address]"),
    ],
)
def test_a_street_where_somebody_is_at_home_is_hidden_without_a_number(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I live in Leeds, near London, and come from Poland",
        "We live in Yorkshire in the north of England",
        "The Weobley surgery and the Southwell ward were kind",
        "I live in Rosewood Care Home",
        "I live in Shelter accommodation, she is living in supported housing",
        "Live in Carers are great, I live in hope and in pain",
        "The team at Valance Road were kind, and the surgery on Mill Lane",
        "I live on a busy road, down the street, on the main road",
        "We live on Universal Credit",
        "living with pain in Covid times",
    ],
)
def test_large_places_services_and_other_words_stay(text):
    assert redacted(text) == text


@given(st.text(alphabet="LliIve no the village of St-'’\n,Qu", max_size=120))
def test_what_is_found_stands_inside_the_text(text):
    for found in (small_places, streets):
        for match in found(f"I live in {text}"):
            assert match.group().strip()
