import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import LONGEST_TEXT, read
from evidence.text.reading import shipped


def themes(text, question=None):
    found, left = read([text], questions=[question])
    assert left == []
    return {theme.code for theme in found[0].themes}


def tone(text, question=None):
    return read([text], questions=[question])[0][0].tone.code


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("We waited six hours for the ambulance to come", "timeliness"),
        ("All the staff were very kind and polite", "staff-manner"),
        ("I could not get through on the phone", "contacting-services"),
        ("The driver never came, transport was cancelled", "transport"),
        ("The food is cold and there is no choice of meals", "food-drink"),
        ("Nobody listens to me", "listening-involving"),
        ("They explained everything clearly to me", "information-from-staff"),
        ("There are not enough staff on the ward", "staffing-levels"),
        ("More activities and time in the garden please", "activities"),
        ("Thank you, it was excellent", "positive-experience"),
    ],
)
def test_the_shipped_model_finds_plain_themes(text, theme):
    assert theme in themes(text)


def test_what_was_asked_changes_what_nothing_means():
    assert "positive-experience" in themes("Nothing.", question="What could we do better?")
    assert "positive-experience" not in themes("Nothing.", question="What was good?")
    assert tone("Nothing.", question="What could we do better?") == "VERY_GOOD"


def test_tone_is_a_step_of_five_and_its_probability():
    assert tone("Absolutely brilliant, thank you so much") == "VERY_GOOD"
    assert tone("The receptionist was rude and I had to wait for hours") in {"BAD", "VERY_BAD"}


def test_a_theme_says_how_sure_it_is_and_which_words_told_it():
    found = read(["We waited six hours for the ambulance"])[0][0].themes[0]
    assert found.code == "timeliness"
    assert 0.5 < found.probability <= 1
    assert any("waited" in word for word in found.words)
    assert "“" in found.why


def test_the_surest_theme_comes_first():
    found = read(["The staff were kind and polite but we waited four hours for the ambulance"])[0][0].themes
    chances = [theme.probability for theme in found]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("qqqz wvvx", "Too few of its words are known"),
        ("Ωψμέγα", "Too few of its words are known"),
        ("Pielęgniarki były bardzo miłe, ale czekaliśmy cztery godziny", "Too few of its words are known"),
        ("Roedd y nyrsys yn garedig iawn ond arhoson ni am bedair awr", "Too few of its words are known"),
        ("نرسیں بہت مہربان تھیں لیکن ہم نے چار گھنٹے انتظار کیا", "Too few of its words are known"),
        ("...", "holds no words"),
        ("", "holds no words"),
        (None, "not a text"),
        ("a" * (LONGEST_TEXT + 1), "longer than"),
    ],
)
def test_what_cannot_be_read_is_listed_with_its_reason(text, reason):
    found, left = read(["Kind staff", text, "Kind staff"])
    assert [one.index for one in found] == [0, 2]
    assert [one.index for one in left] == [1]
    assert reason in left[0].reason


def test_one_text_reads_the_same_among_others():
    texts = ["We waited for hours"] * 3 + ["Kind staff"] * 1200
    found, _left = read(texts)
    alone = read(texts[:1])[0][0]
    assert found[0].themes == alone.themes
    assert [one.index for one in found] == list(range(len(texts)))


def test_sequences_of_different_length_are_refused():
    with pytest.raises(ValueError, match="beside the texts"):
        read(["a", "b"], questions=["What was good?"])


def test_nothing_to_read_is_nothing_read():
    assert read([]) == ([], [])


@given(st.lists(st.text(max_size=60), max_size=4))
def test_each_text_is_read_or_listed_whatever_it_holds(texts):
    found, left = read(texts)
    assert sorted([one.index for one in found] + [one.index for one in left]) == list(range(len(texts)))
    assert all(0 <= theme.probability <= 1 for one in found for theme in (*one.themes, one.tone))


def test_the_shipped_model_says_what_it_was_learnt_from_and_where_it_ends():
    card = shipped().card
    assert card["version"] == shipped().version
    assert "no social care" in card["limits"]
    assert set(card["support"]) == set(shipped().themes)
