import random

from evidence.text.names.planting import NamePool, as_people_type, marked, planted, slipped, unmarked

POOL = NamePool(first=["Sam"], last=["Example"])


def test_a_name_stands_where_one_was_taken_out():
    text, spans = unmarked(planted("XXXX was kind", NamePool(first=["Sam"], last=["Sam"]), random.Random(1), ["none"]))
    assert text.endswith(" was kind")
    assert all("Sam" in text[start:end] for start, end in spans)


def test_a_pronoun_gives_its_place_to_a_name():
    text, spans = unmarked(planted("She was very kind", POOL, random.Random(3), ["pronoun"]))
    assert spans
    assert "She" not in text


def test_marks_come_off_as_they_were_put_on():
    assert unmarked(marked("ask Sam or Jo", [(4, 7), (11, 13)])) == ("ask Sam or Jo", [(4, 7), (11, 13)])


def test_marks_survive_however_it_is_typed():
    for seed in range(40):
        text, spans = unmarked(as_people_type(marked("ask Samantha now", [(4, 12)]), random.Random(seed)))
        assert len(spans) == 1
        assert text[: spans[0][0]].lower() == "ask "


def test_a_slip_changes_one_letter_and_no_short_name():
    assert slipped("Jo", random.Random(1)) == "Jo"
    assert all(abs(len(slipped("Samantha", random.Random(seed))) - 8) <= 1 for seed in range(20))
