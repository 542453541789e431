"""Official categories of services, as the kinds that people recognise."""

import re
from collections.abc import Iterable

from heard.places.models import ServiceKind as Kind

CQC_TYPES = {
    "hospice": Kind.HOSPICE,
    "home hospice care": Kind.HOSPICE,
    "ambulances": Kind.AMBULANCE,
    "hospitals - mental health/capacity": Kind.MENTAL_HEALTH,
    "hospital": Kind.HOSPITAL,
    "nursing homes": Kind.CARE_HOME,
    "residential homes": Kind.CARE_HOME,
    "care home": Kind.CARE_HOME,
    "urgent care centres": Kind.URGENT,
    "dentist": Kind.DENTIST,
    "doctors/gps": Kind.GP,
    "mobile doctors": Kind.URGENT,
    "phone/online advice": Kind.URGENT,
    "community services - mental health": Kind.MENTAL_HEALTH,
    "homecare agencies": Kind.HOME_CARE,
    "supported living": Kind.HOME_CARE,
    "shared lives": Kind.HOME_CARE,
    "supported housing": Kind.HOME_CARE,
    "extra care housing": Kind.HOME_CARE,
    "community health service": Kind.COMMUNITY,
    "community services - healthcare": Kind.COMMUNITY,
    "community services - nursing": Kind.COMMUNITY,
    "community services - learning disabilities": Kind.COMMUNITY,
    "community services - substance abuse": Kind.COMMUNITY,
    "rehabilitation (illness/injury)": Kind.COMMUNITY,
    "rehabilitation (substance abuse)": Kind.COMMUNITY,
    "clinic": Kind.COMMUNITY,
    "diagnosis/screening": Kind.COMMUNITY,
    "long-term conditions": Kind.COMMUNITY,
}
"""The CQC care directory's service types, the one that says most about a service first."""

CQC_CATEGORIES = {
    **dict.fromkeys(("P1",), Kind.DENTIST),
    **dict.fromkeys(("P2", "P7"), Kind.GP),
    **dict.fromkeys(("P3", "P5", "P6"), Kind.URGENT),
    **dict.fromkeys(("P4", "P8"), Kind.OTHER),
    **dict.fromkeys(("S1",), Kind.CARE_HOME),
    **dict.fromkeys(("S2",), Kind.HOME_CARE),
    **dict.fromkeys(("S3", "H12"), Kind.HOSPICE),
    **dict.fromkeys(("H1", "H2", "H3", "H4", "H11"), Kind.HOSPITAL),
    **dict.fromkeys(("H5",), Kind.AMBULANCE),
    **dict.fromkeys(("H6", "H7", "H10"), Kind.COMMUNITY),
    **dict.fromkeys(("H8", "H9"), Kind.MENTAL_HEALTH),
}
"""CQC primary inspection categories, by their codes."""

PRESCRIBING_SETTINGS = {
    **dict.fromkeys(("4",), Kind.GP),
    **dict.fromkeys(("1", "2", "3", "12"), Kind.URGENT),
    **dict.fromkeys(("8", "9"), Kind.COMMUNITY),
    **dict.fromkeys(("10",), Kind.HOSPITAL),
    **dict.fromkeys(("11",), Kind.OPTICIAN),
    **dict.fromkeys(("13",), Kind.HOSPICE),
    **dict.fromkeys(("14",), Kind.CARE_HOME),
}
"""What a prescribing practice is, by the number in ODS's list of practices; the others are of another kind."""

ODS_ROLES = {
    "RO177": Kind.GP,
    "RO76": Kind.GP,
    "RO80": Kind.URGENT,
    "RO87": Kind.URGENT,
    "RO197": Kind.HOSPITAL,
    "RO198": Kind.HOSPITAL,
    "RO176": Kind.HOSPITAL,
    "RO172": Kind.HOSPITAL,
    "RO110": Kind.DENTIST,
    "RO182": Kind.PHARMACY,
    "RO165": Kind.OPTICIAN,
    "RO166": Kind.OPTICIAN,
    "RO101": Kind.CARE_HOME,
    "RO104": Kind.CARE_HOME,
}
"""ODS role codes of the bodies and sites that people are cared for by."""

_BY_NAME = (
    (r"\bambulance\b|\bpatient transport\b", Kind.AMBULANCE),
    (r"\bhospice\b", Kind.HOSPICE),
    (r"\bmental health\b|\bpsychiatr|\bCAMHS\b", Kind.MENTAL_HEALTH),
    (r"\bdental\b|\bdentists?\b", Kind.DENTIST),
    (r"\bpharmacy\b|\bchemists?\b", Kind.PHARMACY),
    (r"\boptic(?:al|ians?)\b|\bopticians?\b|\bspecsavers\b", Kind.OPTICIAN),
    (r"\bwalk[- ]in\b|\burgent\b|\bminor injur|\bout of hours\b|\b111\b", Kind.URGENT),
    (r"\bcommunity\b.*\b(?:health|healthcare|services)\b", Kind.COMMUNITY),
)
_CARE_BY_NAME = (
    (r"\bhospice\b", Kind.HOSPICE),
    (r"\bhome ?care\b|\bdomiciliary\b|\bcare at home\b|\bhomecare\b|\bhome instead\b|\bcarewatch\b", Kind.HOME_CARE),
    (r"\b(?:care|nursing|residential|rest|retirement) homes?\b|\bnursing\b.*\bhome\b", Kind.CARE_HOME),
    (r"\bambulance\b", Kind.AMBULANCE),
    (r"\bdental\b|\bdentists?\b", Kind.DENTIST),
    (r"\bhospitals?\b", Kind.HOSPITAL),
)


def kind_of_types(types: Iterable[str]) -> Kind:
    """Return the kind of a service of these CQC types."""
    known = {one.strip().lower() for one in types}
    return next((kind for name, kind in CQC_TYPES.items() if name in known), Kind.OTHER)


def kind_by_name(name: str, *, otherwise: Kind) -> Kind:
    """Return the kind that a health service's name tells of."""
    return _first(_BY_NAME, name, otherwise)


def kind_of_care_by_name(name: str) -> Kind:
    """Return the kind that a social care body's name tells of, where its list says nothing of it."""
    return _first(_CARE_BY_NAME, name, Kind.OTHER)


def _first(patterns: Iterable[tuple[str, Kind]], name: str, otherwise: Kind) -> Kind:
    return next((kind for pattern, kind in patterns if re.search(pattern, name, re.IGNORECASE)), otherwise)
