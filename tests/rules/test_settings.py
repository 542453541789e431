"""Every setting is documented, and every documented setting exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "settings.md"


def variables_read(source: str) -> set[str]:
    return set(re.findall(r"[\"'](HEARD_[A-Z_]+)[\"']", source))


def variables_documented(page: str) -> set[str]:
    return set(re.findall(r"^\| `(HEARD_[A-Z_]+)`", page, flags=re.MULTILINE))


def _read_anywhere() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text()
        names |= set(re.findall(r"environment\.\w+\(\s*[\"'](HEARD_[A-Z_]+)", text))
        names |= set(re.findall(r"os\.environ(?:\.\w+\(|\[)\s*[\"'](HEARD_[A-Z_]+)", text))
    return names


def test_each_variable_that_is_read_is_documented() -> None:
    assert _read_anywhere() - variables_documented(PAGE.read_text()) == set()


def test_each_documented_variable_is_read() -> None:
    assert variables_documented(PAGE.read_text()) - _read_anywhere() == set()


def test_an_undocumented_variable_would_be_found() -> None:
    assert variables_documented("| `HEARD_HOME` | x |\n") == {"HEARD_HOME"}
