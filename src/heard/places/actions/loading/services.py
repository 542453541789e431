"""Loading lists of services."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from heard.accounts.models import Organisation, User
from heard.places import postcodes
from heard.places.actions.chunks import chunks
from heard.places.actions.loading.cells import choice_of, code_of, day_of, known, name_of, postcode_of, text_of
from heard.places.actions.loading.report import LoadReport, Mode, Progress, Refusal, Refused, record_load
from heard.places.actions.wording import WordCount, find_by_words, line_of
from heard.places.models import Area, AreaKind, NameSource, Register, Service, ServiceKind, ServiceName, ServiceStatus
from heard.places.reading import Row
from heard.places.spelling import plain

CHUNK = 1000
MOST_OTHER_NAMES = 12
FEW_LEFT_OUT, SHARE_LEFT_OUT = 20, 0.05
"""An official list of which more rows than these cannot be taken is not the list that it was taken for."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a postcode is: the official code of its district or authority, and its grid reference where it has one."""

    area: str
    easting: int | None = None
    northing: int | None = None


FindSpot = Callable[[str], Spot | None]


def spot_of(postcode: str) -> Spot | None:
    """Return where a postcode is, by the site's own table of postcodes."""
    found = postcodes.find(postcode)
    return Spot(area=found.district, easting=found.easting, northing=found.northing) if found else None


@transaction.atomic
def load_services(
    *,
    rows: Iterable[Row],
    by: User | None,
    now: datetime,
    mode: Mode = Mode.MERGE,
    is_fictional: bool = False,
    register: Register = Register.OWN,
    find_spot: FindSpot = spot_of,
    progress: Progress | None = None,
) -> LoadReport:
    """Add and change services by their code; a column that the list lacks stays as it is.

    Columns: code, name, kind, and address, postcode, area, provider, status, other_names (semicolons between),
    provider_name, provider_code, deregistered_date, successor.

    `area` is an official code, else found by the postcode; `provider` the short name of an organisation; `successor` a
    code. A name that changes stays as an earlier one. A full list (`Mode.REPLACE`) closes the services of its register
    that it leaves out; their history stays. Rows of an official register that cannot be taken are left out and named,
    unless they are many.
    """
    is_full = mode is Mode.REPLACE
    loading = _Loading(register=register, is_fictional=is_fictional, is_full=is_full, find_spot=find_spot)
    for chunk in chunks(enumerate(rows, 2), CHUNK):
        loading.take(chunk)
        if progress:
            progress(len(chunk))
    loading.join_successors()
    loading.count.keep()
    if is_full:
        loading.end_the_rest()
    for several in (loading.report.refusals, loading.report.left_out, loading.report.notes):
        several.sort(key=lambda one: one.line)
    record_load("places.services.loaded", Service(), loading.report, by=by, now=now)
    return loading.report


