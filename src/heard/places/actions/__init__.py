"""Writes about places, each in one transaction with its audit line."""

from heard.places.actions.loading import LoadReport, Mode, Refusal, load_areas, load_offices, load_services
from heard.places.actions.offices import OfficeDetails, change_office

__all__ = [
    "LoadReport",
    "Mode",
    "OfficeDetails",
    "Refusal",
    "change_office",
    "load_areas",
    "load_offices",
    "load_services",
]
