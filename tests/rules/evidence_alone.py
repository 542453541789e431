"""Installs the evidence library's own lock in an environment of its own, where Django is not, and runs its tests."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build" / "evidence-alone"
LOCK = ROOT / "requirements" / "evidence-test.txt"


def _call(command: list[str]) -> int:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "HEARD_HOME"))}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    """Return 0 when the library's tests pass with no Django in reach."""
    uv = str(Path(sys.executable).parent / "uv")
    python = str(PLACE / "bin" / "python")
    stamp = PLACE / "stamp"
    if not stamp.exists() or stamp.read_text() != LOCK.read_text():
        if _call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(PLACE)]):
            return 1
        if _call([uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", str(LOCK)]):
            return 1
        stamp.write_text(LOCK.read_text())
    if _call([python, "-c", "import django"]) == 0:
        sys.stdout.write("Django can be imported where the evidence library is tested alone.\n")
        return 1
    return _call(
        [
            python,
            "-m",
            "pytest",
            "-q",
            "-c",
            "tests/evidence/pytest.ini",
            "--rootdir",
            ".",
            "-p",
            "no:cacheprovider",
            "tests/evidence",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
