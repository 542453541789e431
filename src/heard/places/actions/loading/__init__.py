"""Loading lists of areas, offices and services. Loading the same list twice changes nothing the second time."""

from heard.places.actions.loading.areas import load_areas
from heard.places.actions.loading.offices import load_offices
from heard.places.actions.loading.report import LoadReport, Mode, Refusal
from heard.places.actions.loading.services import FindSpot, Spot, load_services

__all__ = ["FindSpot", "LoadReport", "Mode", "Refusal", "Spot", "load_areas", "load_offices", "load_services"]
