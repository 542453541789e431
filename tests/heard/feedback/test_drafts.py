import pytest

from evidence.journey import Answers
from heard.feedback.drafts import Contents, NotASecret, Secret, Sent, load_contents, new_secret
from heard.feedback.sealing import CannotUnseal

CONTENTS = Contents(
    answers=Answers().storing({"tone": "BAD", "words": "Nine hours, “alone” 🙂"}, piece="1").storing({"about": "OWN"}),
    searches={"1": "hill surgery"},
    urgent={"a1": Sent(reference="7KM-2HX-DQ4", receipt="one two")},
    sent=Sent(reference="8KM-2HX-DQ4", receipt="three four"),
)


class TestSecret:
    def test_opens_what_it_sealed_and_no_other_does(self) -> None:
        secret = new_secret()
        sealed = secret.seal(CONTENTS)
        assert secret.unseal(sealed) == CONTENTS
        with pytest.raises(CannotUnseal):
            new_secret().unseal(sealed)

    def test_is_not_to_be_found_in_what_the_database_keeps(self) -> None:
        secret = new_secret()
        kept = secret.draft_id.encode() + secret.seal(CONTENTS)
        assert secret.value.encode() not in kept
        assert b"alone" not in kept
        assert secret.token.encode() not in kept

    def test_gives_the_same_id_and_token_each_time(self) -> None:
        secret = new_secret()
        again = Secret(secret.value)
        assert (again.draft_id, again.token) == (secret.draft_id, secret.token)
        assert len(secret.draft_id) == 64

    def test_never_shows_itself(self) -> None:
        secret = new_secret()
        assert secret.value not in repr(secret)

    @pytest.mark.parametrize("value", ["", "short", "x" * 44, "é" * 43, "!" * 43])
    def test_is_never_what_we_did_not_give(self, value: str) -> None:
        with pytest.raises(NotASecret):
            Secret(value)

    def test_knows_its_token_and_no_other(self) -> None:
        secret = new_secret()
        assert secret.is_token(secret.token)
        assert not secret.is_token(new_secret().token)
        assert not secret.is_token("")


def test_contents_survive_being_written_down() -> None:
    assert load_contents(CONTENTS.as_bytes()) == CONTENTS
    assert load_contents(Contents().as_bytes()) == Contents()
