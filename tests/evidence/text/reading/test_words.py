from evidence.text.reading.words import parts_of, phrases_of, sentences_of, words_of


def test_words_are_in_small_letters_and_keep_an_apostrophe():
    assert words_of("Didn’t hear BACK – at all!") == ["didn't", "hear", "back", "at", "all"]


def test_phrases_are_words_then_pairs_then_threes():
    assert phrases_of(["a", "b", "c"], 3) == ["a", "b", "c", "a b", "b c", "a b c"]
    assert phrases_of([]) == []


def test_a_misspelt_word_shares_most_of_its_parts():
    shared = set(parts_of("ambulance")) & set(parts_of("ambulence"))
    assert len(shared) >= len(set(parts_of("ambulance"))) / 2


def test_a_short_word_is_one_part():
    assert list(parts_of("a")) == [" a "]


def test_a_text_of_one_sentence_has_no_sentences_to_read_apart():
    assert sentences_of("We waited.") == []
    assert sentences_of("Hello. We waited.") == []
    assert sentences_of("The food was cold. Staff were kind!\nAll good") == [
        "The food was cold.",
        "Staff were kind!",
        "All good",
    ]