@dataclass(kw_only=True)
class _Loading:
    register: Register
    is_fictional: bool
    is_full: bool
    find_spot: FindSpot
    report: LoadReport = field(default_factory=LoadReport)
    count: WordCount = field(default_factory=WordCount)
    seen: set[str] = field(default_factory=set)
    successors: dict[str, tuple[int, str]] = field(default_factory=dict)
    rows: int = 0

    def __post_init__(self) -> None:
        self.areas = dict(Area.objects.values_list("code", "pk"))
        self.area_names = dict(Area.objects.values_list("pk", "name"))
        districts = Area.objects.filter(kind=AreaKind.LOWER_TIER).values_list("code", "parent")
        self.authorities = self.areas | {code: parent for code, parent in districts if parent}
        self.areas_by_name = {
            plain(name): pk for name, pk in Area.objects.filter(valid_to=None).values_list("name", "pk")
        }
        self.providers = dict(Organisation.objects.values_list("slug", "pk"))
        self.providers_by_name = {plain(name): pk for name, pk in Organisation.objects.values_list("name", "pk")}

    @property
    def is_official(self) -> bool:
        return self.register is not Register.OWN

    def take(self, chunk: list[tuple[int, Row]]) -> None:
        taken: dict[str, tuple[int, Row]] = {}
        for number, row in chunk:
            line = int(row.get("#") or number)
            self.rows += 1
            try:
                code = self._code(row)
                taken[code] = (line, row)
            except Refused as refused:
                self._refuse(line, refused)
        existing = {one.code: one for one in Service.objects.filter(code__in=taken)}
        names = _names_of(existing.values())
        kept = _Kept()
        for code, (line, row) in taken.items():
            old = existing.get(code)
            try:
                self._take_one(code, row, line=line, old=old, names=names.get(code, []), kept=kept)
            except Refused as refused:
                self._refuse(line, refused)
        kept.write()
        self._judge()

    def _code(self, row: Row) -> str:
        if row.get("wrong"):
            raise Refused(row["wrong"])
        code = code_of(row, longest=20)
        if code in self.seen:
            raise Refused(f"The code {code} stands in the list twice.")
        self.seen.add(code)
        return code

    def _take_one(
        self, code: str, row: Row, *, line: int, old: Service | None, names: list[str], kept: "_Kept"
    ) -> None:
        said = self._said(row, line=line)
        if old is not None and self._leaves_status(row, old):
            said.pop("status")
        elif said["status"] == ServiceStatus.ACTIVE:
            said.setdefault("deregistered_date", None)
        before = {} if old is None else {name: getattr(old, name) for name in said}
        line_before, called_before = ("", "") if old is None else (old.searched, old.name)
        service = old or Service(code=code)
        for name, value in said.items():
            setattr(service, name, value)
        others = dict.fromkeys(_other_names(row, service.name), NameSource.REGISTER)
        if called_before and plain(called_before) != plain(service.name):
            others[called_before] = NameSource.EARLIER
        added = {name: source for name, source in others.items() if name not in names}
        area = self.area_names.get(service.area_id or 0, "")
        service.searched = line_of(service, other_names=[*names, *added], area=area)
        self.count.change(before=line_before, after=service.searched)
        if row.get("successor"):
            self.successors[code] = (line, row["successor"].upper())
        if old is None:
            self.report.added += 1
        elif before == said and line_before == service.searched:
            self.report.unchanged += 1
            return
        else:
            self.report.changed += 1
        kept.services.append(service)
        kept.fields |= said.keys()
        kept.names += [(service, name, source) for name, source in added.items()]

    def _leaves_status(self, row: Row, old: Service) -> bool:
        """Return whether a service stays open or closed as it is: one that was followed, or of which nothing is said.

        To stand in an official list, or in one that is all there is, says that it is open.
        """
        says_open = "status" in row or self.is_official or self.is_full
        return old.successor_id is not None or not says_open

    def _said(self, row: Row, *, line: int) -> dict[str, Any]:
        """Return what the row says, checked. Raises Refused."""
        said: dict[str, Any] = {
            "name": name_of(row, longest=200),
            "kind": choice_of(row.get("kind", ""), ServiceKind, what="kind"),
            "status": choice_of(row.get("status", "") or ServiceStatus.ACTIVE, ServiceStatus, what="status"),
            "register": self.register,
            "register_code": row["code"].upper() if self.is_official else "",
            "is_fictional": self.is_fictional,
        }
        for column, longest in (("address", 300), ("provider_name", 200), ("provider_code", 20)):
            if column in row:
                said[column] = text_of(row, column, longest=longest)
        if "deregistered_date" in row:
            said["deregistered_date"] = day_of(row, "deregistered_date")
        if "postcode" in row:
            said["postcode"] = self._postcode(row, line=line)
        self._set_provider(row, said)
        self._set_area(row, said)
        return said

    def _postcode(self, row: Row, *, line: int) -> str:
        try:
            return postcode_of(row)
        except Refused:
            if not self.is_official:
                raise
            reason = f"The postcode “{row['postcode'][:10]}” is not one; the service was taken without it."
            self.report.notes.append(Refusal(line=line, reason=reason))
            return ""

    def _set_provider(self, row: Row, said: dict[str, Any]) -> None:
        if "provider" in row:
            said["provider_id"] = known(row["provider"].lower(), self.providers, what="provider")
        elif said.get("provider_name"):
            found = self.providers_by_name.get(plain(said["provider_name"]))
            if found:
                said["provider_id"] = found

    def _set_area(self, row: Row, said: dict[str, Any]) -> None:
        spot = self.find_spot(said["postcode"]) if said.get("postcode") else None
        if spot is not None:
            said |= {"easting": spot.easting, "northing": spot.northing}
        named = known(row.get("area", "").upper(), self.areas, what="area")
        found = named or (self.authorities.get(spot.area) if spot else None)
        found = found or self.areas_by_name.get(plain(row.get("area_name", "")))
        if found or "area" in row:
            said["area_id"] = found

    def _refuse(self, line: int, refused: Refused) -> None:
        refusals = self.report.left_out if self.is_official else self.report.refusals
        refusals.append(Refusal(line=line, reason=str(refused)))

    def _judge(self) -> None:
        if len(self.report.left_out) > max(FEW_LEFT_OUT, SHARE_LEFT_OUT * self.rows):
            self.report.refusals += self.report.left_out
            self.report.left_out = []

    def join_successors(self) -> None:
        """Name each service's successor, in this list or an earlier one; what was said of it stays where it is."""
        codes = {code for _, code in self.successors.values()} | self.successors.keys()
        by_code = {
            one.code: one for chunk in chunks(sorted(codes), 500) for one in Service.objects.filter(code__in=chunk)
        }
        succeeded = []
        for code, (line, wanted) in self.successors.items():
            service, successor = by_code.get(code), by_code.get(wanted)
            if service is None:
                continue
            if successor is None or successor == service:
                self._refuse(line, Refused(f"There is no other service “{wanted[:20]}” to be its successor."))
            elif service.successor_id != successor.pk:
                service.successor = successor
                succeeded.append(service)
        Service.objects.bulk_update(succeeded, ["successor"], batch_size=300)
        ServiceName.objects.bulk_create(
            (
                ServiceName(service=one.successor, name=one.name, source=NameSource.SUCCEEDED)
                for one in succeeded
                if one.successor is not None and plain(one.successor.name) != plain(one.name)
            ),
            ignore_conflicts=True,
        )
        self.count.keep()
        find_by_words(list({one.successor_id: one.successor for one in succeeded if one.successor}.values()))

    def end_the_rest(self) -> None:
        active = Service.objects.filter(status=ServiceStatus.ACTIVE, register=self.register)
        gone = [code for code in active.values_list("code", flat=True).iterator() if code not in self.seen]
        for codes in chunks(gone, 500):
            self.report.ended += Service.objects.filter(code__in=codes).update(status=ServiceStatus.CLOSED)


