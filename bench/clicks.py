"""Clicks a second by the hot path, each committed before its answer, and whether they are all there after kill -9.

Usage: python bench/clicks.py [--seconds 10] [--connections 64] [--database postgres://…]. Needs `wrk` (in Debian).
Prints one JSON line. `heard serve` runs with its worker, which reads an import of so many --waiting pieces, while one
submission a second arrives. wrk, on the same machine, asks for 25 links as 5,000 different browsers; then again with
one in ten HEAD, one in ten a link preview and one in ten a known bot; then again, and the server is killed half-way.
After each storm the visits are counted: `answered` is what wrk saw answered (of which `counted` stand in the database
and `missed` in the counter of missed clicks). `one_by_one` is the plain baseline, in the same run: each click in a
transaction of its own, without any server.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Sum
from open_campaign import STATE, free_port, opened, receive, thrown_away, wait_as_import

from heard.campaigns.models import Campaign, Form, MissedVisits, Visit, VisitClass, VisitKind
from heard.design import clock
from heard.feedback.models import Piece

LINKS = 25
BROWSERS = 5_000
PATIENCE = 60.0
WORDS = "The nurse was kind and took time with my mother, but we waited hours and nobody told us why."

STORM = """
local n = 0
local seed = 0
function setup(thread) seed = seed + 1; thread:set("offset", seed * 1000000) end
function request()
  n = n + 1
  local browser = (offset + n) % BROWSERS
  local agent = string.format("Mozilla/5.0 (Linux; Android 8.0; %d) Chrome/99 Mobile Safari/537.36", browser)
  local method = "GET"
  if MIXED and n % 10 == 1 then method = "HEAD" end
  if MIXED and n % 10 == 2 then agent = "facebookexternalhit/1.1" end
  if MIXED and n % 10 == 3 then agent = "Googlebot/2.1 (+http://www.google.com/bot.html)" end
  return wrk.format(method, string.format("/l/bench-%d", n % LINKS), { ["User-Agent"] = agent })
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("\\nFIGURES %d %d %.3f %.3f %.3f %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000, e.status,
    e.connect + e.read + e.write + e.timeout))
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--waiting", type=int, default=5_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("This needs wrk: apt-get install wrk.")
    form = opened(links=[f"bench-{number}" for number in range(LINKS)])
    wait_as_import(form, [WORDS] * asked.waiting)
    alone = one_by_one(form.campaign)
    with serving() as served:
        until_at_work(asked.waiting)
        before = still_unread()
        with forms_arriving(form) as arrived:
            people = storm(served.port, asked.seconds, asked.connections, mixed=False)
            mixed = storm(served.port, asked.seconds, asked.connections, mixed=True)
        read = before - still_unread()
        killed = storm(served.port, asked.seconds, asked.connections, mixed=False, kill=served.process)
    print(
        json.dumps(
            {
                "bench": "clicks",
                "database": connection.vendor,
                "connections": asked.connections,
                "people": people,
                "mixed": mixed,
                "killed": killed,
                "one_by_one_a_second": alone,
                "times_one_by_one": round(people["a_second"] / alone, 1),
                "beside": {"pieces_read": read, "forms_sent": arrived[0], "forms_refused": arrived[1]},
            }
        )
    )


def until_at_work(waiting: int) -> None:
    """Wait until the worker, which first loads what it reads with, has read some."""
    last = time.monotonic() + PATIENCE
    while still_unread() > waiting - 50:
        if time.monotonic() > last:
            raise SystemExit(f"The worker reads nothing; see {STATE / 'serve.log'}.")
        time.sleep(0.2)


def still_unread() -> int:
    return Piece.objects.filter(read_at=None).count()


def one_by_one(campaign: Campaign) -> float:
    """Return how many clicks a second are committed each by itself, and leave none of them."""
    started, count = time.monotonic(), 0
    while time.monotonic() < started + 2:
        with transaction.atomic():
            Visit.objects.create(
                at=clock.now(),
                campaign=campaign,
                kind=VisitKind.CLICK,
                visitor_class=VisitClass.HUMAN,
                visitor_day=b"0" * 16,
            )
        count += 1
    rate = count / (time.monotonic() - started)
    Visit.objects.all().delete()
    return round(rate, 1)


class Served:
    """A server at its port."""

    def __init__(self) -> None:
        self.port = free_port()
        log = (STATE / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "heard.config", "serve", "--port", str(self.port), "--host", "127.0.0.1"],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


@contextmanager
def serving() -> Iterator[Served]:
    """Run the site with its worker until it answers; kill all of it at the end."""
    served = Served()
    try:
        until_answered(f"http://127.0.0.1:{served.port}/l/bench-0?nostats")
        yield served
    finally:
        end(served.process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill the server and its children at once, as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def until_answered(address: str) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"The site never answered; see {STATE / 'serve.log'}.")


@contextmanager
def forms_arriving(form: Form) -> Iterator[list[int]]:
    """Receive one submission a second beside; the list holds how many were kept, and how many the database refused."""
    over, counts = threading.Event(), [0, 0]

    def go_on() -> None:
        while not over.wait(1):
            try:
                receive(form, WORDS)
                counts[0] += 1
            except OperationalError:
                counts[1] += 1
        connection.close()

    sender = threading.Thread(target=go_on)
    sender.start()
    try:
        yield counts
    finally:
        over.set()
        sender.join()


def storm(
    port: int, seconds: int, connections: int, *, mixed: bool, kill: subprocess.Popen[bytes] | None = None
) -> dict[str, Any]:
    """Let wrk ask for the links, and return its figures beside what is counted afterwards."""
    script = STATE / "storm.lua"
    script.write_text(
        f"MIXED = {str(mixed).lower()}\nLINKS = {LINKS}\nBROWSERS = {BROWSERS}\n{STORM}", encoding="utf-8"
    )
    counted, missed = Visit.objects.count(), missed_so_far()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as wrk:
        if kill is not None:
            time.sleep(seconds / 2)
            end(kill)
        said, _ = wrk.communicate(timeout=seconds + PATIENCE)
    time.sleep(1)
    figures = next(line for line in said.splitlines() if line.startswith("FIGURES")).split()[1:]
    requests, duration = int(figures[0]), int(figures[1]) / 1e6
    result: dict[str, Any] = {
        "answered": requests,
        "counted": Visit.objects.count() - counted,
        "missed": missed_so_far() - missed,
    }
    if kill is None:
        result |= {
            "a_second": round(requests / duration, 1),
            "p50_ms": float(figures[2]),
            "p99_ms": float(figures[3]),
            "max_ms": float(figures[4]),
            "wrong_status": int(figures[5]),
        }
    if mixed:
        result["heads_expected"] = requests // 10
    return result


def missed_so_far() -> int:
    return MissedVisits.objects.aggregate(all=Sum("count"))["all"] or 0


if __name__ == "__main__":
    with thrown_away():
        main()
