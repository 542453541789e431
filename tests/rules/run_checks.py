"""Runs every check and the rules of the house, says each one's name and time, and fails if any of them does."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("format", ["ruff", "format", "--check", "--quiet", "src", "tests", "bench"]),
    ("lint", ["ruff", "check", "--quiet", "src", "tests", "bench"]),
    ("types", ["mypy", "src", "tests", "bench"]),
    ("import contracts", ["lint-imports", "--no-cache"]),
    ("templates", ["djlint", "src", "--lint", "--quiet"]),
    ("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"]),
    ("security", ["bandit", "-q", "-r", "src", "-c", "pyproject.toml"]),
    ("reference pages", ["python", "-m", "tests.rules.reference", "--check"]),
    ("words", ["python", "-m", "tests.rules.words"]),
    ("translations", ["python", "-m", "tests.rules.catalogues", "--check"]),
    ("locks", ["python", "-m", "tests.rules.locks"]),
    ("rules of the house", ["pytest", "-q", "-n", "auto", "--dist", "worksteal", "tests/rules"]),
    ("contracts break when broken", ["pytest", "-q", "-m", "contract", "tests/rules"]),
    ("evidence without Django", ["python", "-m", "tests.rules.evidence_alone"]),
)


def _run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - started
    sys.stdout.write(f"{'ok' if done.returncode == 0 else 'FAILED':<7}{name:<30}{took:6.1f} s\n")
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
    sys.stdout.flush()
    return done.returncode == 0


def main(wanted: list[str]) -> int:
    """Run the named checks, or all of them; return 0 when each holds."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HEARD_HOME": home, "PYTHONPATH": str(ROOT)}
        chosen = [check for check in CHECKS if not wanted or check[0] in wanted]
        results = [_run(name, command, environment) for name, command in chosen]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
