import re

from hypothesis import given
from hypothesis import strategies as st

from heard.feedback import receipts
from heard.feedback.receipts import code

WORDS = receipts.word_list()
SECRETS = st.integers(0, 2**80 - 1).map(lambda number: number.to_bytes(10, "big"))


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


def test_a_code_given_out_by_an_earlier_version_still_stands():
    assert code.spoken(bytes(range(10))) == "able ankle cliff sky arena cargo listen alert twelve"
    assert code.spoken(b"\xff" * 10).split()[:8] == [WORDS[-1]] * 8


@given(SECRETS)
def test_the_same_code_stands_in_six_groups_of_five_digits(secret):
    receipt = code.spoken(secret)
    digits = receipts.digits_of(receipt)
    assert re.fullmatch(r"\d{5}( \d{5}){5}", digits)
    assert code.of_digits(digits.replace(" ", "")) == receipt


@given(SECRETS, st.integers(0, 29), st.integers(1, 9))
def test_a_wrong_digit_is_always_noticed(secret, place, more):
    digits = receipts.digits_of(code.spoken(secret)).replace(" ", "")
    wrong = str((int(digits[place]) + more) % 10)
    assert code.of_digits(digits[:place] + wrong + digits[place + 1 :]) is None


@given(SECRETS, st.integers(0, 29), st.integers(0, 29))
def test_two_digits_exchanged_are_always_noticed(secret, one, other):
    digits = list(receipts.digits_of(code.spoken(secret)).replace(" ", ""))
    is_same = digits[one] == digits[other]
    digits[one], digits[other] = digits[other], digits[one]
    assert (code.of_digits("".join(digits)) is not None) == is_same


def test_the_hash_needs_the_secret_of_the_keyring(settings, tmp_path):
    receipt = receipts.new_receipt()
    first = receipts.receipt_hash(receipt=receipt)
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    settings.HEARD_KEYS = tmp_path / "others"
    assert receipts.receipt_hash(receipt=receipt) != first


def test_what_a_code_derives_is_its_own_for_each_purpose():
    one, other = receipts.new_receipt(), receipts.new_receipt()
    made = {receipts.derived(receipt=each, purpose=what) for each in (one, other) for what in ("a", "b")}
    assert len(made) == 4
    assert receipts.derived(receipt=one, purpose="a") in made


def test_a_drafts_receipt_is_the_same_each_time_and_its_own():
    assert receipts.receipt_of_draft(draft_id="one") == receipts.receipt_of_draft(draft_id="one")
    assert receipts.receipt_of_draft(draft_id="one") != receipts.receipt_of_draft(draft_id="two")


def test_a_reference_is_short_and_holds_nothing_that_looks_alike():
    for _ in range(200):
        reference = receipts.new_reference()
        assert re.fullmatch(r"[2-9B-DF-HJ-NP-TV-Z]{3}(-[2-9B-DF-HJ-NP-TV-Z]{3}){2}", reference)
        assert not set(reference) & set("01ILOAEU")
