"""Every page about places as a frozen value."""

from heard.places.pages.offices import OfficePage, OfficesPage, office_page, offices_href, offices_page
from heard.places.pages.services import ServicesPage, services_page

__all__ = [
    "OfficePage",
    "OfficesPage",
    "ServicesPage",
    "office_page",
    "offices_href",
    "offices_page",
    "services_page",
]
