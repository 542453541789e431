"""Areas, offices with their contact details, and care services."""

from heard.places.models.areas import Area, AreaKind
from heard.places.models.offices import Office, OfficeCoverage
from heard.places.models.services import Service, ServiceKind, ServiceStatus

__all__ = ["Area", "AreaKind", "Office", "OfficeCoverage", "Service", "ServiceKind", "ServiceStatus"]
