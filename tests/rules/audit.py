"""Compares every locked package with the published lists of known weaknesses, and fails where one is known.

Where the lists cannot be reached it says so and fails nothing: that is no evidence, for or against. A weakness that
does not concern Heard is named in IGNORED with the reason.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
LOCKS = ("journeys.txt", "uv.txt", "node.txt")
"""The widest lock holds whatever the others do, in the same versions; these two stand apart."""

IGNORED: dict[str, str] = {}
"""Names of weaknesses, such as CVE-2020-12345, and why each does not concern Heard."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What came of looking one list of packages up."""

    what: str
    known: tuple[str, ...] = ()
    looked_up: int = 0
    total: int = 0
    trouble: str = ""

    @property
    def line(self) -> str:
        """Return one line for whoever reads the build's log."""
        if self.known:
            return f"WEAK      {self.what:<20}{'; '.join(self.known)}"
        if not self.looked_up:
            why = self.trouble or "none of the packages was found there"
            return f"UNKNOWN   {self.what:<20}the lists of weaknesses could not be asked ({why}): this proves nothing"
        rest = self.total - self.looked_up
        unknown = f"; {rest} could not be looked up" if rest else ""
        return f"ok        {self.what:<20}no known weakness in {self.looked_up} packages{unknown}"


def python_packages(what: str, answer: str) -> Looked:
    """Return what pip-audit's JSON says."""
    try:
        dependencies: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Looked(what=what, trouble="no answer that can be read")
    known = tuple(
        f"{each['name']} {each['version']}: {flaw['id']} (mended in {', '.join(flaw['fix_versions']) or 'none yet'})"
        for each in dependencies
        for flaw in each.get("vulns", ())
        if not {flaw["id"], *flaw.get("aliases", ())} & IGNORED.keys()
    )
    looked_up = sum("skip_reason" not in each for each in dependencies)
    return Looked(what=what, known=known, looked_up=looked_up, total=len(dependencies))


def node_packages(what: str, answer: str) -> Looked:
    """Return what `npm audit --json` says."""
    try:
        told = json.loads(answer)
        flaws: dict[str, Any] = told["vulnerabilities"]
        total = int(told["metadata"]["dependencies"]["total"])
    except (ValueError, KeyError, TypeError):
        return Looked(what=what, trouble="no answer that can be read")
    known = tuple(f"{name}: {flaw['severity']}" for name, flaw in flaws.items() if name not in IGNORED)
    return Looked(what=what, known=known, looked_up=total, total=total)


def _ask(command: list[str]) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def main() -> int:
    """Look everything up; return 1 where a weakness is known."""
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    found = [
        python_packages(lock, _ask([str(BIN / "pip-audit"), "-r", f"requirements/{lock}", *options])) for lock in LOCKS
    ]
    found.append(node_packages("package-lock.json", _ask(["npm", "audit", "--json"])))
    for each in found:
        sys.stdout.write(f"{each.line}\n")
    return 1 if any(each.known for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
