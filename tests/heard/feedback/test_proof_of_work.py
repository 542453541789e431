import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge

from heard.feedback import proof_of_work
from heard.feedback.models import SpentProof
from heard.feedback.proof_of_work import Proof

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)
LIFE = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _light(monkeypatch, settings, tmp_path):
    """Ask for little work, so that a test costs little."""
    settings.HEARD_KEYS = tmp_path
    monkeypatch.setattr(proof_of_work, "COST", 1)
    monkeypatch.setattr(proof_of_work, "TRIES", dict.fromkeys(proof_of_work.Work, (3, 9)))


def _solved(challenge):
    """Do what the browser's worker does."""
    asked = Challenge.from_dict(json.loads(challenge.json))
    solution = solve_challenge(asked)
    assert solution is not None
    return Payload(asked, solution).to_base64()


def _asked(**changed):
    return proof_of_work.challenge(**{"purpose": "send", "subject": "one", "now": NOW, "life": LIFE, **changed})


def test_a_solved_challenge_proves_work():
    answer = _solved(_asked())
    assert proof_of_work.check(answer=answer, purpose="send", subject="one", now=NOW) is Proof.PROVEN


def test_an_answer_is_taken_once():
    answer = _solved(_asked())
    taken = [proof_of_work.take(answer=answer, purpose="send", subject="one", now=NOW) for _ in range(2)]
    assert taken == [Proof.PROVEN, Proof.SPENT]


def test_checking_an_answer_does_not_take_it():
    answer = _solved(_asked())
    proof_of_work.check(answer=answer, purpose="send", subject="one", now=NOW)
    assert not SpentProof.objects.exists()
    assert proof_of_work.take(answer=answer, purpose="send", subject="one", now=NOW) is Proof.PROVEN


@pytest.mark.parametrize(("purpose", "subject"), [("open", "one"), ("send", "another"), ("send", "")])
def test_an_answer_proves_nothing_for_anything_else(purpose, subject):
    answer = _solved(_asked())
    assert proof_of_work.take(answer=answer, purpose=purpose, subject=subject, now=NOW) is Proof.WRONG


def test_an_answer_is_good_for_its_life_and_no_longer():
    answer = _solved(_asked())
    late = NOW + LIFE
    assert proof_of_work.check(answer=answer, purpose="send", subject="one", now=late) is Proof.EXPIRED
    early = late - timedelta(seconds=1)
    assert proof_of_work.check(answer=answer, purpose="send", subject="one", now=early) is Proof.PROVEN


def test_a_challenge_that_we_did_not_sign_is_refused():
    data = json.loads(base64.b64decode(_solved(_asked())))
    data["challenge"]["parameters"]["data"]["until"] += 86400
    forged = base64.b64encode(json.dumps(data).encode()).decode()
    assert proof_of_work.take(answer=forged, purpose="send", subject="one", now=NOW) is Proof.WRONG


def test_an_answer_without_the_work_is_refused():
    data = json.loads(base64.b64decode(_solved(_asked())))
    data["solution"]["derivedKey"] = "00" * 32
    idle = base64.b64encode(json.dumps(data).encode()).decode()
    assert proof_of_work.take(answer=idle, purpose="send", subject="one", now=NOW) is Proof.WRONG


@pytest.mark.parametrize(
    "answer",
    ["x", "e30=", "bnVsbA==", "é", "A" * 9999, base64.b64encode(b'{"challenge": {"parameters": []}}').decode()],
)
def test_anything_else_is_wrong_and_breaks_nothing(answer):
    assert proof_of_work.take(answer=answer, purpose="send", subject="one", now=NOW) is Proof.WRONG


def test_no_answer_is_missing():
    assert proof_of_work.take(answer=" ", purpose="send", subject="one", now=NOW) is Proof.MISSING


def test_neither_the_challenge_nor_what_is_kept_says_what_it_was_for():
    asked = _asked(subject="a-subject-of-theirs")
    proof_of_work.take(answer=_solved(asked), purpose="send", subject="a-subject-of-theirs", now=NOW)
    assert "a-subject-of-theirs" not in asked.json
    assert "a-subject-of-theirs" not in SpentProof.objects.get().mark


def test_what_is_kept_goes_when_the_challenge_would_be_refused_anyway():
    proof_of_work.take(answer=_solved(_asked()), purpose="send", subject="one", now=NOW)
    assert proof_of_work.forget_spent(now=NOW) == 0
    assert proof_of_work.forget_spent(now=NOW + LIFE) == 1


def test_heavy_work_is_more_than_light_work(monkeypatch):
    monkeypatch.undo()
    least = {work: tries[0] for work, tries in proof_of_work.TRIES.items()}
    most = {work: tries[1] for work, tries in proof_of_work.TRIES.items()}
    assert least[proof_of_work.Work.HEAVY] > 5 * most[proof_of_work.Work.LIGHT]
