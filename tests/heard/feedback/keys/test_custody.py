"""A bundle of keys opens with enough of its own shares, and says in a sentence why it does not."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback.keys.custody import (
    BadShare,
    Contents,
    NotABundle,
    WrongNumbers,
    close,
    never_backed_up,
    note_backed_up,
    open_bundle,
    read_bundle,
    read_share,
    sheet,
)

NOW = datetime(2026, 11, 26, tzinfo=UTC)
CONTENTS = Contents(
    private={"worker-0123456789ab": b"w" * 96, "organisation-7-ba9876543210": b"o" * 96}, receipts_secret=b"r" * 32
)


@pytest.fixture(scope="module")
def closed():
    return close(contents=CONTENTS, custodians=5, threshold=3, now=NOW)


@pytest.mark.slow
@given(st.sets(st.integers(0, 4), min_size=3))
def test_any_three_of_five_open_it(closed, chosen):
    bundle, shares = closed
    again = read_bundle(text=bundle.as_text())
    assert open_bundle(bundle=again, shares=[shares[each] for each in chosen]) == CONTENTS


def test_two_of_three_do_not(closed):
    bundle, shares = closed
    with pytest.raises(BadShare, match="3 shares are needed; 2 were given"):
        open_bundle(bundle=bundle, shares=shares[:2])


def test_nothing_of_a_key_stands_in_the_bundle_or_its_name(closed):
    bundle, _shares = closed
    assert "wwww" not in bundle.as_text()
    assert "d3d3" not in bundle.as_text()
    assert "wwww" not in repr(CONTENTS)


def test_a_bundle_that_was_changed_is_told_apart_from_bad_shares(closed):
    bundle, shares = closed
    data = json.loads(bundle.as_text())
    data["keys"] = data["keys"][:1]
    with pytest.raises(NotABundle, match="was changed or cut off"):
        open_bundle(bundle=read_bundle(text=json.dumps(data)), shares=shares)


@pytest.mark.parametrize("text", ["", "{}", "words", '{"heard": "keys"}'])
def test_what_is_no_bundle_is_refused(text):
    with pytest.raises(NotABundle):
        read_bundle(text=text)


class TestShares:
    def read(self, closed, typed, before=()):
        return read_share(typed=typed, bundle=closed[0], before=before)

    def test_are_read_as_the_sheet_prints_them_by_four_letters_and_in_capitals(self, closed):
        bundle, (share, *_) = closed
        words = sheet(bundle=bundle, share=share, number=1, name="x").partition("custodians.\n\n")[2]
        by_column = {int(n): word for n, word in zip(words.split()[::2], words.split()[1::2], strict=True)}
        assert self.read(closed, " ".join(f"{n}. {by_column[n]}" for n in sorted(by_column))) == share
        assert self.read(closed, " ".join(word[:4] for word in share.split()).upper()) == share

    def test_a_word_that_is_in_no_list_is_named_by_its_place(self, closed):
        words = closed[1][0].split()
        words[6] = "zebra"
        with pytest.raises(BadShare, match="Word 7 is not in the list"):
            self.read(closed, " ".join(words))

    def test_words_that_changed_places_are_noticed(self, closed):
        words = closed[1][0].split()
        words[4], words[5] = words[5], words[4]
        with pytest.raises(BadShare, match="do not fit together"):
            self.read(closed, " ".join(words))

    def test_too_few_words_and_none_are_noticed(self, closed):
        for typed in (closed[1][0].rpartition(" ")[0], ""):
            with pytest.raises(BadShare):
                self.read(closed, typed)

    def test_the_same_share_twice_is_told(self, closed):
        with pytest.raises(BadShare, match="Share 2 was given already"):
            self.read(closed, closed[1][1], before=[closed[1][1]])

    def test_a_share_of_another_back_up_is_told(self, closed):
        _bundle, others = close(contents=CONTENTS, custodians=5, threshold=3, now=NOW)
        with pytest.raises(BadShare, match="another back-up"):
            self.read(closed, others[0])


@pytest.mark.parametrize(("custodians", "threshold"), [(5, 1), (2, 3), (17, 3), (1, 1)])
def test_numbers_that_protect_nothing_are_refused(custodians, threshold):
    with pytest.raises(WrongNumbers):
        close(contents=CONTENTS, custodians=custodians, threshold=threshold, now=NOW)


def test_which_keys_are_in_no_back_up_is_known(tmp_path):
    held = frozenset({"one", "two"})
    assert never_backed_up(folder=tmp_path, key_ids=held) == held
    note_backed_up(folder=tmp_path, key_ids=["one"])
    assert never_backed_up(folder=tmp_path, key_ids=held) == {"two"}
