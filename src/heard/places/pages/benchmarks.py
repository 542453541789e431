"""The staff page about who lives where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.design.pages import Page
from heard.design.tables import Cell
from heard.places.pages.listing import Row, cells
from heard.places.queries.benchmarks import LoadedTopic


@dataclass(frozen=True, kw_only=True)
class BenchmarksPage(Page):
    """What is loaded about the population, and by whom it was counted."""

    template: ClassVar[str] = "places/benchmarks.jinja"

    columns: tuple[Cell, ...]
    topics: tuple[Row, ...]


def benchmarks_page(*, topics: Iterable[LoadedTopic]) -> BenchmarksPage:
    """Return the list of topics with their sources."""
    return BenchmarksPage(
        title=_("Population"),
        back_href=reverse("places:services"),
        columns=cells(
            _("Topic"),
            _("Out of whom"),
            _("Areas"),
            _("Categories"),
            _("Counted in all areas"),
            _("Source"),
            _("Edition"),
            _("Loaded"),
        ),
        topics=tuple(
            cells(
                topic.topic.replace("_", " ").capitalize(),
                topic.base,
                f"{topic.areas:,}",
                f"{topic.categories:,}",
                f"{topic.people:,}",
                topic.source,
                topic.edition,
                said_day(day_of(topic.loaded_at)),
            )
            for topic in topics
        ),
    )
