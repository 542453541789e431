"""Runs every check and the rules of the house, says each one's name and time, and fails if any of them does."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
AT_ONCE = 2

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
    ("contracts break when broken", ["pytest", "-q", "-m", "contract", "tests/rules"]),
    ("evidence without Django", ["python", "-m", "tests.rules.evidence_alone"]),
)
"""Each takes one processor, so two of them go at a time."""

ON_ALL_PROCESSORS: tuple[tuple[str, list[str]], ...] = (
    ("rules of the house", ["pytest", "-q", "-n", "auto", "--dist", "worksteal", "tests/rules"]),
)


def _run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - started
    told = f"{'ok' if done.returncode == 0 else 'FAILED':<7}{name:<30}{took:6.1f} s\n"
    sys.stdout.write(told + (done.stdout + done.stderr if done.returncode else ""))
    sys.stdout.flush()
    return done.returncode == 0


def main(wanted: list[str]) -> int:
    """Run the named checks, or all of them; return 0 when each holds."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HEARD_HOME": home, "PYTHONPATH": str(ROOT)}
        results: list[bool] = []
        for checks, at_once in ((CHECKS, AT_ONCE), (ON_ALL_PROCESSORS, 1)):
            chosen = [check for check in checks if not wanted or check[0] in wanted]
            with ThreadPoolExecutor(at_once) as pool:
                results += pool.map(lambda check: _run(check[0], check[1], environment), chosen)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
