"""Reads about places."""

from heard.places.queries.areas import (
    Place,
    area_by_code,
    area_ids,
    areas_to_choose,
    areas_with_offices,
    authority_of,
    find_places,
)
from heard.places.queries.benchmarks import Population, loaded_topics, population
from heard.places.queries.contacts import (
    Contact,
    areas_for_contacts_of,
    contact_for,
    contacts_to_check,
    editable_contacts_for,
    may_keep_national_contacts,
    urgent_contacts,
)
from heard.places.queries.finding import Near
from heard.places.queries.looking_up import Answer, LookUp, Offer, look_up
from heard.places.queries.offices import coverage_for, editable_offices_for, office_for, offices, offices_for_area
from heard.places.queries.services import (
    ServiceRecord,
    changeable_name_for,
    changeable_service_for,
    find_services,
    locations_of_provider,
    may_change_services,
    record_of,
    service_by_code,
    service_for,
    services,
    services_by_words,
)
from heard.places.queries.successions import offices_left_behind, offices_of, shares_of

__all__ = [
    "Answer",
    "Contact",
    "LookUp",
    "Near",
    "Offer",
    "Place",
    "Population",
    "ServiceRecord",
    "area_by_code",
    "area_ids",
    "areas_for_contacts_of",
    "areas_to_choose",
    "areas_with_offices",
    "authority_of",
    "changeable_name_for",
    "changeable_service_for",
    "contact_for",
    "contacts_to_check",
    "coverage_for",
    "editable_contacts_for",
    "editable_offices_for",
    "find_places",
    "find_services",
    "loaded_topics",
    "locations_of_provider",
    "look_up",
    "may_change_services",
    "may_keep_national_contacts",
    "office_for",
    "offices",
    "offices_for_area",
    "offices_left_behind",
    "offices_of",
    "population",
    "record_of",
    "service_by_code",
    "service_for",
    "services",
    "services_by_words",
    "shares_of",
    "urgent_contacts",
]
