"""Loading lists of areas, offices and services. Loading the same list twice changes nothing the second time."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models, transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.places.models import Area, AreaKind, Office, Service, ServiceKind, ServiceStatus
from heard.places.queries import POSTCODE
from heard.places.reading import Row

CHUNK = 1000
M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A row that was not taken: its line in the file (the first one names the columns) and why."""

    line: int
    reason: str


@dataclass(kw_only=True)
class LoadReport:
    """What became of a list's rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)


class Refused(Exception):
    """A row cannot be taken; its words say why."""


@transaction.atomic
def load_areas(*, rows: Iterable[Row], by: User | None, now: datetime, progress: Progress | None = None) -> LoadReport:
    """Add and change areas by their official code; a parent is named by its code, in this list or an earlier one."""
    report = LoadReport()
    parents: dict[str, str] = {}

    def area_of(row: Row) -> Area:
        code = _code(row, longest=12)
        parents[code] = row.get("parent", "").upper()
        return Area(
            code=code,
            name=_name(row, longest=120),
            kind=_choice(row.get("kind", ""), AreaKind, what="kind"),
            valid_from=_day(row, "valid_from"),
            valid_to=_day(row, "valid_to"),
        )

    _load(Area, rows, make=area_of, fields=("name", "kind", "valid_from", "valid_to"), report=report, progress=progress)
    _set_parents(parents, report=report)
    _record("places.areas.loaded", Area(), report, by=by, now=now)
    return report


def _set_parents(parents: Mapping[str, str], *, report: LoadReport) -> None:
    known = {area.code: area for area in Area.objects.all()}
    moved = []
    for code, parent in parents.items():
        if parent and parent not in known:
            report.refusals.append(Refusal(line=0, reason=f"Area {code}: there is no area {parent} to be its parent."))
        elif code in known:
            area, wanted = known[code], known[parent].pk if parent else None
            if area.parent_id != wanted:
                area.parent_id = wanted
                moved.append(area)
    Area.objects.bulk_update(moved, ["parent"], batch_size=CHUNK)


@transaction.atomic
def load_services(
    *,
    rows: Iterable[Row],
    by: User | None,
    now: datetime,
    is_fictional: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Add and change services by their code. Columns: code, name, kind, and address, postcode, area, provider, status.

    `area` is an official code; `provider` is the short name by which an organisation stands in addresses.
    """
    report = LoadReport()
    areas = dict(Area.objects.values_list("code", "pk"))
    providers = dict(Organisation.objects.values_list("slug", "pk"))

    def service_of(row: Row) -> Service:
        return Service(
            code=_code(row, longest=20),
            name=_name(row, longest=200),
            kind=_choice(row.get("kind", ""), ServiceKind, what="kind"),
            address=_text(row, "address", longest=200),
            postcode=_postcode(row),
            area_id=_known(row.get("area", "").upper(), areas, what="area"),
            provider_id=_known(row.get("provider", "").lower(), providers, what="provider"),
            status=_choice(row.get("status", "") or ServiceStatus.ACTIVE, ServiceStatus, what="status"),
            is_fictional=is_fictional,
        )

    fields = ("name", "kind", "address", "postcode", "area_id", "provider_id", "status", "is_fictional")
    _load(Service, rows, make=service_of, fields=fields, report=report, progress=progress)
    _record("places.services.loaded", Service(), report, by=by, now=now)
    return report


@transaction.atomic
def load_offices(
    *, rows: Iterable[Row], by: User | None, now: datetime, progress: Progress | None = None
) -> LoadReport:
    """Add and change offices by their organisation and name; `areas` holds official codes with semicolons between."""
    report = LoadReport()
    areas = dict(Area.objects.values_list("code", "pk"))
    organisations = dict(Organisation.objects.values_list("slug", "pk"))
    for line, row in enumerate(rows, 2):
        try:
            _load_office(row, areas=areas, organisations=organisations, report=report)
        except Refused as refused:
            report.refusals.append(Refusal(line=line, reason=str(refused)))
        if progress:
            progress(1)
    _record("places.offices.loaded", Office(), report, by=by, now=now)
    return report


