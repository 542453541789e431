"""One web process and the worker as its child: the whole site on one port."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

RESTART_AFTER = 1.0

_LINE = {"()": "heard.design.logs.DiscreetFormatter", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}

# A process forked while a child is being started inherits the pipe by which that child says that it runs, and the
# starter then waits for ever: the server forks its own workers, so the two take turns.
_STARTING = threading.Lock()
os.register_at_fork(before=_STARTING.acquire, after_in_parent=_STARTING.release, after_in_child=_STARTING.release)


class WorkerKeeper:
    """Starts the worker as a child process, and starts it again whenever it dies."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    def start(self) -> None:
        """Start the worker and watch over it."""
        self._thread.start()

    def stop(self) -> None:
        """Let the worker finish what it holds, for ten seconds at most."""
        self._stopping.set()
        process = self._process
        if process and process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def _keep(self) -> None:
        while not self._stopping.is_set():
            with _STARTING:
                self._process = subprocess.Popen([sys.executable, "-m", "heard.config", "work"])
            self._process.wait()
            self._stopping.wait(RESTART_AFTER)


def serve(*, host: str, port: int, with_worker: bool, pid_file: Path | None = None) -> None:
    """Serve the site until SIGTERM or SIGINT; answers in hand and counted visits are finished first."""
    keeper = WorkerKeeper()
    server = Granian(
        target="heard.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        log_level=LogLevels.warning,
        log_dictconfig={"formatters": {"generic": _LINE, "access": _LINE}},
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    )
    if pid_file:
        pid_file.parent.mkdir(parents=True, exist_ok=True)
        pid_file.write_text(str(os.getpid()))
    if with_worker:
        keeper.start()
    try:
        server.serve()
    finally:
        keeper.stop()
        if pid_file:
            pid_file.unlink(missing_ok=True)
