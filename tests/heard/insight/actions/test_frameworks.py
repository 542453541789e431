"""Loading the framework."""

import pytest

from heard.accounts.models import AuditLine
from heard.insight.actions import load_framework
from heard.insight.models import Theme, ThemeFramework
from heard.insight.queries import current_themes, themes_by_category
from tests.factories.insight import READ_AT

pytestmark = pytest.mark.django_db


def test_loading_makes_the_shipped_framework_current() -> None:
    load_framework(now=READ_AT)
    assert ThemeFramework.objects.get(is_current=True).code == "pxqdc-care"
    assert current_themes().count() == 41


def test_loading_twice_changes_nothing() -> None:
    load_framework(now=READ_AT)
    before = list(Theme.objects.order_by("pk").values())
    load_framework(now=READ_AT)
    assert list(Theme.objects.order_by("pk").values()) == before
    assert AuditLine.objects.filter(code="insight.framework.loaded").count() == 1


def test_an_earlier_version_stays_and_is_no_longer_current() -> None:
    old = ThemeFramework.objects.create(code="pxqdc-care", version="6", title="", source="", is_current=True)
    Theme.objects.create(framework=old, code="old", category="Old", name="Old", position=0)
    load_framework(now=READ_AT)
    old.refresh_from_db()
    assert not old.is_current
    assert Theme.objects.filter(framework=old).exists()


def test_themes_stand_under_their_categories_in_the_files_order() -> None:
    load_framework(now=READ_AT)
    categories = themes_by_category()
    assert categories[0].name == "General"
    assert [category.name for category in categories][-2:] == ["Social care", "Care disrupted or at a distance"]
