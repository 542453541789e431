import re

import pytest
from django.utils import translation

from heard.feedback import receipts
from heard.feedback.drafts import Sent
from heard.feedback.pages.codes import slip_of, what_is_wrong


def wrong(typed):
    with pytest.raises(receipts.NotAReceipt) as caught:
        receipts.parse(typed)
    return what_is_wrong(caught.value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter your code: nine words, or 30 digits"),
        ("able " * 8, "A code has nine words. You entered 8"),
        ("able " * 4 + "zzzzzz " + "able " * 4, "Word 5, “zzzzzz”, is not a code word"),
        ("pebble dozen square quio enamel salt koala prompt train", "Word 4, “quio”: do you mean quill / quiz?"),
        ("12345", "A code has 30 digits. You entered 5"),
        ("9" * 30, "These digits do not fit together"),
        ("a" * 1001, "This is too long to be a code"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_look_at(typed, sentence):
    assert sentence in wrong(typed)


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur", "en-easy"])
def test_a_question_about_a_word_ends_with_its_own_mark_alone(language):
    with translation.override(language):
        sentence = wrong("papper papper square koala enamel salt koala prompt zzzzzz")
    assert not re.search(r"[?؟]\s*\.", sentence)
    assert re.search(r"[?؟] \w", sentence)


def test_a_slip_holds_both_forms_of_the_code_and_where_it_is_entered(settings):
    settings.HEARD_BASE_URL = "https://heard.example.org"
    receipt = receipts.new_receipt()
    slip = slip_of(Sent(reference="7KM-2HX-DQ4", receipt=receipt))
    assert " ".join(slip.receipt) == receipts.parse("".join(slip.digits)) == receipt
    assert slip.address == "https://heard.example.org/my-feedback/"
