import json
from datetime import UTC, datetime, timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge

from heard.accounts.models import AuditLine
from heard.feedback import proof_of_work
from heard.feedback.actions.flagging import MANY, PURPOSE, SHORTEST, NoSuchFlag, Signs, dismiss_flag, raise_flags
from heard.feedback.models import Flag, FlagKind
from tests.factories.accounts import UserFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


def proof(subject: str = "a-draft") -> str:
    asked = proof_of_work.challenge(purpose=PURPOSE, subject=subject, now=NOW, life=timedelta(hours=1))
    challenge = Challenge.from_dict(json.loads(asked.json))
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


@pytest.fixture(autouse=True)
def _light(monkeypatch):
    monkeypatch.setattr(proof_of_work, "COST", 1)


def flags(signs: Signs, *, took: timedelta | None = timedelta(minutes=5)) -> dict[str, int | None]:
    submission = SubmissionFactory.create(received_at=NOW, started_at=NOW - took if took is not None else None)
    raise_flags(submission=submission, signs=signs, subject="a-draft", now=NOW)
    return dict(submission.flags.values_list("kind", "amount"))


def test_what_came_as_people_send_it_has_no_flag():
    assert flags(Signs(proof=proof(), from_network=MANY)) == {}


def test_no_proof_is_flagged():
    assert flags(Signs()) == {FlagKind.UNPROVEN: None}


def test_a_proof_made_for_another_form_is_none():
    assert flags(Signs(proof=proof("another-draft"))) == {FlagKind.UNPROVEN: None}


def test_a_proof_serves_once():
    again = proof()
    assert flags(Signs(proof=again)) == {}
    assert flags(Signs(proof=again)) == {FlagKind.UNPROVEN: None}


def test_a_field_that_nobody_sees_is_flagged_and_its_content_is_not_kept():
    assert flags(Signs(proof=proof(), trap="https://example.org")) == {FlagKind.TRAP: None}


def test_what_was_sent_faster_than_people_read_says_in_how_many_seconds():
    assert flags(Signs(proof=proof()), took=timedelta(seconds=4)) == {FlagKind.TOO_FAST: 4}
    assert flags(Signs(proof=proof()), took=SHORTEST) == {}
    assert flags(Signs(proof=proof()), took=None) == {}


def test_many_from_one_network_say_how_many_and_not_which():
    assert flags(Signs(proof=proof(), from_network=MANY + 1)) == {FlagKind.NETWORK: MANY + 1}


def test_what_a_person_looked_at_says_who_and_when():
    submission = SubmissionFactory.create()
    flag = Flag.objects.create(submission=submission, kind=FlagKind.TRAP, raised_at=NOW)
    person = UserFactory.create()
    dismiss_flag(flag=flag, by=person, organisation=submission.organisation, now=NOW)
    flag.refresh_from_db()
    assert (flag.dismissed_by, flag.dismissed_at) == (person, NOW)
    assert AuditLine.objects.get(code="feedback.flag.dismissed").detail == {"kind": "TRAP"}
    with pytest.raises(NoSuchFlag):
        dismiss_flag(flag=flag, by=person, organisation=submission.organisation, now=NOW)
