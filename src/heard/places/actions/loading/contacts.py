"""Loading lists of urgent contacts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.design.names import is_called
from heard.places import details
from heard.places.actions.loading.cells import choice_of
from heard.places.actions.loading.coverage import day
from heard.places.actions.loading.report import LoadReport, Mode, Progress, record_load
from heard.places.actions.loading.rows import RowReader, doubt_columns
from heard.places.models import LOCAL_KINDS, Area, ContactKind, UrgentContact
from heard.places.reading import Row, line_of

COLUMNS = (
    *("area", "kind", "name", "number", "text_number", "text_word", "link"),
    *("note", "hours", "languages", "source", "checked_on", "expires_on"),
)
Key = tuple[int | None, str, str]


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """All that is kept of a contact."""

    area: Area | None
    kind: str
    name: str
    number: str = ""
    text_number: str = ""
    text_word: str = ""
    link: str = ""
    note: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    source: str
    checked_on: date
    expires_on: date | None

    @property
    def key(self) -> Key:
        """Return what tells contacts apart."""
        return (self.area.pk if self.area else None, self.kind, self.name.casefold())

    @property
    def columns(self) -> dict[str, object]:
        """Return what is written."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**kept, "languages": list(self.languages)}


@transaction.atomic
def load_contacts(
    *,
    rows: Iterable[Row],
    by: User | None,
    now: datetime,
    mode: Mode = Mode.MERGE,
    progress: Progress | None = None,
    areas: QuerySet[Area] | None = None,
) -> LoadReport:
    """Add and change contacts by their area, kind and name; docs/how-to/load-contacts.md tells of each column.

    A full list (`Mode.REPLACE`) takes out the contacts of areas that it leaves out; those for all of England stay.
    """
    report = LoadReport()
    reading = _Reading(
        areas={area.code: area for area in (Area.objects.all() if areas is None else areas)},
        today=timezone.localdate(now),
    )
    given: dict[Key, ContactDetails] = {}
    lines: dict[Key, int] = {}
    for number, row in enumerate(rows, 2):
        if number == 2:
            doubt_columns(row, known=COLUMNS, report=report)
        reader = RowReader(row, line=line_of(row, otherwise=number), report=report)
        contact = reading.contact(reader)
        if contact and contact.key in given:
            reader.refuse(
                "name",
                _("Line %(line)s is of the same area, kind and name. Take one of them out.")
                % {"line": lines[contact.key]},
            )
        elif contact:
            given[contact.key], lines[contact.key] = contact, reader.line
        if progress:
            progress(1)
    taken = {_keep(contact, report=report) for contact in given.values()}
    if mode is Mode.REPLACE:
        left_out = UrgentContact.objects.standing().filter(area__code__in=reading.areas).exclude(pk__in=taken)
        report.ended = left_out.update(withdrawn_at=now)
    record_load("places.contacts.loaded", UrgentContact(), report, by=by, now=now)
    return report


@dataclass(kw_only=True)
class _Reading:
    """Reads the rows of one list."""

    areas: Mapping[str, Area]
    today: date

    def contact(self, reader: RowReader) -> ContactDetails | None:
        """Return the contact that a row gives; None where anything in it is wrong."""
        no_languages: list[str] = []
        no_day: date | None = None
        area = reader.read("area", self._area, empty=None)
        kind = reader.read("kind", lambda text: choice_of(text, ContactKind, what="kind"), empty="")
        if not reader.row.get("kind"):
            reader.refuse("kind", _("It is empty. Write one of %(kinds)s.") % {"kinds": ", ".join(ContactKind.values)})
        given = ContactDetails(
            area=area,
            kind=kind,
            name=reader.name(longest=120, how=_("Write whom people reach.")),
            number=reader.read("number", lambda text: details.phone(text, keeps_spacing=True), empty="", longest=40),
            text_number=reader.read("text_number", details.text_number, empty="", longest=40),
            text_word=reader.text("text_word", longest=20),
            link=reader.read("link", details.web, empty="", longest=200),
            note=reader.text("note", longest=200),
            hours=reader.read("hours", details.hours, empty=""),
            languages=tuple(
                reader.read("languages", lambda text: details.languages(text.split(";")), empty=no_languages)
            ),
            source=reader.needed("source", longest=300, how=_("Write where the number is published.")),
            checked_on=reader.read("checked_on", day, empty=self.today),
            expires_on=reader.read("expires_on", day, empty=no_day),
        )
        self._look_over(reader, given)
        return None if reader.is_wrong else given

    def _area(self, text: str) -> Area | None:
        if text.upper() in self.areas:
            return self.areas[text.upper()]
        raise details.NotRight(
            _("There is no area “%(code)s” whose contacts you may load. Write its official code, like E08000035.")
            % {"code": text[:40]}
        )

    def _look_over(self, reader: RowReader, given: ContactDetails) -> None:
        self._look_over_days(reader, given)
        if reader.is_wrong:
            return
        if not (given.number or given.text_number or given.link):
            reader.refuse("number", _("It has no number, text number or link. Write at least one of them."))
        if given.area is None and given.kind in LOCAL_KINDS:
            reader.refuse("area", _("It is empty. Safeguarding is a council's: write the code of its area."))
        elif given.area is None:
            reader.doubt("area", _("It has no area, so it is shown everywhere in England."))
        if given.kind in LOCAL_KINDS and not given.hours:
            reader.doubt("hours", _("It has no hours, so we cannot say whether to call it by day or by night."))

    def _look_over_days(self, reader: RowReader, given: ContactDetails) -> None:
        checked, expires = given.checked_on, given.expires_on
        if not reader.row.get("checked_on"):
            reader.refuse("checked_on", _("It is empty. Write the day on which someone checked it, like 2026-04-01."))
        elif checked > self.today:
            reader.refuse("checked_on", _("%(day)s has not come yet.") % {"day": checked.isoformat()})
        if not reader.row.get("expires_on"):
            reader.refuse("expires_on", _("It is empty. Write the day after which it must be checked again."))
        elif expires and expires < checked:
            reader.refuse(
                "expires_on",
                _("%(last)s is before %(first)s, on which it was checked.")
                % {"last": expires.isoformat(), "first": checked.isoformat()},
            )
        elif expires and expires < self.today:
            reader.doubt("expires_on", _("It has expired, so nobody is told of it. Check it, and write a later day."))


def _keep(given: ContactDetails, *, report: LoadReport) -> int:
    existing = UrgentContact.objects.standing().filter(is_called(given.name), area=given.area, kind=given.kind).first()
    if existing is None:
        report.added += 1
        return UrgentContact.objects.create(**given.columns).pk
    if all(getattr(existing, column) == value for column, value in given.columns.items()):
        report.unchanged += 1
    else:
        UrgentContact.objects.filter(pk=existing.pk).update(**given.columns)
        report.changed += 1
    return existing.pk
