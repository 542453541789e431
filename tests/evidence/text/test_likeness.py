import random

import pytest

from evidence.text.likeness import ALIKE, FEWEST_WORDS, likeness, likeness_keys

LETTER = (
    "I am writing to say that the surgery on the hill must stay open because so many of us have no car and the bus no "
    "longer comes to our village and the next surgery is nine miles away"
)
VOCABULARY = [f"word{number}" for number in range(300)]


def keys(*texts: str, secret: bytes = b"") -> list[set[int]]:
    found, unprocessed = likeness_keys(texts, secret=secret)
    assert not unprocessed
    return [set(each.keys) for each in found]


def made_up(seed: int, length: int = 30) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(VOCABULARY) for _ in range(length)]


def test_the_same_words_are_wholly_alike_whatever_their_case_and_stops():
    other = LETTER.upper().replace(" ", "  ") + "!!"
    assert likeness(LETTER, other) == 1
    assert keys(LETTER) == keys(other)


def test_a_letter_with_a_word_or_two_changed_is_nearly_the_same():
    changed = LETTER.replace("hill", "green").replace("nine", "ten")
    assert ALIKE <= likeness(LETTER, changed) < 1


def test_words_of_ones_own_on_the_same_matter_are_not():
    own = "Please keep our surgery. My mother cannot drive and there is no bus any more, so she would never get seen."
    assert likeness(LETTER, own) < 0.1


@pytest.mark.parametrize("text", ["", "Very good service", "word " * (FEWEST_WORDS - 1)])
def test_what_is_short_is_like_nothing(text):
    assert keys(text) == [set()]
    assert likeness(text, text) == 0


def test_nearly_all_pairs_that_are_alike_share_a_key_and_few_others_do():
    found = missed = wrong = 0
    for seed in range(300):
        words = made_up(seed)
        changed = [*words]
        changed[15] = "changed"
        one, near, far = keys(" ".join(words), " ".join(changed), " ".join(made_up(seed + 10_000)))
        found, missed = found + bool(one & near), missed + (not one & near)
        wrong += bool(one & far)
    assert found >= 290
    assert wrong == 0


def test_with_a_secret_the_keys_are_others_and_still_compare():
    (plain,), (keyed,), (again,) = keys(LETTER), keys(LETTER, secret=b"one"), keys(LETTER, secret=b"one")
    assert keyed == again
    assert not plain & keyed


def test_what_cannot_be_read_is_listed():
    found, unprocessed = likeness_keys([LETTER, "x" * 10_000_000])
    assert [each.index for each in found] == [0]
    assert [each.index for each in unprocessed] == [1]
