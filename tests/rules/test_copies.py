"""Whatever is held about what a person sent stands in the copy that they may have, or says why it does not."""

from django.db.models import Model

from heard.casework.copies import by_code, sections
from heard.casework.models import CaseTheme, GroupMember, Note, OwnCopy, Quote
from heard.casework.queries import answers
from heard.feedback.models import (
    Draft,
    Erasure,
    ErasureStep,
    Flag,
    LegalHold,
    Likeness,
    Opening,
    PieceLease,
    ReplyKey,
    SavedForm,
    WrappedKey,
    WrapWanted,
)
from heard.insight.models import CodingItem, DrawnPiece, Reading
from tests.rules.test_erasure import refer_to_what_was_sent

LEFT_OUT: dict[type[Model], str] = {
    CaseTheme: "follows from what was suggested and decided, which stands there",
    CodingItem: "that it was given to coders; what they found stands there",
    DrawnPiece: "that it was drawn by chance to be read",
    Draft: "the form as it was filled in, emptied within a day; what was sent of it stands there",
    Erasure: "that it is to be erased, which the person's page shows step by step",
    ErasureStep: "the steps of it",
    Flag: "how the form came, by a kind and a number; telling it would teach senders by machine what is noticed",
    GroupMember: "that it stands beside similar ones, by words that at least five people used",
    LegalHold: "a person decides whether telling of it would defeat what a court or the police want",
    Likeness: "keyed hashes, thirty days old at most, which tell nobody anything",
    Note: "staff's own words, which a privacy lead hands over once they have looked for other people in them",
    OwnCopy: "the copy itself",
    PieceLease: "work in hand",
    Quote: "from where to where staff marked the words, which stand there; it publishes nothing",
    Reading: "that a method has read a piece; what it found stands there",
    ReplyKey: "a public key",
    SavedForm: "gone when the form is sent",
    WrapWanted: "that a key is to be wrapped",
    WrappedKey: "keys",
}
TOLD_BY_A_QUERY: dict[type[Model], str] = {Opening: "heard.feedback.queries.openings.openings_of"}


def in_the_copy() -> list[object]:
    return [value for module in (sections, by_code, answers) for value in vars(module).values()]


def left_unsaid() -> set[str]:
    found = refer_to_what_was_sent() - set(LEFT_OUT) - set(TOLD_BY_A_QUERY)
    return {model.__name__ for model in found if model not in in_the_copy()}


def test_each_record_of_a_person_stands_in_their_copy_or_says_why_not() -> None:
    assert left_unsaid() == set()


def test_a_record_that_nobody_thought_of_is_found(monkeypatch) -> None:
    monkeypatch.delitem(LEFT_OUT, WrappedKey)
    assert left_unsaid() == {"WrappedKey"}
