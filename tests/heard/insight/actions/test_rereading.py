"""Reading anew: everything once more, what was suggested kept, and nothing handed over twice."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.design import clock
from heard.insight.actions import hand_over_again
from heard.insight.actions.theming import themes_version
from heard.insight.models import Aspect, Suggestion
from heard.insight.queries import count_themeless
from heard.insight.tasks import find_themes, read_some
from tests.factories.feedback import PieceFactory
from tests.factories.insight import theme

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def read(monkeypatch) -> None:
    theme()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    PieceFactory.create_batch(2, words="Staff were rude.")
    read_some(holder="one")
    find_themes(holder="one")
    monkeypatch.setattr(clock, "now", lambda: LATER)


def test_everything_is_read_once_more_and_what_was_suggested_stands_until_then() -> None:
    before = Suggestion.objects.standing().count()
    assert hand_over_again(now=LATER) == 2
    assert Suggestion.objects.standing().count() == before
    assert count_themeless(version=themes_version()) == 2
    assert find_themes(holder="one") == 2
    assert count_themeless(version=themes_version()) == 0
    assert Suggestion.objects.standing().count() == before
    assert Suggestion.objects.filter(aspect=Aspect.TONE).exclude(replaced_at=None).count() == 2


def test_what_was_read_since_is_not_handed_over_again() -> None:
    hand_over_again(now=LATER)
    find_themes(holder="one", limit=1)
    assert hand_over_again(now=LATER) == 0
    assert count_themeless(version=themes_version()) == 1


def test_that_it_was_asked_for_is_written_down() -> None:
    hand_over_again(now=LATER)
    assert AuditLine.objects.filter(code="insight.themes.read_again").count() == 1
