"""The theme framework as data, and what the labels of other frameworks mean in it."""

import csv
from pathlib import Path

import pytest

from heard.insight.frameworks import read_framework, read_labels, theme_of_label

EXTENSION = {
    "care-at-home-quality",
    "care-home-quality",
    "social-care-access",
    "cost-charging",
    "safeguarding",
    "discrimination",
    "carers-support",
    "postponed-cancelled",
    "remote-online",
}


def test_the_published_part_has_32_themes_in_10_categories() -> None:
    published = [theme for theme in read_framework().themes if not theme.is_unproven]
    assert len(published) == 32
    assert len({theme.category for theme in published}) == 10


def test_every_theme_of_the_extension_is_marked_unproven() -> None:
    assert {theme.code for theme in read_framework().themes if theme.is_unproven} == EXTENSION


def test_no_code_stands_twice() -> None:
    codes = [theme.code for theme in read_framework().themes]
    assert len(codes) == len(set(codes))


def test_every_theme_says_what_it_means() -> None:
    assert all(theme.description.endswith(".") for theme in read_framework().themes)


def test_labels_lead_only_to_themes_that_there_are() -> None:
    known = {theme.code for theme in read_framework().themes}
    assert {code for code in read_labels().themes.values() if code} <= known


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Staff manner & personal attributes", "staff-manner"),
        ("staff manner and personal attributes", "staff-manner"),
        ("Number & deployment of staff", "staffing-levels"),
        ("Referals & continuity of care", "continuity"),
        ("Safeguarding concerns?", "safeguarding"),
        ("Remote or online care", "remote-online"),
        ("timeliness", "timeliness"),
    ],
)
def test_a_label_is_known_by_its_name_or_code_however_it_is_written(label: str, code: str) -> None:
    assert theme_of_label(label) == code


@pytest.mark.parametrize("label", ["Impact of treatment/ care", "Not assigned", "Colour of the walls", ""])
def test_a_label_without_a_theme_of_its_meaning_leads_nowhere(label: str) -> None:
    assert theme_of_label(label) is None


@pytest.mark.real_data
def test_every_label_of_the_real_file_is_mapped(real_data: Path) -> None:
    with (real_data / "comments" / "pxqdc_labelled_comments.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert set(header[header.index("Not assigned") :]) == set(read_labels().themes)
