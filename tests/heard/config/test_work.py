"""The worker goes round: one broken finder stops neither the others nor the round."""

import itertools
import signal
import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from heard.config import work
from heard.config.work import DatedJob, Finder, Worker

CALLS: list[str] = []


def finds_two_then_nothing(*, holder: str, limit: int) -> int:
    CALLS.append(holder)
    return 2 if len(CALLS) == 1 else 0


def breaks(*, holder: str, limit: int) -> int:
    raise RuntimeError(holder)


HELD = threading.Event()


def takes_long(*, holder: str, limit: int) -> int:
    HELD.wait(10)
    return 0


def is_urgent(*, holder: str, limit: int) -> int:
    CALLS.append("urgent")
    return 0


def falls_due() -> int:
    CALLS.append("due")
    return 0


@pytest.fixture(autouse=True)
def no_calls() -> None:
    CALLS.clear()


def _finders(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(work, "FINDERS", tuple(Finder(name=f"{__name__}.{name}") for name in names))
    monkeypatch.setattr(work, "DATED_JOBS", ())


def test_it_goes_round_until_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    _finders(monkeypatch, "finds_two_then_nothing")
    assert Worker().until_idle() == 2


@pytest.mark.django_db
def test_a_finder_that_breaks_leaves_the_others_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _finders(monkeypatch, "breaks", "finds_two_then_nothing")
    assert Worker().once() == 2
    assert "breaks failed (1 times in a row): RuntimeError" in caplog.text


@pytest.mark.django_db
def test_a_finder_that_keeps_failing_is_left_alone_for_a_while_and_then_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _finders(monkeypatch, "breaks")
    moments = iter((0.0, 0.0, 0.1, 0.5, 0.5, 0.6))
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    worker = Worker()
    for _ in range(4):
        worker.once()
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        f"{__name__}.breaks failed (1 times in a row)",
        f"{__name__}.breaks failed (2 times in a row)",
    ]


def test_nobody_at_risk_waits_more_than_ten_seconds_for_a_finder_that_failed() -> None:
    failure = work.Failure()
    for _ in range(50):
        failure = failure.once_more(at=0.0)
    assert failure.until == work.LONGEST_REST == 10.0


@pytest.mark.django_db
def test_a_failure_is_logged_without_what_it_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _finders(monkeypatch, "breaks")
    worker = Worker()
    worker.once()
    assert worker.holder not in caplog.text


def test_a_dated_job_waits_until_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    _finders(monkeypatch)
    monkeypatch.setattr(work, "DATED_JOBS", (DatedJob(name=f"{__name__}.falls_due", every=timedelta(hours=1)),))
    worker = Worker()
    worker.once()
    worker.once()
    assert CALLS == ["due"]


def test_a_costly_job_waits_for_its_first_turn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _finders(monkeypatch)
    job = DatedJob(name=f"{__name__}.falls_due", every=timedelta(hours=24), at_start=False)
    monkeypatch.setattr(work, "DATED_JOBS", (job,))
    worker = Worker()
    worker.once()
    assert CALLS == []
    started = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: started + timedelta(hours=25).total_seconds())
    worker.once()
    assert CALLS == ["due"]


def test_the_roll_ups_are_recounted_each_day() -> None:
    jobs = {job.name: job for job in work.DATED_JOBS}
    assert jobs["heard.measurement.tasks.recount"].every == timedelta(hours=24)


def test_a_worker_that_was_told_to_stop_finds_nothing_more_and_runs_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    _finders(monkeypatch, "finds_two_then_nothing")
    monkeypatch.setattr(work, "DATED_JOBS", (DatedJob(name=f"{__name__}.falls_due", every=timedelta(hours=1)),))
    worker = Worker()
    worker.stop()
    assert worker.once() == 0
    assert CALLS == []


def _rounds_in(seconds: float, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    _finders(monkeypatch, "is_urgent")
    monkeypatch.setattr(work, "heartbeat_file", lambda: tmp_path / "heartbeat")
    monkeypatch.setattr(work, "REST", 0.01)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    worker = Worker()
    threading.Timer(seconds, worker.stop).start()
    worker.forever()
    return len(CALLS)


@pytest.mark.django_db(transaction=True)
def test_while_nobody_writes_it_does_not_ask_again_and_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(work, "written_by_others", lambda: 7)
    assert _rounds_in(0.2, monkeypatch, tmp_path) == 1


@pytest.mark.django_db(transaction=True)
def test_it_goes_round_as_soon_as_somebody_wrote(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    numbers = itertools.count()
    monkeypatch.setattr(work, "written_by_others", lambda: next(numbers))
    assert _rounds_in(0.2, monkeypatch, tmp_path) > 3


@pytest.mark.django_db(transaction=True)
def test_where_writing_cannot_be_told_it_goes_round_after_each_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(work, "written_by_others", lambda: None)
    assert _rounds_in(0.2, monkeypatch, tmp_path) > 3


def test_that_others_wrote_is_told_and_what_one_wrote_oneself_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours, others = (sqlite3.connect(tmp_path / "file", isolation_level=None) for _ in range(2))
    monkeypatch.setattr(work, "connection", SimpleNamespace(vendor="sqlite", cursor=lambda: closing(ours.cursor())))
    ours.execute("create table words (word text)")
    before = work.written_by_others()
    ours.execute("insert into words values ('ours')")
    assert work.written_by_others() == before
    others.execute("insert into words values ('theirs')")
    assert work.written_by_others() != before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_at_risk_waits_for_a_long_import(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    long = Finder(name=f"{__name__}.takes_long", is_long=True)
    monkeypatch.setattr(work, "FINDERS", (Finder(name=f"{__name__}.is_urgent"), long))
    monkeypatch.setattr(work, "DATED_JOBS", ())
    monkeypatch.setattr(work, "heartbeat_file", lambda: tmp_path / "heartbeat")
    monkeypatch.setattr(work, "written_by_others", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    worker = Worker()
    threading.Timer(1.5, worker.stop).start()
    threading.Timer(2.0, HELD.set).start()
    worker.forever()
    assert len(CALLS) >= 2


def test_every_finder_and_job_that_is_named_exists() -> None:
    for name in [finder.name for finder in work.FINDERS] + [job.name for job in work.DATED_JOBS]:
        assert callable(work._function(name)), name


def test_post_and_comparing_go_beside_what_someone_at_risk_may_wait_for() -> None:
    beside = {each.name.rpartition(".")[2] for each in (*work.FINDERS, *work.DATED_JOBS) if each.is_long}

    assert {"send_news", "tell_privacy_leads", "compare_some"} <= beside
