"""Every page about places as a frozen value."""

from heard.places.pages.offices import OfficePage, OfficesPage, office_page, offices_href, offices_page
from heard.places.pages.services import (
    ProviderPage,
    ServiceFormPage,
    ServicePage,
    ServicesPage,
    closing_page,
    name_page,
    provider_page,
    reopening_page,
    service_href,
    service_page,
    services_page,
    successor_page,
)

__all__ = [
    "OfficePage",
    "OfficesPage",
    "ProviderPage",
    "ServiceFormPage",
    "ServicePage",
    "ServicesPage",
    "closing_page",
    "name_page",
    "office_page",
    "offices_href",
    "offices_page",
    "provider_page",
    "reopening_page",
    "service_href",
    "service_page",
    "services_page",
    "successor_page",
]
