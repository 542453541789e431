"""Official lists of areas: the one that Heard is installed with, and look-ups from district to authority to region.

The shipped list holds the 296 districts of England (132 of them upper-tier authorities themselves), its 153 upper-tier
authorities and 9 regions, as they stood in 2025. Source: Office for National Statistics, Local Authority District to
Upper Tier Local Authority to Region look-ups (2025), Open Government Licence v3.0.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from heard.places.reading import AREA_COLUMNS, Row, UnreadableList, column_names, read_rows

SHIPPED = Path(__file__).parent / "data" / "england_areas_2025.csv"
ENGLAND = {"code": "E92000001", "name": "England", "kind": "COUNTRY", "parent": ""}
_CODE = re.compile(r"(lad|ltla|utla|ctyua|rgn|region)(\d\d)_?(?:cd|code)")
_LEVELS = {
    "LOWER_TIER": ("lad", "ltla"),
    "UPPER_TIER": ("utla", "ctyua"),
    "REGION": ("rgn", "region"),
}


def shipped_areas() -> Iterator[Row]:
    """Yield the areas that Heard is installed with."""
    return read_rows(SHIPPED, columns=AREA_COLUMNS)


def read_areas(path: Path) -> Iterator[Row]:
    """Yield the areas of a list: one with Heard's own columns, or an official look-up of any year.

    A look-up names a district, its upper-tier authority and mostly its region in each row, by code and name (LAD25CD,
    LAD25NM, UTLA25CD, UTLA25NM, RGN25CD, RGN25NM, or ltla25_code and so on). Raises UnreadableList.
    """
    names = column_names(path)
    columns = _columns_of(names)
    if "LOWER_TIER" not in columns or "UPPER_TIER" not in columns:
        return read_rows(path, columns=AREA_COLUMNS)
    return _areas_of(path, columns)


def _columns_of(names: list[str]) -> dict[str, tuple[str, str]]:
    """Return the columns of code and name for each level that the look-up has."""
    columns: dict[str, tuple[str, str]] = {}
    for name in names:
        found = _CODE.fullmatch(name)
        level = next((level for level, stems in _LEVELS.items() if found and found[1] in stems), None)
        called = re.sub(r"cd$", "nm", re.sub(r"code$", "name", name))
        if level and called in names:
            columns.setdefault(level, (name, called))
    return columns


def _areas_of(path: Path, columns: dict[str, tuple[str, str]]) -> Iterator[Row]:
    areas: dict[str, dict[str, str]] = {}
    for line, row in enumerate(read_rows(path, columns=()), 2):
        parent = None
        for kind in ("REGION", "UPPER_TIER", "LOWER_TIER"):
            if kind not in columns:
                continue
            code, name = (row.get(column, "") for column in columns[kind])
            if kind == "REGION" and not code:
                continue
            if not code or not name:
                raise UnreadableList(f"Line {line} names no {kind.lower().replace('_', '-')} area.")
            _add(areas, code=code, name=name, kind=kind, parent=parent, line=line)
            parent = code
    if any(area.get("parent") == ENGLAND["code"] for area in areas.values()):
        yield ENGLAND
    yield from areas.values()


def _add(areas: dict[str, dict[str, str]], *, code: str, name: str, kind: str, parent: str | None, line: int) -> None:
    """Add an area, once: a district that is its own upper-tier authority stands in the list as the authority."""
    if code == parent:
        return
    area = {"code": code, "name": name, "kind": kind}
    if kind == "REGION" and code.startswith("E12"):
        area["parent"] = ENGLAND["code"]
    elif parent is not None:
        area["parent"] = parent
    if areas.setdefault(code, area) != area:
        raise UnreadableList(f"Line {line} says of {code} something else than an earlier line: its name or its parent.")
