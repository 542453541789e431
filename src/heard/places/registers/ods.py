"""The lists that the NHS Organisation Data Service gives out: 27 columns in a fixed order, mostly with no names."""

import re
from collections.abc import Sequence
from datetime import datetime

from heard.places.models import Register, ServiceKind, ServiceStatus
from heard.places.registers.kinds import ODS_ROLES, PRESCRIBING_SETTINGS, kind_by_name
from heard.places.registers.naming import address, readable

COLUMNS = 27
CODE, NAME, ADDRESS, POSTCODE, CLOSED, STATUS, PARENT, SETTING = 0, 1, slice(4, 9), 9, 11, 12, 14, 25
REGISTER = Register.ODS
_CODE = re.compile(r"[A-Z0-9]{3,10}")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
_BY_CODE = (
    (r"[A-HJ-NPWY]\d{5}", ServiceKind.GP),
    (r"V\d{5}", ServiceKind.DENTIST),
    (r"F[A-Z0-9]{4}", ServiceKind.PHARMACY),
    (r"TP[A-Z0-9]{1,4}", ServiceKind.OPTICIAN),
    (r"V[A-Z][A-Z0-9]{3}", ServiceKind.CARE_HOME),
    (r"[RT][A-Z0-9]{2}(?:[A-Z0-9]{2})?", ServiceKind.HOSPITAL),
)
_BY_FILE = {
    "epraccur": ServiceKind.GP,
    "edispensary": ServiceKind.PHARMACY,
    "egdpprac": ServiceKind.DENTIST,
    "ecarehomesite": ServiceKind.CARE_HOME,
    "ecarehomehq": ServiceKind.CARE_HOME,
    "etr": ServiceKind.HOSPITAL,
    "ets": ServiceKind.HOSPITAL,
    "ephp": ServiceKind.HOSPITAL,
    "ephpsite": ServiceKind.HOSPITAL,
}


def is_line(cells: Sequence[str]) -> bool:
    """Return whether a line is one of these lists': 27 cells with a code, a name and a postcode where they stand."""
    return (
        len(cells) == COLUMNS
        and bool(_CODE.fullmatch(cells[CODE].upper()))
        and bool(cells[NAME])
        and (not cells[POSTCODE] or bool(_POSTCODE.fullmatch(cells[POSTCODE].upper())))
    )


def row_of(cells: Sequence[str], *, file: str) -> dict[str, str]:
    """Return what a line says; the file's name tells the list where the code does not."""
    closed = _day(cells[CLOSED])
    is_closed = bool(closed) or cells[STATUS].upper() in {"C", "D", "INACTIVE"}
    site_of = cells[PARENT] if re.fullmatch(r"[RT][A-Z0-9]{4}", cells[CODE].upper()) else ""
    return {
        "code": cells[CODE],
        "name": readable(cells[NAME]),
        "kind": str(_kind(cells, file)),
        "address": address(cells[ADDRESS]),
        "postcode": cells[POSTCODE],
        "provider_code": site_of or (cells[CODE] if re.fullmatch(r"[RT][A-Z0-9]{2}", cells[CODE].upper()) else ""),
        "status": str(ServiceStatus.CLOSED if is_closed else ServiceStatus.ACTIVE),
        "deregistered_date": closed,
    }


def _kind(cells: Sequence[str], file: str) -> ServiceKind:
    setting = cells[SETTING].removesuffix(".0")
    if file == "epraccur" and setting:
        return PRESCRIBING_SETTINGS.get(setting, ServiceKind.OTHER)
    role = next((ODS_ROLES[one] for one in re.split(r"[|;, ]", setting) if one in ODS_ROLES), None)
    if role is not None:
        return role
    listed = _BY_FILE.get(file)
    coded = next((kind for pattern, kind in _BY_CODE if re.fullmatch(pattern, cells[CODE].upper())), None)
    kind = listed or coded or ServiceKind.OTHER
    if kind is ServiceKind.GP and setting in PRESCRIBING_SETTINGS:
        return PRESCRIBING_SETTINGS[setting]
    if kind in {ServiceKind.HOSPITAL, ServiceKind.OTHER}:
        return kind_by_name(cells[NAME], otherwise=kind)
    return kind


def _day(text: str) -> str:
    for pattern in ("%Y%m%d", "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return ""
