"""The real comments, from the file through the import and the reader to the queue, its themes and its search."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heard.casework.models import Case
from heard.casework.queries import QueueFilter, queue, search, tally
from heard.casework.tasks import open_some
from heard.feedback.actions.importing import import_feedback
from heard.feedback.models import Piece, PieceLease
from heard.insight.actions import load_framework
from heard.insight.frameworks import theme_of_label
from heard.insight.models import Aspect, Suggestion
from heard.insight.tasks import read_some
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import caseworker

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.real_data
@pytest.mark.django_db
def test_every_piece_of_the_real_file_reaches_the_queue_with_its_themes(real_data: Path) -> None:
    path = real_data / "comments" / "pxqdc_labelled_comments.csv"
    organisation = OrganisationFactory.create()
    load_framework(now=NOW)
    import_feedback(path=path, organisation=organisation, by=None, now=NOW, clock=lambda: NOW)
    pieces = Piece.objects.count()
    while read_some(holder="one") + open_some(holder="one"):
        pass

    assert not PieceLease.objects.exists()
    assert Case.objects.filter(read_at__isnull=False).count() == pieces > 3000
    worker = caseworker(organisation)
    assert tally(found=search(organisation=organisation, asked=QueueFilter(), user=worker)).total == pieces
    late = search(organisation=organisation, asked=QueueFilter(words="ambulance"), user=worker)
    assert all("ambulance" in row.words.lower() for row in queue(found=late).rows[:5])
    assert Suggestion.objects.filter(aspect=Aspect.THEME, theme__code="parking").count() == _labelled(path, "parking")


def _labelled(path: Path, code: str) -> int:
    """Return how many rows with words have a label of the theme."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [label for label in rows[0] if theme_of_label(label) == code]
    return sum(any(row[label] == "1" for label in labels) for row in rows)
