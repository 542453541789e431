"""Times of day, days and months in full are written in one way, by `heard.design.dates`."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "heard"

ELSEWHERE = {
    "design/dates.py",
    "design/security_txt.py",  # a file whose format others set
    "campaigns/forms/posts.py",  # what stands in the field that asks for a time
    "measurement/queries/reconciling.py",  # the hour of the day by which records are counted
}

_TIME = re.compile(r"\bg:i|\bH:i|%[HI]:%M|toLocaleTimeString\((?!\"en-GB\")")
_IN_FULL = re.compile(r"""["']j F|["']F Y["']""")


def source() -> dict[str, str]:
    return {
        path.relative_to(SOURCE).as_posix(): path.read_text()
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".jinja", ".js"} and path.relative_to(SOURCE).parts[:2] != ("config", "demo")
    }


def files_that_write_times(files: dict[str, str]) -> set[str]:
    return {name for name, text in files.items() if _TIME.search(text)}


def test_no_page_writes_a_time_of_day_in_its_own_way() -> None:
    assert files_that_write_times(source()) == ELSEWHERE


def test_no_page_writes_a_day_or_a_month_in_full_in_its_own_way() -> None:
    assert [name for name, text in source().items() if _IN_FULL.search(text)] == []
    assert _IN_FULL.search('date_format(day, "j F Y")')
    assert _IN_FULL.search('date_format(day, "F Y")')


def test_another_way_would_be_found() -> None:
    files = {
        "half.py": 'date_format(moment, "j F Y, g:ia")',
        "whole.py": 'date_format(moment, "H:i")',
        "plain.py": 'f"{moment:%H:%M}"',
        "script.js": "new Date().toLocaleTimeString()",
        "day.py": 'date_format(moment, "j F Y")',
    }

    assert files_that_write_times(files) == {"half.py", "whole.py", "plain.py", "script.js"}
