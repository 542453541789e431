"""Runs `heard` commands for tests: each in a process of its own, split off from one that has read the code already."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[3]


def environment(home: Path) -> dict[str, str]:
    """Return the surroundings of a command whose state is in `home`, and nothing of these tests' own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HEARD_", "DJANGO_"))}
    return {
        **kept,
        "HEARD_HOME": str(home),
        "HEARD_STATIC": str(home / "static"),
        "HEARD_POSTCODES": str(_postcodes()),
    }


def _postcodes() -> Path:
    """Return where a table of two postcodes stands: building the whole of it takes seconds, and has its own tests."""
    from tests.heard.places.postcodes.listing import put

    path = Path(tempfile.gettempdir()) / f"heard-test-{os.getuid()}.postcodes"
    if not path.exists():
        put(path, ("LS6 2AB", "E08000035"), ("CF10 1AA", "W06000015"))
    return path


def heard(home: Path, *arguments: str) -> tuple[int, str]:
    """Run one command from cold; return its exit code and all that it said."""
    done = subprocess.run(
        [sys.executable, "-m", "heard.config", *arguments],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Operator:
    """Someone at a terminal of one site, giving one command after another."""

    def __init__(self, home: Path) -> None:
        self._terminal = subprocess.Popen(
            [sys.executable, __file__],
            cwd=ROOT,
            env=environment(home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Operator":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._terminal.communicate()

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Give one command; return its exit code and all that it said."""
        asked, answered = self._terminal.stdin, self._terminal.stdout
        assert asked is not None
        assert answered is not None
        asked.write(json.dumps(arguments) + "\n")
        asked.flush()
        code, said = json.loads(answered.readline())
        return int(code), str(said)


def _serve() -> None:
    """Answer each line of arguments with the code and the words of a child process that ran them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "heard.config.settings"
    import django

    django.setup()
    from heard.config.cli import main

    for module in ("heard.config.urls", "heard.config.work"):
        import_module(module)

    for line in sys.stdin:
        with tempfile.TemporaryFile() as words:
            child = os.fork()
            if not child:
                for descriptor, file in (
                    (0, os.open(os.devnull, os.O_RDONLY)),
                    (1, words.fileno()),
                    (2, words.fileno()),
                ):
                    os.dup2(file, descriptor)
                sys.argv = ["heard", *json.loads(line)]
                main()
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            words.seek(0)
            said = words.read().decode()
        sys.stdout.write(json.dumps([code, said]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
