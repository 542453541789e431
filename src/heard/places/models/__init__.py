"""Areas, offices with their contact details, and care services."""

from heard.places.models.areas import Area, AreaKind
from heard.places.models.benchmarks import Benchmark
from heard.places.models.contacts import LOCAL_KINDS, ContactKind, UrgentContact
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
from heard.places.models.shares import OfficeShare

__all__ = [
    "LOCAL_KINDS",
    "Area",
    "AreaKind",
    "Benchmark",
    "ContactKind",
    "NameSource",
    "Office",
    "OfficeCoverage",
    "OfficeShare",
    "Register",
    "Service",
    "ServiceKind",
    "ServiceName",
    "ServiceStatus",
    "ServiceWord",
    "ServiceWordKey",
    "UrgentContact",
]
