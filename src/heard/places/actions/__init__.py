"""Writes about places, each in one transaction with its audit line."""

from heard.places.actions.loading import (
    FindSpot,
    LoadReport,
    Mode,
    Refusal,
    Spot,
    load_areas,
    load_missing_areas,
    load_missing_postcodes,
    load_offices,
    load_postcodes,
    load_services,
)
from heard.places.actions.offices import OfficeDetails, change_office
from heard.places.actions.succeeding import NotTheirOffice, hand_over_offices, split

__all__ = [
    "FindSpot",
    "LoadReport",
    "Mode",
    "NotTheirOffice",
    "OfficeDetails",
    "Refusal",
    "Spot",
    "change_office",
    "hand_over_offices",
    "load_areas",
    "load_missing_areas",
    "load_missing_postcodes",
    "load_offices",
    "load_postcodes",
    "load_services",
    "split",
]
