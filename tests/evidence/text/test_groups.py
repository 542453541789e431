"""Groups of texts that speak of similar things, and the words that tell them apart."""

import random

import pytest

from evidence.text.groups import FEWEST_PEOPLE, group, is_rising

PARKING = ("The car park was full and parking was expensive", "I could not find parking near the hospital car park")
FOOD = ("The food on the ward was cold and the meals came late", "Breakfast was cold and the food had no taste")


def said(topics: dict[tuple[str, ...], int], seed: int = 3) -> list[str]:
    chance = random.Random(seed)
    texts = [
        f"{chance.choice(ways)} on {chance.choice(('Monday', 'Tuesday', 'Friday'))} {chance.choice(('again', 'today'))}"
        for ways, number in topics.items()
        for _ in range(number)
    ]
    chance.shuffle(texts)
    return texts


def test_texts_of_two_matters_are_told_apart():
    texts = said({PARKING: 60, FOOD: 40})

    groups, unprocessed = group(texts, people=range(100))

    assert unprocessed == []
    assert [one.people for one in groups] == [60, 40]
    assert all("car park" in texts[place] for place in groups[0].members)
    told = {word for telling in groups[1].words for word in telling.words.split()}
    assert told & {"food", "cold", "meals", "breakfast"}


def test_the_same_texts_give_the_same_groups():
    texts = said({PARKING: 60, FOOD: 40})

    assert group(texts, people=range(100)) == group(texts, people=range(100))


def test_words_that_few_people_used_are_not_told_however_often_they_wrote():
    texts = said({PARKING: 60, FOOD: 40})
    people = [place if "car park" in text else place % 4 for place, text in enumerate(texts)]

    groups, _unprocessed = group(texts, people=people)

    assert all(telling.people >= FEWEST_PEOPLE for one in groups for telling in one.words)
    assert not any("food" in telling.words for one in groups for telling in one.words)


def test_what_was_hidden_is_no_word():
    texts = [f"{text} said [name 1] of [address 2]" for text in said({PARKING: 60, FOOD: 40})]

    groups, _unprocessed = group(texts, people=range(100))

    assert not {"name", "address"} & {word for one in groups for telling in one.words for word in telling.words.split()}


def test_the_most_typical_come_first():
    groups, _unprocessed = group(said({PARKING: 60, FOOD: 40}), people=range(100))

    assert list(groups[0].closeness) == sorted(groups[0].closeness, reverse=True)


def test_what_cannot_be_grouped_is_listed_with_the_reason():
    texts = ["", "ok", "Zażółć gęślą jaźń", "x" * 100_001]

    groups, unprocessed = group(texts, people=range(4))

    assert groups == []
    assert [one.index for one in unprocessed] == [0, 1, 2, 3]


def test_each_text_needs_a_person():
    with pytest.raises(ValueError, match="a person for each"):
        group(["one", "two"], people=["someone"])


def test_a_larger_share_now_than_before_is_rising_and_chance_is_not():
    assert is_rising(now=12, before=3, of_now=100, of_before=900)
    assert not is_rising(now=12, before=100, of_now=100, of_before=900)
    assert not is_rising(now=4, before=0, of_now=100, of_before=900)
    assert not is_rising(now=5, before=20, of_now=100, of_before=900, tests=24)
