"""An erasure reaches every part of the site, goes on where it stopped, and waits where it must."""

from datetime import UTC, date, datetime, timedelta

import pytest

from heard.casework.models import Case, Note, RiskState
from heard.config.checking import counts
from heard.config.work import Worker
from heard.feedback.actions import erasing
from heard.feedback.actions.erasing import erase_next, request_erasure
from heard.feedback.erasers import Eraser
from heard.feedback.models import (
    Erasure,
    ErasureHow,
    ErasureStep,
    HoldGround,
    LegalHold,
    Piece,
    Submission,
    Tone,
)
from heard.feedback.queries.erasing import erasers
from heard.insight.models import Aspect
from heard.measurement.actions import recount
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import FormFactory
from tests.factories.casework import CaseFactory
from tests.factories.insight import SuggestionFactory
from tests.rules.test_erasure import erased

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def told(**fields: object) -> Submission:
    """A submission of a campaign, read, with a case, a note and a suggestion."""
    form = FormFactory.create()
    case = CaseFactory.create(
        organisation=form.organisation,
        campaign=form.campaign,
        form=form,
        contact={"email": "ada@example.org"},
        **fields,
    )
    Note.objects.create(case=case, written_by=UserFactory.create(), written_at=NOW, text="Rang the ward.")
    SuggestionFactory.create(piece=case.piece, aspect=Aspect.TONE, value=Tone.BAD)
    return case.piece.submission


def erase_all(now: datetime = NOW) -> None:
    recount(now=now)
    while erase_next(holder="worker", now=now):
        pass


def test_nothing_stays_but_that_something_was_sent() -> None:
    submission = told()
    receipt = submission.receipt_hash
    request_erasure(submission=submission, how=ErasureHow.RECEIPT, now=NOW)
    Worker().until_idle()

    left = {model.__name__ for model in erased() if model._default_manager.exists()}

    assert left == set()
    stone = Submission.objects.get()
    assert stone.erased_at is not None
    assert (stone.receipt_hash, stone.organisation) == (receipt, submission.organisation)
    assert (stone.area, stone.placement, stone.question_set, stone.about) == (None, None, None, "")
    assert stone.reference != submission.reference


def test_every_part_says_when_it_was_done() -> None:
    submission = told()
    request_erasure(submission=submission, how=ErasureHow.RECEIPT, now=NOW)
    Worker().until_idle()

    assert set(ErasureStep.objects.values_list("part", flat=True)) == {each.part for each in erasers()}


def test_what_has_had_its_time_stays_in_the_figures_as_a_number() -> None:
    submission = told(tone=Tone.BAD)
    request_erasure(submission=submission, how=ErasureHow.RETENTION, now=NOW)
    erase_all()

    piece = Piece.objects.counted().get()
    assert (piece.tone, piece.service) == ("", None)
    assert not Case.objects.exists()
    assert not submission.texts.exists()


@pytest.mark.parametrize("how", [ErasureHow.RECEIPT, ErasureHow.RETENTION])
def test_the_counts_still_add_up(how: str) -> None:
    submission = told()
    told()
    recount(now=NOW)
    request_erasure(submission=submission, how=how, now=NOW)
    Worker().until_idle()

    assert Erasure.objects.emptied().exists() or Erasure.objects.get().finished_at
    assert not [check.sentence for _title, checks in counts(campaign="") for check in checks if not check.passed]


def test_one_that_is_held_waits_and_stands_in_nobodys_way() -> None:
    held, other = told(), told()
    hold = LegalHold.objects.create(
        campaign=held.campaign,
        organisation=held.organisation,
        ground=HoldGround.INQUIRY,
        reason="Asked for by letter",
        placed_at=NOW,
        placed_by=UserFactory.create(),
        review_on=date(2021, 1, 1),
    )
    for submission in (held, other):
        request_erasure(submission=submission, how=ErasureHow.RETENTION, now=NOW)
    erase_all()
    assert set(Submission.objects.filter(erased_at=None)) == {held}

    hold.lifted_at = NOW
    hold.save()
    erase_all()

    assert not Submission.objects.filter(erased_at=None).exists()


def test_an_open_sign_of_danger_is_looked_at_first() -> None:
    submission = told(risk=RiskState.OPEN)
    request_erasure(submission=submission, how=ErasureHow.RETENTION, now=NOW)
    erase_all()
    assert Case.objects.exists()

    Case.objects.update(risk=RiskState.CLOSED, risk_reason="Spoke to them.")
    erase_all(NOW + timedelta(hours=2))

    assert not Case.objects.exists()


def test_a_worker_that_was_killed_leaves_a_step_done_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = told()
    request_erasure(submission=submission, how=ErasureHow.RETENTION, now=NOW)
    first, *rest = erasers()
    broken = Eraser(part=rest[0].part, words="x", function="tests.heard.config.test_erasing.killed")
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "erasers", lambda: (first, broken))
        with pytest.raises(KeyboardInterrupt):
            erase_next(holder="one", now=NOW)

    assert not erase_next(holder="two", now=NOW + timedelta(seconds=30))
    assert set(ErasureStep.objects.values_list("part", flat=True)) == {first.part}
    erase_all(NOW + timedelta(minutes=5))
    assert Submission.objects.get().erased_at == NOW + timedelta(minutes=5)


def killed(*, submission: Submission, is_kept_in_figures: bool, now: datetime) -> int:
    """Stop in the midst of a step, having erased something."""
    submission.pieces.all().delete()
    raise KeyboardInterrupt
