"""docs/privacy.md names every field that is held, with its purpose, its period and who can open it."""

import re
from pathlib import Path

from django.apps import apps

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
ROW = re.compile(
    r"^\| `(?P<model>\w+\.\w+)` \| (?P<fields>[^|]+) \| (?P<why>[^|]+) \| (?P<period>[^|]+) \| (?P<who>[^|]+) \|$", re.M
)


def documented(page: str) -> set[str]:
    names: set[str] = set()
    for row in ROW.finditer(page):
        names |= {f"{row['model']}.{field}" for field in re.findall(r"`(\w+)`", row["fields"])}
    return names


def held() -> set[str]:
    names: set[str] = set()
    for model in apps.get_models():
        if model.__module__.startswith("heard."):
            names |= {f"{model._meta.label}.{field.name}" for field in model._meta.fields if field.name != "id"}
    return names


def test_each_field_that_is_held_is_on_the_page() -> None:
    assert held() - documented(PAGE.read_text()) == set()


def test_each_field_on_the_page_is_held() -> None:
    assert documented(PAGE.read_text()) - held() == set()


def test_each_table_stands_on_the_page_once() -> None:
    tables = [row["model"] for row in ROW.finditer(PAGE.read_text())]
    assert [name for name in set(tables) if tables.count(name) > 1] == []


def test_each_row_says_why_how_long_and_who() -> None:
    for row in ROW.finditer(PAGE.read_text()):
        assert all(row[part].strip() for part in ("why", "period", "who")), row["model"]
