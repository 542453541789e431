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
from heard.places.actions.services import (
    AlreadyClosed,
    NameKnown,
    NotClosed,
    SuccessorUnfit,
    add_name,
    close_service,
    name_successor,
    remove_name,
    reopen_service,
)
from heard.places.actions.succeeding import NotTheirOffice, hand_over_offices, split

__all__ = [
    "AlreadyClosed",
    "FindSpot",
    "LoadReport",
    "Mode",
    "NameKnown",
    "NotClosed",
    "NotTheirOffice",
    "OfficeDetails",
    "Refusal",
    "Spot",
    "SuccessorUnfit",
    "add_name",
    "change_office",
    "close_service",
    "hand_over_offices",
    "load_areas",
    "load_missing_areas",
    "load_missing_postcodes",
    "load_offices",
    "load_postcodes",
    "load_services",
    "name_successor",
    "remove_name",
    "reopen_service",
    "split",
]
