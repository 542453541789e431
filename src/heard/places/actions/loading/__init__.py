"""Loading lists of areas, postcodes, offices and services. Loading a list twice changes nothing the second time."""

from heard.places.actions.loading.areas import load_areas, load_missing_areas
from heard.places.actions.loading.benchmarks import load_benchmarks
from heard.places.actions.loading.contacts import ContactDetails, load_contacts
from heard.places.actions.loading.offices import load_offices
from heard.places.actions.loading.postcodes import load_missing_postcodes, load_postcodes
from heard.places.actions.loading.report import Doubt, LoadReport, Mode, Refusal, all_or_nothing
from heard.places.actions.loading.services import FindSpot, Spot, load_services

__all__ = [
    "ContactDetails",
    "Doubt",
    "FindSpot",
    "LoadReport",
    "Mode",
    "Refusal",
    "Spot",
    "all_or_nothing",
    "load_areas",
    "load_benchmarks",
    "load_contacts",
    "load_missing_areas",
    "load_missing_postcodes",
    "load_offices",
    "load_postcodes",
    "load_services",
]
