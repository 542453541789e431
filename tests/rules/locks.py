"""No tracked file names a package registry or a path of somebody's machine, and every lock carries hashes."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = re.compile(
    "|".join(
        (
            "files" + r"\.pythonhosted",
            r"pypi\.org" + "/simple",
            "registry" + r"\.npmjs",
            r"deb\." + r"debian\.org",
            '"resolved"' + ":",
        )
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w+")


def tracked() -> list[Path]:
    """Return every file that is part of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def faults(name: str, text: str) -> list[str]:
    """Return what is wrong with one file's text."""
    found = [f"{name}: names a registry: {match.group()}" for match in REGISTRY.finditer(text)]
    found += [f"{name}: names a machine's path: {match.group()}" for match in MACHINE_PATH.finditer(text)]
    if name.startswith("requirements/") and name.endswith(".txt"):
        pins, hashed = (
            len(re.findall(r"^[\w\[\]-]+==", text, re.M)),
            len(re.findall(r"^[\w\[\]-]+==.*\\\n +--hash", text, re.M)),
        )
        if pins != hashed or not pins:
            found.append(f"{name}: {pins - hashed} of {pins} pins have no hash")
    return found


def main() -> int:
    """Print each fault; return 1 if there is one."""
    found: list[str] = []
    for path in tracked():
        try:
            found += faults(path.relative_to(ROOT).as_posix(), path.read_text())
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
