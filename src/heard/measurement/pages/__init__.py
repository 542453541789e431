"""What each page of measurement shows."""

from heard.measurement.pages.campaigns import CampaignsPage, campaigns_page
from heard.measurement.pages.counts import CountsPage, counts_page, remove_counts_page
from heard.measurement.pages.live import (
    LiveFiguresPage,
    LivePage,
    live_figures_page,
    live_page,
)

__all__ = [
    "CampaignsPage",
    "CountsPage",
    "LiveFiguresPage",
    "LivePage",
    "campaigns_page",
    "counts_page",
    "live_figures_page",
    "live_page",
    "remove_counts_page",
]
