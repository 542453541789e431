"""Areas, offices with their contact details, and care services."""

from heard.places.models.areas import Area, AreaKind
from heard.places.models.offices import Office, OfficeCoverage
from heard.places.models.services import (
    NameSource,
    Register,
    Service,
    ServiceKind,
    ServiceName,
    ServiceStatus,
    ServiceWord,
    ServiceWordKey,
)

__all__ = [
    "Area",
    "AreaKind",
    "NameSource",
    "Office",
    "OfficeCoverage",
    "Register",
    "Service",
    "ServiceKind",
    "ServiceName",
    "ServiceStatus",
    "ServiceWord",
    "ServiceWordKey",
]