@dataclass(kw_only=True)
class _Kept:
    """What one chunk adds and changes, to be written at once."""

    services: list[Service] = field(default_factory=list)
    names: list[tuple[Service, str, NameSource]] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    def write(self) -> None:
        if not self.services:
            return
        fields = sorted({name.removesuffix("_id") for name in self.fields} | {"searched"})
        Service.objects.bulk_create(
            [Service(**_columns(service)) for service in self.services],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=fields,
        )
        codes = [service.code for service, _, _ in self.names]
        ids = dict(Service.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
        ServiceName.objects.bulk_create(
            (ServiceName(service_id=ids[one.code], name=name, source=source) for one, name, source in self.names),
            ignore_conflicts=True,
        )


def _columns(service: Service) -> dict[str, Any]:
    return {
        column.attname: getattr(service, column.attname)
        for column in Service._meta.concrete_fields
        if not column.primary_key
    }


def _names_of(services: Iterable[Service]) -> Mapping[str, list[str]]:
    codes = {service.pk: service.code for service in services}
    names: dict[str, list[str]] = {}
    for one in ServiceName.objects.filter(service__in=codes).order_by("pk"):
        names.setdefault(codes[one.service_id], []).append(one.name)
    return names


def _other_names(row: Row, name: str) -> list[str]:
    said = [one.strip()[:200] for one in row.get("other_names", "").split(";")]
    return list(dict.fromkeys(one for one in said if one and plain(one) != plain(name)))[:MOST_OTHER_NAMES]
