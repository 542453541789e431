"""Commands that run the site."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import click

from heard.config.cli.terminal import Refused, console, errors, progress, ready

DEMO_PORTS = range(8000, 8020)
READY_WITHIN = 60.0
MARKER = "demonstration"


@click.command()
def setup() -> None:
    """Make the database ready: tables, keys, themes and static files. Safe to run at each upgrade."""
    ready()
    from heard.config import preparing
    from heard.design import clock

    preparing.prepare(now=clock.now())
    preparing.collect_static()
    if missing := preparing.what_is_missing():
        console.print(missing)
    else:
        console.print("The database, keys, themes and static files are ready.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--public", is_flag=True, help="Serve the public's pages alone; hold no opening key.")
@click.option("--staff", is_flag=True, help="Serve the pages of staff alone.")
@click.option(
    "--worker/--no-worker",
    default=None,
    help="Run the worker as a child process, as is done unless --public is given: the worker needs the opening keys.",
)
@click.option("--pid-file", type=click.Path(path_type=Path), help="Write the process number here.")
def serve(*, host: str, port: int, public: bool, staff: bool, worker: bool | None, pid_file: Path | None) -> None:
    """Serve the site and its worker on one port, or one side of it (else as HEARD_SIDE says)."""
    if public and staff:
        raise Refused("--public and --staff each serve one side alone. Give one of them, or neither to serve both.")
    if _is_taken(host, port):
        raise Refused(f"Something answers at {host}:{port} already. Stop it, or name another port with --port.")
    if public or staff:
        os.environ["HEARD_SIDE"] = "public" if public else "staff"
    ready()
    from heard.config import sides
    from heard.config.serving import serve as run

    if worker and not sides.serves_staff():
        raise Refused("The worker opens what people sent, and a process for the public holds no key. Run it elsewhere.")
    with_worker = sides.serves_staff() if worker is None else worker
    run(host=host, port=port, with_worker=with_worker, pid_file=pid_file)


LOWER = 10
"""By how much the worker stands back (as `nice` counts) where it shares processors with people who click and write."""


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is left to do.")
@click.option("--batch", type=int, help="How many pieces to claim at a time, instead of what suits two processors.")
def work(*, once: bool, batch: int | None) -> None:
    """Read what people sent, open its cases, take in waiting files, roll up figures, run what falls due."""
    ready()
    from heard.config.work import BATCH, Worker

    worker = Worker(limit=batch or BATCH)
    if once:
        console.print(f"{worker.until_idle():,} pieces of work done.")
    else:
        os.nice(LOWER)
        worker.forever()


@click.command()
@click.option("--port", type=int, help="Port to listen on; the first free one from 8000 when not given.")
@click.option("--foreground", is_flag=True, help="Stay with the site until Ctrl-C, instead of leaving it running.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration's data away and load it anew.")
@click.option("--seed", default=2020, show_default=True, help="Seed of the made-up campaign.")
def demo(*, port: int | None, foreground: bool, fresh: bool, seed: int) -> None:
    """Start a site with a made-up campaign, and print its address and sign-ins."""
    home = _demo_home()
    if fresh:
        _stop(home)
        _erase(home)
    _claim(home)
    running = _running_address(home)
    if running is None:
        chosen = port or _free_port()
        address = f"http://127.0.0.1:{chosen}"
        os.environ["HEARD_BASE_URL"] = address
    else:
        address = running
    ready()
    from heard.config import preparing
    from heard.config.demo import load, sign_ins, toolkit_path
    from heard.design import clock

    if running is None:
        preparing.prepare(now=clock.now())
        preparing.collect_static()
        errors.print("Making up a campaign, if there is none yet")
        with progress("Making up a campaign") as advance:
            load(now=clock.now(), seed=seed, progress=advance)
    _print_sign_ins(address=address, rows=sign_ins())
    if path := toolkit_path(now=clock.now()):
        console.print(f"Toolkit      {address}{path}  (a partner's, without signing in)", soft_wrap=True)
    if running is not None:
        console.print(
            f"It was running already, and goes on at [bold]{address}[/bold] until you run [bold]make stop[/bold]."
        )
        return
    (home / "address").write_text(address)
    arguments = [sys.executable, "-m", "heard.config", "serve", "--port", str(chosen), "--pid-file", str(home / "pid")]
    if foreground:
        os.execv(sys.executable, arguments)  # nosec B606  # our own interpreter, with our own arguments
    log = (home / "server.log").open("ab")
    subprocess.Popen(arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    _wait_until_ready(address, home)
    console.print(f"The site is running at [bold]{address}[/bold] until you run [bold]make stop[/bold].")


@click.command()
def stop() -> None:
    """Stop the demonstration."""
    console.print("Stopped." if _stop(_demo_home()) else "The demonstration is not running.")


def _demo_home() -> Path:
    os.environ["HEARD_DEMO"] = "1"
    os.environ.setdefault("HEARD_HOME", str(Path.cwd() / "var" / "demo"))
    home = Path(os.environ["HEARD_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    return home


def _erase(home: Path) -> None:
    """Throw the demonstration's folder away; refuse a folder that no demonstration has marked as its own."""
    if any(home.iterdir()) and not (home / MARKER).exists():
        raise Refused(f"{home} holds something that is no demonstration. Nothing was thrown away.")
    shutil.rmtree(home)
    home.mkdir(parents=True)


def _claim(home: Path) -> None:
    """Mark an empty folder as the demonstration's own; refuse one that holds another site."""
    if not (home / MARKER).exists() and (home / "heard.sqlite3").exists():
        raise Refused(f"{home} holds a site that is no demonstration. Name another folder with HEARD_HOME.")
    (home / MARKER).touch()


def _is_taken(host: str, port: int) -> bool:
    """Return whether something listens there: the server would share the port with it without a word."""
    address = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104  # nosec B104  # compared only
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0


def _free_port() -> int:
    for port in DEMO_PORTS:
        if not _is_taken("127.0.0.1", port):
            return port
    raise Refused(f"Ports {DEMO_PORTS.start} to {DEMO_PORTS.stop - 1} are all taken. Name a free one with --port.")


def _process(home: Path) -> int | None:
    try:
        number = int((home / "pid").read_text())
        os.kill(number, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    return number


def _running_address(home: Path) -> str | None:
    address = home / "address"
    if _process(home) is None or not address.exists():
        return None
    return address.read_text().strip()


def _stop(home: Path) -> bool:
    number = _process(home)
    if number is None:
        return False
    os.kill(number, signal.SIGTERM)
    deadline = time.monotonic() + 20
    while _process(home) is not None and time.monotonic() < deadline:
        time.sleep(0.1)
    return True


def _wait_until_ready(address: str, home: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # nosec B310  # our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise click.ClickException(f"The site did not answer within {READY_WITHIN:.0f} seconds; see {home / 'server.log'}.")


def _print_sign_ins(*, address: str, rows: tuple[tuple[str, str, str, str], ...]) -> None:
    from rich.table import Table

    passwords = {password for *_, password in rows}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Role", "Organisation", "E-mail"):
        table.add_column(heading, overflow="fold")
    for role, organisation, email, _ in rows:
        table.add_row(role, organisation, email)
    console.print(table)
    console.print(f"\nPassword     {', '.join(sorted(passwords))}  (the same for everyone)")
    console.print(f"Public site  {address}/\nStaff site   {address}/staff/")
    console.print("Everyone and everything in it is made up. The second factor is skipped here, and nowhere else.")


COMMANDS = (setup, serve, work, demo, stop)
