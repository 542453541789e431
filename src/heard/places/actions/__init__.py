"""Writes about places, each in one transaction with its audit line."""

from heard.places.actions.loading import (
    FindSpot,
    LoadReport,
    Mode,
    Refusal,
    Spot,
    load_areas,
    load_offices,
    load_services,
)
from heard.places.actions.offices import OfficeDetails, change_office

__all__ = [
    "FindSpot",
    "LoadReport",
    "Mode",
    "OfficeDetails",
    "Refusal",
    "Spot",
    "change_office",
    "load_areas",
    "load_offices",
    "load_services",
]
