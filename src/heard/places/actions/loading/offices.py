"""Loading lists of offices: one row for each office, or several where it covers areas over different days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, User
from heard.design.phones import is_costly
from heard.places import details
from heard.places.actions.loading.coverage import Covered, covered_by, keep_coverage
from heard.places.actions.loading.doubts import doubt_offices
from heard.places.actions.loading.report import LoadReport, Mode, Progress, record_load
from heard.places.actions.loading.rows import RowReader, doubt_columns
from heard.places.models import Area, Office
from heard.places.reading import Row, line_of

COLUMNS = (
    *("organisation", "name", "areas", "valid_from", "valid_to"),
    *("phone", "text_relay", "email", "web", "address", "hours", "languages"),
)
Key = tuple[int, str]


@dataclass(kw_only=True)
class _Listed:
    """An office as the rows so far give it, and the line of its first one."""

    line: int
    organisation: int
    name: str
    details: dict[str, Any]
    covered: dict[Covered, int] = field(default_factory=dict)


@transaction.atomic
def load_offices(
    *,
    rows: Iterable[Row],
    by: User | None,
    now: datetime,
    mode: Mode = Mode.MERGE,
    progress: Progress | None = None,
    organisations: QuerySet[Organisation] | None = None,
) -> LoadReport:
    """Add and change offices by their organisation and name; docs/how-to/load-offices.md tells of each column.

    A full list (`Mode.REPLACE`) closes the offices that it leaves out; their history stays. With `organisations`, only
    theirs may be named, and only theirs are closed.
    """
    report = LoadReport()
    today = timezone.localdate(now)
    allowed = Organisation.objects.filter(closed_at=None) if organisations is None else organisations
    listing = _Listing(report=report, organisations=list(allowed))
    for number, row in enumerate(rows, 2):
        if number == 2:
            doubt_columns(row, known=COLUMNS, report=report)
        listing.take(RowReader(row, line=line_of(row, otherwise=number), report=report))
        if progress:
            progress(1)
    taken = {_keep(listed, today=today, report=report) for listed in listing.offices.values()}
    if mode is Mode.REPLACE:
        open_ones = Office.objects.filter(closed_at=None, organisation__in=allowed)
        report.ended = open_ones.exclude(pk__in=taken).update(closed_at=now)
    doubt_offices(report=report, today=today)
    record_load("places.offices.loaded", Office(), report, by=by, now=now)
    return report


class _Listing:
    """The offices of a list, gathered row by row."""

    def __init__(self, *, report: LoadReport, organisations: Iterable[Organisation]) -> None:
        self.report = report
        self.areas = {area.code: area for area in Area.objects.all()}
        self.by_name = _named(list(organisations))
        self.closed = set(Organisation.objects.exclude(closed_at=None).values_list("slug", flat=True))
        self.offices: dict[Key, _Listed] = {}
        self.phones: dict[str, str] = {}

    def take(self, reader: RowReader) -> None:
        """Read a row; what is wrong with any of its cells is told, and a row with a fault adds nothing."""
        organisation = self._organisation(reader)
        name = reader.name(longest=160, how=_("Write the office's name."))
        given = _details(reader)
        covered = covered_by(reader, areas=self.areas)
        if organisation is None or not name:
            return
        key = (organisation.pk, name.casefold())
        listed = self.offices.get(key)
        if listed is not None:
            self._go_on(reader, listed, given, covered)
        elif not reader.is_wrong:
            self._doubt(reader, name, given, covered)
            self.offices[key] = _Listed(
                line=reader.line,
                organisation=organisation.pk,
                name=name,
                details=given,
                covered=dict.fromkeys(covered, reader.line),
            )

    def _organisation(self, reader: RowReader) -> Organisation | None:
        how = _("Write the short name by which the organisation stands in addresses.")
        text = reader.needed("organisation", longest=200, how=how)
        found = self.by_name.get(text.casefold())
        if text and found is None:
            near = get_close_matches(text.casefold(), list(self.by_name), n=1)
            words = {"text": text[:40], "near": self.by_name[near[0]].slug if near else ""}
            reader.refuse(
                "organisation",
                _("The organisation “%(text)s” is closed, so it has no offices.") % words
                if text.casefold() in self.closed
                else _("There is no organisation “%(text)s” whose offices you may load. Do you mean %(near)s?") % words
                if near
                else _("There is no organisation “%(text)s” whose offices you may load.") % words,
            )
        return found

    def _go_on(
        self, reader: RowReader, listed: _Listed, given: Mapping[str, Any], covered: tuple[Covered, ...]
    ) -> None:
        """Add what a further row of the same office covers."""
        if dict(given) == listed.details and set(covered) == set(listed.covered):
            reader.refuse("", _("It says the same as line %(line)s. Take one of them out.") % {"line": listed.line})
            return
        for column, value in given.items():
            if value and value != listed.details[column]:
                reader.refuse(
                    column,
                    _("It differs from line %(line)s, which is of the same office. Write the same, or leave it empty.")
                    % {"line": listed.line},
                )
        for one in covered:
            for other, line in listed.covered.items():
                if one.meets(other):
                    reader.refuse(
                        "areas",
                        _("Line %(line)s says that the office covers %(code)s on some of the same days. Part the days.")
                        % {"line": line, "code": self._code(one)},
                    )
        if not reader.is_wrong:
            listed.covered |= dict.fromkeys(covered, reader.line)

    def _code(self, covered: Covered) -> str:
        return next(area.code for area in self.areas.values() if area.pk == covered.area)

    def _doubt(self, reader: RowReader, name: str, given: Mapping[str, Any], covered: tuple[Covered, ...]) -> None:
        phone = given["phone"]
        if not covered:
            reader.doubt("areas", _("It covers no area, so nobody who looks for an office finds it."))
        if not (phone or given["email"] or given["web"]):
            reader.doubt("phone", _("It has no phone, email or website, so nobody can reach it."))
        if phone and not given["hours"]:
            reader.doubt("hours", _("It has a phone but no hours, so we cannot say whether it is open."))
        if phone and is_costly(phone):
            reader.doubt("phone", _("Calls to %(phone)s cost more than ordinary calls.") % {"phone": phone})
        if phone and phone in self.phones:
            reader.doubt(
                "phone", _("%(name)s has the same number, %(phone)s.") % {"name": self.phones[phone], "phone": phone}
            )
        if phone and phone.replace(" ", "") == "0" + reader.row["phone"].replace(" ", ""):
            reader.doubt("phone", _("Its leading 0 was missing: it is read as %(phone)s.") % {"phone": phone})
        self.phones.setdefault(phone, name)


def _named(organisations: list[Organisation]) -> dict[str, Organisation]:
    """Return the organisations by every name; one that another one keeps the records of now means that one."""
    by_id = {each.pk: each for each in organisations}
    kept = Organisation.objects.filter(kept_by__in=by_id)
    meant = [
        *((each, by_id[each.kept_by_id]) for each in kept if each.kept_by_id),
        *((each, each) for each in organisations),
    ]
    return {
        name.casefold(): keeper for each, keeper in meant for name in (each.slug, each.name, each.short_name) if name
    }


def _details(reader: RowReader) -> dict[str, Any]:
    no_languages: list[str] = []
    return {
        "phone": reader.read("phone", details.phone, empty="", longest=40),
        "text_relay": reader.read("text_relay", details.text_relay, empty="", longest=40),
        "email": reader.read("email", details.email, empty="", longest=254),
        "web": reader.read("web", details.web, empty="", longest=200),
        "address": reader.text("address", longest=300).replace("; ", "\n"),
        "hours": reader.read("hours", details.hours, empty="", longest=500),
        "languages": reader.read("languages", lambda text: details.languages(text.split(";")), empty=no_languages),
    }


def _keep(listed: _Listed, *, today: date, report: LoadReport) -> int:
    """Add or change one office and what it covers; return its id."""
    office = (
        Office.objects.filter(organisation=listed.organisation, name__iexact=listed.name)
        .order_by(F("closed_at").desc(nulls_first=True), "pk")
        .first()
    )
    if office is None:
        office = Office.objects.create(organisation_id=listed.organisation, name=listed.name, **listed.details)
        keep_coverage(office=office, covered=listed.covered, today=today)
        report.added += 1
        return office.pk
    wanted = {"name": listed.name, "closed_at": None, **listed.details}
    is_changed = any(getattr(office, name) != value for name, value in wanted.items())
    if is_changed:
        Office.objects.filter(pk=office.pk).update(**wanted)
    if keep_coverage(office=office, covered=listed.covered, today=today) or is_changed:
        report.changed += 1
    else:
        report.unchanged += 1
    return office.pk
