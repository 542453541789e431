"""Changing how an office can be reached and what it covers."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.places.actions.loading.coverage import Covered
from heard.places.models import Area, Office, OfficeCoverage


class OfficeExists(Exception):
    """The organisation has another office of that name, perhaps a closed one."""


class CoverageOverlaps(Exception):
    """The office covers the area on some of the same days already."""


@dataclass(frozen=True, kw_only=True)
class OfficeDetails:
    """How an office is called and reached."""

    name: str
    phone: str
    text_relay: str
    email: str
    web: str
    hours: str
    address: str = ""
    languages: list[str] = field(default_factory=list)


@transaction.atomic
def change_office(*, office: Office, details: OfficeDetails, by: User | None, now: datetime) -> None:
    """Change an office's name and the ways to reach it. Raises OfficeExists: a list finds an office by its name."""
    organisation = Organisation.objects.select_for_update().get(pk=office.organisation_id)
    if details.name.casefold() != office.name.casefold():
        others = organisation.offices.exclude(pk=office.pk).values_list("name", flat=True)
        if details.name.casefold() in {name.casefold() for name in others}:
            raise OfficeExists
    for name, value in asdict(details).items():
        setattr(office, name, value)
    office.save(update_fields=list(asdict(details)))
    record(code="places.office.changed", subject=office, by=by, now=now, organisation=office.organisation)


@transaction.atomic
def cover(
    *,
    office: Office,
    area: Area,
    valid_from: date | None,
    valid_to: date | None,
    by: User | None,
    now: datetime,
    coverage: OfficeCoverage | None = None,
) -> None:
    """Let an office cover an area between two days, or change when it does. Raises CoverageOverlaps."""
    wanted = Covered(area=area.pk, valid_from=valid_from, valid_to=valid_to)
    for other in office.coverage.select_for_update().exclude(pk=coverage.pk if coverage else 0):
        if wanted.meets(Covered(area=other.area_id, valid_from=other.valid_from, valid_to=other.valid_to)):
            raise CoverageOverlaps
    kept = coverage or OfficeCoverage(office=office)
    kept.area, kept.valid_from, kept.valid_to = area, valid_from, valid_to
    kept.save()
    record(
        code="places.office.coverage_set",
        subject=office,
        by=by,
        now=now,
        organisation=office.organisation,
        area=area.code,
    )


@transaction.atomic
def uncover(*, coverage: OfficeCoverage, by: User, now: datetime) -> None:
    """Take out that an office ever covered an area, as was said by mistake; to end it, give it a last day."""
    office, area = coverage.office, coverage.area
    coverage.delete()
    record(
        code="places.office.coverage_removed",
        subject=office,
        by=by,
        now=now,
        organisation=office.organisation,
        area=area.code,
    )
