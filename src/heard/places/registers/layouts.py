"""The layouts of official lists with a line of column names: the CQC care directory and three open lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from heard.places.models import Register, ServiceKind, ServiceStatus
from heard.places.registers.kinds import (
    CQC_CATEGORIES,
    PRESCRIBING_SETTINGS,
    kind_by_name,
    kind_of_care_by_name,
    kind_of_types,
)
from heard.places.registers.naming import address, readable

Cells = Mapping[str, str]
"""A line's cells by the name of their column, small and without what stands in brackets."""
Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A list's layout: its name, whose it is, the columns that it is known by, and what a line says."""

    name: str
    register: Register
    columns: frozenset[str]
    row_of: Callable[[Cells], Row]


def _cqc(cells: Cells) -> Row:
    types = cells.get("service types", "").split("|")
    category = cells.get("primary inspection category", "").split(" ")[0].upper()
    return {
        "code": cells["cqc location id"],
        "name": readable(cells["name"]),
        "other_names": ";".join(readable(name) for name in cells.get("also known as", "").split("|") if name.strip()),
        "kind": str(CQC_CATEGORIES.get(category) or kind_of_types(types)),
        "address": address(cells.get("address", "").split(",")),
        "postcode": cells.get("postcode", ""),
        "area_name": cells.get("local authority", ""),
        "provider_name": readable(cells.get("provider name", "")),
        "provider_code": cells.get("cqc provider id", ""),
    }


def _practice(cells: Cells) -> Row:
    setting = cells.get("prescribing_setting", "").removesuffix(".0")
    return {
        "code": cells["practice_code"],
        "name": readable(cells["practice_name"]),
        "kind": str(PRESCRIBING_SETTINGS.get(setting, ServiceKind.OTHER)),
        "postcode": cells["postcode"],
    }


def _trust(cells: Cells) -> Row:
    return {
        "code": cells["ods_code"],
        "name": readable(cells["trust_name"]),
        "kind": str(kind_by_name(cells["trust_name"], otherwise=ServiceKind.HOSPITAL)),
        "address": address(cells.get(name, "") for name in ("address_line_1", "address_line_2", "town")),
        "postcode": cells["postcode"],
        "provider_name": readable(cells["trust_name"]),
        "provider_code": cells["ods_code"],
    }


def _social_care(cells: Cells) -> Row:
    is_seen = cells.get("organisationstatus", "Visible").lower() == "visible"
    return {
        "code": cells["organisationcode"],
        "name": readable(cells["organisationname"]),
        "kind": str(kind_of_care_by_name(cells["organisationname"])),
        "address": address(cells.get(name, "") for name in ("address1", "address2", "address3", "city", "county")),
        "postcode": cells["postcode"],
        "provider_name": readable(cells["organisationname"]),
        "provider_code": cells["organisationcode"],
        "status": str(ServiceStatus.ACTIVE if is_seen else ServiceStatus.CLOSED),
    }


LAYOUTS = (
    Layout(
        name="CQC care directory",
        register=Register.CQC,
        columns=frozenset({"name", "postcode", "service types", "cqc location id"}),
        row_of=_cqc,
    ),
    Layout(
        name="list of GP practices",
        register=Register.ODS,
        columns=frozenset({"practice_code", "practice_name", "postcode"}),
        row_of=_practice,
    ),
    Layout(
        name="list of NHS trusts",
        register=Register.ODS,
        columns=frozenset({"ods_code", "trust_name", "postcode"}),
        row_of=_trust,
    ),
    Layout(
        name="NHS Choices list of social care providers",
        register=Register.NHS_CHOICES,
        columns=frozenset({"organisationcode", "organisationtype", "organisationname", "postcode"}),
        row_of=_social_care,
    ),
)
