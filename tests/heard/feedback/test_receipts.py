import re
import secrets
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from heard.feedback import receipts

WORDS = receipts.word_list()


def test_the_list_holds_1024_short_plain_words_each_once():
    assert len(WORDS) == len(set(WORDS)) == 1024
    assert list(WORDS) == sorted(WORDS)
    assert all(re.fullmatch(r"[a-z]{2,8}", word) for word in WORDS)


def test_a_receipt_is_nine_words_of_which_eight_carry_80_bits():
    receipt = receipts.new_receipt()
    assert len(receipt.split()) == receipts.WORD_COUNT
    assert set(receipt.split()) <= set(WORDS)
    assert len(WORDS) ** (receipts.WORD_COUNT - 1) >= 2**80


def test_receipts_differ():
    assert len({receipts.new_receipt() for _ in range(200)}) == 200


@given(st.integers(0), st.sampled_from([" ", "  ", "\n", ", ", "-", ". ", " / "]), st.booleans())
def test_a_receipt_is_known_in_any_case_and_spacing(seed, between, is_loud):
    receipt = receipts._spoken((seed % 2**80).to_bytes(10, "big"))
    typed = between.join(receipt.split())
    typed = f"  {typed.upper() if is_loud else typed}. "
    assert receipts.parse(typed) == receipt


def test_numbers_before_the_words_are_forgiven():
    receipt = receipts.new_receipt()
    typed = "\n".join(f"{place}) {word}" for place, word in enumerate(receipt.split(), start=1))
    assert receipts.parse(typed) == receipt


@given(st.integers(0, 2**80 - 1), st.integers(0, 8), st.sampled_from(WORDS))
def test_a_wrong_word_is_nearly_always_noticed(number, place, other):
    words = receipts._spoken(number.to_bytes(10, "big")).split()
    assume(words[place] != other)
    words[place] = other
    try:
        parsed = receipts.parse(" ".join(words))
    except receipts.NotAReceipt:
        return
    assert place < 8, "a wrong check word is always noticed"
    assert parsed == " ".join(words)


def test_nearly_every_exchange_of_two_words_is_noticed():
    noticed = 0
    for _ in range(300):
        words = receipts.new_receipt().split()
        words[2], words[5] = words[5], words[2]
        try:
            receipts.parse(" ".join(words))
        except receipts.NotAReceipt:
            noticed += 1
    assert noticed >= 290


def test_one_wrong_letter_is_put_right_where_only_one_word_is_near():
    spoken = receipts._spoken(secrets.token_bytes(10))
    words = spoken.split()
    words[0] = words[0] + "q"
    near = [word for word in WORDS if receipts._one_letter_apart(word, words[0])]
    if len(near) == 1:
        assert receipts.parse(" ".join(words)) == spoken


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("lamp", "lamb", True),
        ("lamp", "lam", True),
        ("lamp", "clamp", True),
        ("lamp", "clam", False),
        ("a", "abc", False),
    ],
)
def test_words_one_letter_apart_are_known(one, other, expected):
    assert receipts._one_letter_apart(one, other) is expected
    assert receipts._one_letter_apart(other, one) is expected


@pytest.mark.parametrize("typed", ["", "lamp", "lamp " * 8, "lamp " * 10, "zzzzzz " * 9, "a" * 5000, "12345 67890"])
def test_what_is_no_receipt_is_refused_with_a_sentence(typed):
    with pytest.raises(receipts.NotAReceipt, match=r"\.$"):
        receipts.parse(typed)


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_a_receipt_or_a_refusal(typed):
    with suppress(receipts.NotAReceipt):
        assert receipts.parse(receipts.parse(typed)) == receipts.parse(typed)


def test_the_hash_is_the_same_however_it_is_typed_and_needs_the_secret(settings, tmp_path):
    receipt = receipts.new_receipt()
    first = receipts.receipt_hash(receipt=receipt)
    assert receipts.receipt_hash(receipt=receipt.upper()) == first
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    settings.HEARD_KEYS = tmp_path / "others"
    assert receipts.receipt_hash(receipt=receipt) != first


def test_a_drafts_receipt_is_the_same_each_time_and_its_own():
    assert receipts.receipt_of_draft(draft_id="one") == receipts.receipt_of_draft(draft_id="one")
    assert receipts.receipt_of_draft(draft_id="one") != receipts.receipt_of_draft(draft_id="two")


def test_a_reference_is_short_and_holds_nothing_that_looks_alike():
    for _ in range(200):
        reference = receipts.new_reference()
        assert re.fullmatch(r"[2-9B-DF-HJ-NP-TV-Z]{3}(-[2-9B-DF-HJ-NP-TV-Z]{3}){2}", reference)
        assert not set(reference) & set("01ILOAEU")
