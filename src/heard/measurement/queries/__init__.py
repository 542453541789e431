"""Reads of measurement: whose figures, which figures, compared with what, and whether they add up."""

from heard.measurement.queries.access import (
    LiveView,
    counting_organisations_for,
    live_campaigns_for,
    live_view_for,
    whole_view_for,
)
from heard.measurement.queries.asking import BadQuery, By, FigureQuery
from heard.measurement.queries.breakdown import FEW, Row, Tally
from heard.measurement.queries.comparing import comparisons, periods_of
from heard.measurement.queries.counts import count_import_for, count_imports_for, outcomes
from heard.measurement.queries.glance import Live, live
from heard.measurement.queries.reconciling import reconcile
from heard.measurement.queries.stamping import stamp
from heard.measurement.queries.tallies import Aside, Figures, figures, waves_and_partners

__all__ = [
    "FEW",
    "Aside",
    "BadQuery",
    "By",
    "FigureQuery",
    "Figures",
    "Live",
    "LiveView",
    "Row",
    "Tally",
    "comparisons",
    "count_import_for",
    "count_imports_for",
    "counting_organisations_for",
    "figures",
    "live",
    "live_campaigns_for",
    "live_view_for",
    "outcomes",
    "periods_of",
    "reconcile",
    "stamp",
    "waves_and_partners",
    "whole_view_for",
]
