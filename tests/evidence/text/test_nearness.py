"""Which texts speak of what one speaks of."""

from evidence.text.nearness import nearest, rarest_words

OTHERS = (
    "The car park was full and I could not find a parking space",
    "The nurse was kind and listened to me",
    "We waited four hours in the waiting room",
    "Parking cost me twelve pounds",
)


def test_the_nearest_comes_first_and_what_is_far_is_left_out():
    found = nearest("I could not find a space to park and parking was too expensive", OTHERS)

    assert {found[0].index, found[1].index} == {0, 3}
    assert 1 not in [one.index for one in found]
    assert [one.nearness for one in found] == sorted((one.nearness for one in found), reverse=True)


def test_no_more_are_given_than_asked_for():
    assert len(nearest("Parking at the car park", OTHERS, most=1)) == 1


def test_a_text_without_a_known_word_is_near_to_nothing():
    assert nearest("[name] xyzzy", OTHERS) == ()
    assert nearest("Parking", ()) == ()


def test_the_rarest_words_tell_most_and_what_was_hidden_is_none():
    words = rarest_words("The nurse gave the dialysis patient [name] a leaflet and the bill", most=3)

    assert "dialysis" in words
    assert not {"the", "and", "name", "a"} & {*words}
