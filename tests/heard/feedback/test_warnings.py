import json
from pathlib import Path

import pytest

from evidence.text import Kind, redact
from heard.feedback.warnings import marked, name_of, said_instead

EXAMPLES = json.loads(Path(__file__).with_name("warned.json").read_text())
"""What the script warns about while someone types; a journey asks the script the same in a browser."""

NAMES = {
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.NHS_NUMBER: "nhs",
    Kind.POSTCODE: "postcode",
    Kind.DATE: "date",
    Kind.DATE_OF_BIRTH: "date",
    Kind.NAME: "name",
    Kind.NAME_OF_STAFF: "name",
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:40] or "nothing")
def test_what_the_script_warns_about_is_what_is_hidden(example):
    redactions, _unprocessed = redact([example["text"]])
    found = {NAMES[span.kind] for redaction in redactions for span in redaction.spans if span.kind in NAMES}
    assert sorted(found) == example["kinds"]


def test_words_are_marked_where_they_stand():
    (parts,) = marked(["Ring 07700 900461 or 07700 900462."])
    assert [(part.text, part.stands) for part in parts] == [
        ("Ring ", ""),
        ("07700 900461", "[phone]"),
        (" or ", ""),
        ("07700 900462", "[phone 2]"),
        (".", ""),
    ]


def test_nothing_that_was_written_is_lost_by_marking():
    texts = [example["text"] for example in EXAMPLES]
    assert ["".join(part.text for part in parts) for parts in marked(texts)] == texts


def test_one_sentence_says_what_staff_see_instead():
    (parts,) = marked(["Ring 07700 900461, at LS6 2AB."])
    plain = said_instead(parts).replace("\u2068", "").replace("\u2069", "")
    assert plain == (
        "What is marked may show who someone is. Our staff see this instead: [phone] for a phone number, "
        "[postcode] for a postcode."
    )
    assert said_instead(marked(["Nothing here."])[0]) == ""


def test_each_kind_has_plain_words():
    assert all(name_of(kind) for kind in Kind)
