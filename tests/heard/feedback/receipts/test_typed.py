import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback import receipts
from heard.feedback.receipts import NotAReceipt, Wrong, code, parse

WORDS = receipts.word_list()
CODE = code.spoken(bytes(range(10)))
DIGITS = receipts.digits_of(CODE)
SECRETS = st.integers(0, 2**80 - 1).map(lambda number: number.to_bytes(10, "big"))


def wrong_with(typed):
    with pytest.raises(NotAReceipt) as caught:
        parse(typed)
    return caught.value


def read_or_wrong(typed):
    """Return the code that was read, or what was wrong."""
    try:
        return parse(typed)
    except NotAReceipt as refusal:
        return refusal.wrong


def changed(place, word):
    words = CODE.split()
    words[place] = word
    return " ".join(words)


@given(SECRETS, st.sampled_from([" ", "  ", "\n", ", ", "-", ". ", " / ", "", "_"]), st.booleans())
def test_a_code_is_known_in_any_case_and_spacing(secret, between, is_loud):
    receipt = code.spoken(secret)
    typed = between.join(receipt.split())
    assert parse(f"  {typed.upper() if is_loud else typed}. ") == receipt


@pytest.mark.parametrize("numbered", ["{n}) {word}", "{n}. {word}", "{n}{word}", "{n}st {word}", "({n}) {word};"])
def test_numbers_before_the_words_are_forgiven(numbered):
    typed = "\n".join(numbered.format(n=n, word=word) for n, word in enumerate(CODE.split(), start=1))
    assert parse(typed) == CODE


def test_what_was_written_around_the_words_is_let_pass():
    assert parse(f"My codeword: {CODE}, thanks") == CODE


def test_accents_that_a_telephone_adds_are_forgiven():
    assert parse(CODE.replace("able", "áble").title()) == CODE


@pytest.mark.parametrize(("place", "word"), [(6, "listn"), (6, "liisten"), (6, "lisetn"), (6, "lysten"), (4, "arna")])
def test_one_slip_in_a_word_is_put_right(place, word):
    assert parse(changed(place, word)) == CODE


def test_slips_in_several_words_are_put_right_together():
    words = CODE.split()
    words[2], words[4], words[6] = "clif", "arnea", "lisen"
    assert parse(" ".join(words)) == CODE


def test_two_slips_in_one_word_are_put_right_where_nothing_else_fits():
    assert parse(changed(8, "tweelv")) == CODE


def test_a_word_that_became_another_listed_word_is_put_right_by_the_check_or_asked_about():
    codes = (code.spoken(random.Random(seed).randbytes(10)) for seed in range(2000))
    slipped = [(each, re.sub(r"\bboat\b", "goat", each, count=1)) for each in codes if "boat" in each.split()]
    read = [(receipt, read_or_wrong(typed)) for receipt, typed in slipped]
    assert all(found in {receipt, Wrong.BETWEEN} for receipt, found in read)
    assert sum(found == receipt for receipt, found in read) > len(read) / 2 > 0


def test_two_words_that_changed_places_are_put_back():
    words = CODE.split()
    words[3], words[4] = words[4], words[3]
    assert parse(" ".join(words)) == CODE


def test_a_slip_is_put_right_where_the_spaces_are_missing_too():
    assert parse(changed(6, "lisetn").replace(" ", "")) == CODE


@pytest.mark.parametrize(
    ("typed", "place", "options"),
    [
        ("pebble dozen square quio enamel salt koala prompt train", 4, ("quill", "quiz")),
        ("pansy laugh pastel lagoon cameo bowl salad crab bugle", 5, ("camel", "comet")),
    ],
)
def test_where_two_readings_have_a_right_check_the_person_is_asked_and_nothing_is_guessed(typed, place, options):
    refusal = wrong_with(typed)
    assert refusal.wrong is Wrong.BETWEEN
    assert [(doubt.place, doubt.options) for doubt in refusal.doubts] == [(place, options)]
    for option in options:
        words = typed.split()
        words[place - 1] = option
        assert parse(" ".join(words)) == " ".join(words)


def test_a_word_that_is_not_listed_is_named_with_its_place_and_what_is_near():
    refusal = wrong_with(changed(4, "zzzzzz"))
    assert refusal.wrong is Wrong.UNKNOWN_WORDS
    assert [(doubt.place, doubt.typed, doubt.options) for doubt in refusal.doubts] == [(5, "zzzzzz", ())]


def test_listed_words_that_do_not_fit_are_refused():
    assert wrong_with(changed(0, "zebra" if "zebra" in WORDS else WORDS[-1])).wrong is Wrong.WORDS_DO_NOT_FIT


@pytest.mark.parametrize("count", [1, 8, 10])
def test_too_few_or_too_many_words_are_counted(count):
    refusal = wrong_with(" ".join(["able"] * count))
    assert refusal.wrong is Wrong.WORD_COUNT
    assert refusal.count == count


@pytest.mark.parametrize("typed", ["", "   ", "…!?", "کوڈ"])
def test_nothing_that_could_be_a_code_is_empty(typed):
    assert wrong_with(typed).wrong is Wrong.EMPTY


def test_what_is_far_too_long_is_not_read_at_all():
    assert wrong_with("a" * 1001).wrong is Wrong.TOO_LONG


@pytest.mark.parametrize("between", ["", " ", "-", ".", "\n", " / "])
def test_the_digits_open_the_same_in_any_grouping(between):
    assert parse(DIGITS.replace(" ", between)) == CODE


def test_digits_of_other_scripts_are_digits():
    assert parse(DIGITS.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))) == CODE
    assert parse(f"Code: {DIGITS}") == CODE


def test_numbers_before_the_groups_are_forgiven():
    assert parse("\n".join(f"{n}. {group}" for n, group in enumerate(DIGITS.split(), start=1))) == CODE


@given(SECRETS, st.integers(0, 29), st.integers(1, 9))
def test_a_wrong_digit_is_put_right_or_asked_about_and_never_read_as_another_code(secret, place, more):
    receipt = code.spoken(secret)
    digits = receipts.digits_of(receipt).replace(" ", "")
    typed = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert read_or_wrong(typed) in {receipt, Wrong.DIGITS_DO_NOT_FIT}


@pytest.mark.parametrize("place", range(0, 29, 7))
def test_a_missing_or_doubled_digit_or_two_exchanged_are_put_right(place):
    digits = DIGITS.replace(" ", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert parse(swapped) == CODE
    assert parse(digits[: place + 1] + digits[place:]) == CODE


def test_digits_that_are_too_few_are_counted():
    refusal = wrong_with("12345 67890")
    assert (refusal.wrong, refusal.count) == (Wrong.DIGIT_COUNT, 10)


def test_thirty_digits_that_do_not_fit_are_refused():
    assert wrong_with("9" * 30).wrong is Wrong.DIGITS_DO_NOT_FIT


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_a_code_or_a_refusal(typed):
    read = read_or_wrong(typed)
    assert isinstance(read, Wrong) or parse(read) == read


@given(st.lists(st.sampled_from(WORDS), min_size=9, max_size=9))
def test_a_code_whose_check_is_right_is_read_as_it_stands(words):
    right = code.spoken(code.secret_of(" ".join(words)))
    assert parse(right) == right
