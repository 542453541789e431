"""Claiming pieces by lease, where several workers meet."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from heard.feedback.actions.leasing import (
    LEASE,
    LONGEST_WAIT,
    Claim,
    claim_again,
    claim_fresh,
    hold,
    let_go,
    release,
    set_aside,
)
from heard.feedback.models import Piece, PieceLease, Stage
from tests.factories.feedback import PieceFactory

NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)


def claim(holder: str = "one", limit: int = 10, now: datetime = NOW) -> Claim:
    return claim_fresh(pieces=Piece.objects.order_by("pk"), stage=Stage.READING, holder=holder, limit=limit, now=now)


@pytest.mark.django_db
def test_what_one_holds_no_other_is_given() -> None:
    pieces = PieceFactory.create_batch(3)
    first, second = claim("one", limit=2), claim("two")
    assert first.piece_ids == (pieces[0].pk, pieces[1].pk)
    assert second.piece_ids == (pieces[2].pk,)


@pytest.mark.django_db
def test_with_nothing_to_claim_nothing_is_written(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert claim().piece_ids == ()


@pytest.mark.django_db
def test_a_lease_that_runs_out_is_given_to_the_next_who_asks() -> None:
    (piece,) = PieceFactory.create_batch(1)
    claim("one")
    assert claim_again(stage=Stage.READING, holder="two", now=NOW + LEASE - timedelta(seconds=1)) is None
    again = claim_again(stage=Stage.READING, holder="two", now=NOW + LEASE)
    assert again is not None
    assert again.piece_ids == (piece.pk,)
    assert again.attempts == 2


@pytest.mark.django_db
def test_whoever_lost_a_lease_holds_it_no_more() -> None:
    PieceFactory.create()
    lost = claim("one")
    kept = claim_again(stage=Stage.READING, holder="two", now=NOW + LEASE)
    assert kept is not None
    assert hold(claim=lost) == set()
    assert hold(claim=kept) == set(kept.piece_ids)


@pytest.mark.django_db
def test_whoever_lost_a_lease_can_neither_release_nor_fail_it() -> None:
    PieceFactory.create()
    lost = claim("one")
    claim_again(stage=Stage.READING, holder="two", now=NOW + LEASE)
    release(claim=lost, piece_ids=lost.piece_ids)
    assert not set_aside(claim=lost, piece_id=lost.piece_ids[0], why="Late", now=NOW + LEASE)
    assert PieceLease.objects.get().holder == "two"


@pytest.mark.django_db
def test_the_same_holder_does_not_take_its_own_lost_lease_for_the_new_one() -> None:
    PieceFactory.create()
    lost = claim("one")
    claim_again(stage=Stage.READING, holder="one", now=NOW + LEASE)
    assert hold(claim=lost) == set()


@pytest.mark.django_db
def test_what_is_let_go_is_as_if_it_had_never_been_taken() -> None:
    PieceFactory.create()
    let_go(claim=claim("one"))
    assert claim("two").attempts == 1
    assert PieceLease.objects.get().holder == "two"


@pytest.mark.django_db
def test_the_wait_between_tries_has_an_end() -> None:
    piece = PieceFactory.create()
    held = claim("one")
    worn = Claim(stage=held.stage, holder=held.holder, until=held.until, piece_ids=held.piece_ids, attempts=40)
    assert set_aside(claim=worn, piece_id=piece.pk, why="It cannot be read.", now=NOW)
    assert PieceLease.objects.get().next_try_at == NOW + LONGEST_WAIT


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_share_the_pieces_and_take_none_twice() -> None:
    PieceFactory.create_batch(40)
    taken: dict[str, list[int]] = {}
    failed: list[BaseException] = []
    start = threading.Barrier(4)

    def work(holder: str) -> None:
        try:
            start.wait()
            mine: list[int] = []
            for _ in range(40):
                mine += _claim_when_unlocked(holder)
            taken[holder] = mine
        except BaseException as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(f"worker {n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    every = [piece for mine in taken.values() for piece in mine]
    assert failed == []
    assert sorted(every) == sorted(Piece.objects.values_list("pk", flat=True))


def _claim_when_unlocked(holder: str) -> tuple[int, ...]:
    """Claim; the shared memory of SQLite's test database says "locked" at once where a file would wait."""
    while True:
        try:
            return claim(holder, limit=3).piece_ids
        except OperationalError:
            if connection.vendor != "sqlite":
                raise
