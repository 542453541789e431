"""How soon a danger is in the queue, and whether reading slows a click: the worker's own process, on SQLite.

Usage: python bench/reading_pipeline.py [--per-hour 2000] [--times 100] [--seconds 60] [--waiting 10000]. Prints one
JSON line. Submissions are received and sealed one by one, as a form is, at an even rate: the peak hour of the model
campaign (92,567 pieces in nine months; 2,000 in one hour), and so many times that. Every second speaks of harm, and
every tenth of the many. The delay runs from after its commit until a case with an open risk can be read in the queue,
looked for every 50 ms. Meanwhile so many rows of an import wait to be read, and a link is clicked ten times a second,
with the worker and without. `a_second` is the rate that was reached, `refused` how many could not be kept because the
database was locked too long.
"""

import argparse
import json
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import OperationalError
from open_campaign import STATE, free_port, opened, receive, thrown_away, wait_as_import

from heard.campaigns.models import Form
from heard.casework.models import Case, RiskState
from heard.feedback.models import Piece
from heard.insight.models import Reading

Figures = dict[str, float]

LOOK_EVERY = 0.05
CLICK_EVERY = 0.1
PATIENCE = 120.0
ORDINARY = (
    "The nurse was kind and took time with my mother, but we waited {n} hours and nobody told us why.",
    "Could not get through on the phone for {n} days. The receptionist was polite when I did.",
    "My appointment was cancelled twice and the letter came {n} days late. Ring me on 07700 900{n:03d}.",
    "Clean ward, good food, friendly staff. Parking cost too much. Thank you to Sister Example and team {n}.",
)
HARM = "She was left lying in urine all night and nobody came for {n} hours. I am frightened for her."


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Answers a redirect as it is."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""
        return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-hour", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--waiting", type=int, default=10_000)
    asked = parser.parse_args()
    form = opened(links=["bench"])
    wait_as_import(form, [ORDINARY[n % len(ORDINARY)].format(n=n % 900) for n in range(asked.waiting)])
    port = free_port()
    with running("serve", "--no-worker", "--port", str(port), "--host", "127.0.0.1"):
        address = f"http://127.0.0.1:{port}/l/bench"
        until_answered(address)
        alone = during(address, lambda: send(form, asked.per_hour * asked.times, asked.seconds / 3, patience=0))
        with running("work") as worker:
            until_at_work()
            peak = during(address, lambda: send(form, asked.per_hour, asked.seconds, harm_every=2))
            drained()
            many = during(address, lambda: send(form, asked.per_hour * asked.times, asked.seconds))
            memory = resident_mb(worker.pid)
            drained()
            themes_done = Reading.objects.filter(method="themes").exclude(method_version="").count()
    print(
        json.dumps(
            {
                "bench": "reading_pipeline",
                "rows": Piece.objects.count(),
                "import_waiting": asked.waiting,
                "themes_read": themes_done,
                "risk_in_queue_s": {f"{asked.per_hour}_an_hour": peak[0], f"{asked.times}_times": many[0]},
                "click_ms": {"no_worker": alone[1], "peak": peak[1], f"{asked.times}_times": many[1]},
                "worker_mb": memory,
            }
        )
    )


def send(form: Form, per_hour: int, seconds: float, *, patience: float = PATIENCE, harm_every: int = 10) -> Figures:
    """Receive at an even rate, and return how long each danger took to stand in the queue once it was committed."""
    committed: dict[int, float] = {}
    seen: dict[int, float] = {}
    over = threading.Event()
    looker = threading.Thread(target=look, args=(seen, committed, over))
    looker.start()
    started, gap, sent, refused = time.monotonic(), 3600 / per_hour, 0, 0
    while (due := started + sent * gap) < started + seconds:
        time.sleep(max(0.0, due - time.monotonic()))
        is_harm = sent % harm_every == 0
        words = HARM if is_harm else ORDINARY[sent % len(ORDINARY)]
        sent += 1
        try:
            piece = receive(form, words.format(n=sent % 900))
        except OperationalError:
            refused += 1
            continue
        if is_harm:
            committed[piece] = time.monotonic()
    took = time.monotonic() - started
    last = time.monotonic() + patience
    while len(seen.keys() & committed.keys()) < len(committed) and time.monotonic() < last:
        time.sleep(LOOK_EVERY)
    over.set()
    looker.join()
    delays = [seen[piece] - at for piece, at in committed.items() if piece in seen]
    return {
        "sent": sent,
        "refused": refused,
        "a_second": round(sent / took, 1),
        **spread(delays, 2),
        "dangers": len(committed),
        "not_seen": len(committed) - len(delays),
    }


def look(seen: dict[int, float], committed: dict[int, float], over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY):
        moment = time.monotonic()
        open_risk = Case.objects.filter(risk=RiskState.OPEN, piece__gte=min(list(committed), default=1 << 40))
        for piece in open_risk.values_list("piece", flat=True):
            seen.setdefault(piece, moment)


def during(address: str, work: Callable[[], Figures]) -> tuple[Figures, Figures]:
    """Do some work while links are clicked; return what it returns, and how long a click took in milliseconds."""
    taken: list[float] = []
    over = threading.Event()
    clicker = threading.Thread(target=click, args=(address, taken, over))
    clicker.start()
    result = work()
    over.set()
    clicker.join()
    return result, {"clicks": len(taken), **spread(taken, 1)}


def click(address: str, taken: list[float], over: threading.Event) -> None:
    opener = urllib.request.build_opener(NoRedirect)
    while not over.wait(CLICK_EVERY):
        started = time.perf_counter()
        answer(opener, address)
        taken.append((time.perf_counter() - started) * 1000)


def answer(opener: urllib.request.OpenerDirector, address: str) -> int:
    try:
        with opener.open(urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0"}), timeout=10) as got:
            return int(got.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def until_answered(address: str) -> None:
    opener, last = urllib.request.build_opener(NoRedirect), time.monotonic() + PATIENCE
    while time.monotonic() < last:
        try:
            if answer(opener, address) == 302:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The link never led anywhere.")


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    with (STATE / f"{arguments[0]}.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "heard.config", *arguments], stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def until_at_work() -> None:
    """Wait until the worker has loaded what it reads with, and has read all that was sent before it started."""
    last = time.monotonic() + PATIENCE
    while Piece.objects.filter(read_at=None, batch=None).exists():
        if time.monotonic() > last:
            raise SystemExit("The worker never started.")
        time.sleep(0.1)


def drained() -> None:
    """Wait until everything is read, themes and all."""
    last = time.monotonic() + 10 * PATIENCE
    while Piece.objects.filter(read_at=None).exists() or Reading.objects.filter(method_version="").exists():
        if time.monotonic() > last:
            raise SystemExit("The worker does not come to an end.")
        time.sleep(1)


def resident_mb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


def spread(values: list[float], digits: int) -> Figures:
    if not values:
        return {}
    ordered = sorted(values)
    return {
        "p50": round(statistics.median(ordered), digits),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], digits),
        "max": round(ordered[-1], digits),
    }


if __name__ == "__main__":
    with thrown_away():
        main()