def _load_office(row: Row, *, areas: Mapping[str, int], organisations: Mapping[str, int], report: LoadReport) -> None:
    organisation = _known(row.get("organisation", "").lower(), organisations, what="organisation")
    if organisation is None:
        raise Refused("It names no organisation.")
    codes = [code.strip().upper() for code in row.get("areas", "").split(";") if code.strip()]
    covered = {pk for code in codes if (pk := _known(code, areas, what="area")) is not None}
    details: dict[str, Any] = {
        "phone": _text(row, "phone", longest=30),
        "text_relay": _text(row, "text_relay", longest=30),
        "email": _checked(row, "email", validate_email),
        "web": _checked(row, "web", URLValidator(schemes=["https", "http"])),
        "hours": _text(row, "hours", longest=200),
    }
    office, is_new = Office.objects.get_or_create(
        organisation_id=organisation, name=_name(row, longest=160), defaults=details
    )
    before = {name: getattr(office, name) for name in details}
    covered_before = set(office.areas.values_list("pk", flat=True))
    if is_new:
        report.added += 1
    elif before == details and covered_before == covered:
        report.unchanged += 1
    else:
        Office.objects.filter(pk=office.pk).update(**details)
        report.changed += 1
    if covered_before != covered:
        office.areas.set(covered)


def _load(
    model: type[M],
    rows: Iterable[Row],
    *,
    make: Callable[[Row], M],
    fields: tuple[str, ...],
    report: LoadReport,
    progress: Progress | None,
) -> None:
    """Add and change rows of a model whose key is `code`, a chunk at a time."""
    seen: set[str] = set()
    for chunk in _chunks(enumerate(rows, 2)):
        made: dict[str, M] = {}
        for line, row in chunk:
            try:
                one = make(row)
                code = str(one.code)  # type: ignore[attr-defined]
                _once(code, seen)
            except Refused as refused:
                report.refusals.append(Refusal(line=line, reason=str(refused)))
                continue
            seen.add(code)
            made[code] = one
        _write(model, made, fields=fields, report=report)
        if progress:
            progress(len(chunk))


def _once(code: str, seen: set[str]) -> None:
    if code in seen:
        raise Refused(f"The code {code} stands in the list twice.")


def _write(model: type[M], made: Mapping[str, M], *, fields: tuple[str, ...], report: LoadReport) -> None:
    existing = {one.code: one for one in model._default_manager.filter(code__in=made)}  # type: ignore[attr-defined]
    changed = []
    for code, old in existing.items():
        if any(getattr(old, name) != getattr(made[code], name) for name in fields):
            for name in fields:
                setattr(old, name, getattr(made[code], name))
            changed.append(old)
    added = [one for code, one in made.items() if code not in existing]
    model._default_manager.bulk_create(added)
    model._default_manager.bulk_update(changed, [name.removesuffix("_id") for name in fields], batch_size=100)
    report.added += len(added)
    report.changed += len(changed)
    report.unchanged += len(existing) - len(changed)


def _chunks(things: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(things)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _record(code: str, subject: models.Model, report: LoadReport, *, by: User | None, now: datetime) -> None:
    record(
        code=code,
        subject=subject,
        by=by,
        now=now,
        added=report.added,
        changed=report.changed,
        refused=len(report.refusals),
    )


def _text(row: Row, column: str, *, longest: int) -> str:
    text = row.get(column, "")
    if len(text) > longest:
        raise Refused(f"The {column} is longer than {longest} characters.")
    if "\x00" in text:
        raise Refused(f"The {column} holds a sign that is no text.")
    return text


def _name(row: Row, *, longest: int) -> str:
    name = _text(row, "name", longest=longest)
    if not name:
        raise Refused("It has no name.")
    return name


def _code(row: Row, *, longest: int) -> str:
    code = _text(row, "code", longest=longest).upper()
    if not code:
        raise Refused("It has no code.")
    return code


def _choice(text: str, choices: type[models.TextChoices], *, what: str) -> str:
    wanted = re.sub(r"[\s-]+", "_", text.strip()).upper()
    by_label = {str(label).upper(): value for value, label in choices.choices}
    if wanted in choices.values:
        return wanted
    if text.strip().upper() in by_label:
        return str(by_label[text.strip().upper()])
    raise Refused(f"The {what} “{text[:40]}” is not one of {', '.join(choices.values)}.")


def _known(key: str, known: Mapping[str, int], *, what: str) -> int | None:
    if key and key not in known:
        raise Refused(f"There is no {what} “{key[:40]}”.")
    return known.get(key)


def _postcode(row: Row) -> str:
    text = row.get("postcode", "").upper()
    found = POSTCODE.fullmatch(text)
    if text and not found:
        raise Refused("The postcode is not one.")
    return f"{found[1]} {found[2]}" if found else ""


def _day(row: Row, column: str) -> date | None:
    text = row.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"The {column} must be a day like 2026-04-01.") from error


def _checked(row: Row, column: str, check: Callable[[str], None]) -> str:
    text = _text(row, column, longest=200)
    try:
        if text:
            check(text)
    except ValidationError as error:
        raise Refused(f"The {column} is not one.") from error
    return text
