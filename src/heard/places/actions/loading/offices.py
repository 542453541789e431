"""Loading lists of offices."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.db.models.functions import Coalesce

from heard.accounts.models import Organisation, User
from heard.places.actions.loading.cells import checked, known, name_of, text_of
from heard.places.actions.loading.report import LoadReport, Mode, Progress, Refusal, Refused, record_load
from heard.places.models import Area, Office, OfficeCoverage
from heard.places.reading import Row


@transaction.atomic
def load_offices(
    *, rows: Iterable[Row], by: User | None, now: datetime, mode: Mode = Mode.MERGE, progress: Progress | None = None
) -> LoadReport:
    """Add and change offices by their organisation and name; `areas` holds official codes with semicolons between.

    A full list (`Mode.REPLACE`) closes the offices that it leaves out; their history stays.
    """
    report = LoadReport()
    taken: set[int] = set()
    areas = dict(Area.objects.values_list("code", "pk"))
    organisations = dict(Organisation.objects.values_list("slug", Coalesce("kept_by", "pk")))
    for line, row in enumerate(rows, 2):
        try:
            taken.add(_load_office(row, areas=areas, organisations=organisations, report=report))
        except Refused as refused:
            report.refusals.append(Refusal(line=line, reason=str(refused)))
        if progress:
            progress(1)
    if mode is Mode.REPLACE:
        report.ended = Office.objects.filter(closed_at=None).exclude(pk__in=taken).update(closed_at=now)
    record_load("places.offices.loaded", Office(), report, by=by, now=now)
    return report


def _load_office(row: Row, *, areas: Mapping[str, int], organisations: Mapping[str, int], report: LoadReport) -> int:
    organisation = known(row.get("organisation", "").lower(), organisations, what="organisation")
    if organisation is None:
        raise Refused("It names no organisation.")
    codes = [code.strip().upper() for code in row.get("areas", "").split(";") if code.strip()]
    covered = {pk for code in codes if (pk := known(code, areas, what="area")) is not None}
    details: dict[str, Any] = {
        "phone": text_of(row, "phone", longest=30),
        "text_relay": text_of(row, "text_relay", longest=30),
        "email": checked(row, "email", validate_email),
        "web": checked(row, "web", URLValidator(schemes=["https", "http"])),
        "hours": text_of(row, "hours", longest=200),
    }
    office, is_new = Office.objects.get_or_create(
        organisation_id=organisation, name=name_of(row, longest=160), defaults=details
    )
    before = {name: getattr(office, name) for name in details}
    covered_before = set(office.coverage.values_list("area", flat=True))
    if is_new:
        report.added += 1
    elif before == details and covered_before == covered:
        report.unchanged += 1
    else:
        Office.objects.filter(pk=office.pk).update(**details)
        report.changed += 1
    if covered_before != covered:
        office.coverage.exclude(area__in=covered).delete()
        OfficeCoverage.objects.bulk_create(
            OfficeCoverage(office=office, area_id=area) for area in covered - covered_before
        )
    return office.pk
