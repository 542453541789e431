"""Taking stakeholders in from a file: every cell checked, all or nothing, the same file again changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, User
from heard.feedback.imports.refusals import BadHeader
from heard.feedback.imports.sniffing import examine
from heard.feedback.imports.tables import header_of, rows_of
from heard.feedback.imports.values import DAY, day_of
from heard.measurement.actions.stakeholders import Account, StakeholderIn, add_account, add_stakeholder
from heard.measurement.handles import handle_key
from heard.measurement.models import Influence, Network, Stakeholder, StakeholderHandle, StakeholderKind
from heard.places.models import Area

COLUMNS = ("name", "kind", "area", "influence", "network", "handle", "followers", "followers_on")
NEEDED = ("name", "kind")
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class RegisterReport:
    """What became of a file: stakeholders that are new and known, accounts, and the cells that cannot be used."""

    new: int
    known: int
    accounts: int
    faults: tuple[str, ...]

    @property
    def is_taken(self) -> bool:
        """Whether the file was taken in."""
        return not self.faults


@dataclass
class _Told:
    """One stakeholder, of one row or several."""

    name: str
    kind: str
    influence: str
    area: Area | None
    accounts: list[Account] = field(default_factory=list)


def import_stakeholders(
    *, register: Organisation, path: Path, file_name: str, by: User, now: datetime
) -> RegisterReport:
    """Take in a CSV or XLSX file, one row for each account; rows of one name are one stakeholder.

    Raises a FileRefused of heard.feedback.imports.refusals where the file as a whole cannot be read.
    """
    examined = examine(path, file_name=file_name)
    places = {name.strip().casefold(): place for place, name in enumerate(header_of(examined))}
    missing = [column for column in NEEDED if column not in places]
    if missing:
        raise BadHeader(
            _("This file has no column “%(missing)s”. It may have the columns %(all)s.")
            % {"missing": "”, “".join(missing), "all": ", ".join(COLUMNS)}
        )
    reading = _Reading(register=register)
    for row in rows_of(examined):
        cells = {
            column: row.cells[places[column]].strip() if column in places and places[column] < len(row.cells) else ""
            for column in COLUMNS
        }
        reading.row(row.number, cells)
    if not reading.told and not reading.faults:
        reading.faults.append(_("There are no rows below the header."))
    if reading.faults:
        return RegisterReport(new=0, known=0, accounts=0, faults=tuple(reading.faults[:MOST_SHOWN]))
    return _keep(register, reading.told.values(), by=by, now=now)


class _Reading:
    """Reads the rows, and gathers what is wrong with which cell."""

    def __init__(self, *, register: Organisation) -> None:
        self.told: dict[str, _Told] = {}
        self.faults: list[str] = []
        self.kinds = _choices(StakeholderKind)
        self.levels = _choices(Influence)
        self.networks = _choices(Network)
        self.areas = {key.casefold(): area for area in Area.objects.all() for key in (area.code, area.name)}
        held = StakeholderHandle.objects.filter(register=register).select_related("stakeholder")
        self.owners = {(one.network, one.handle_key): one.stakeholder.name.casefold() for one in held}

    def row(self, number: int, cells: Mapping[str, str]) -> None:
        """Take in one row, or note each cell of it that cannot be used."""
        before = len(self.faults)
        name, kind = cells["name"], self._choice(number, "kind", cells["kind"], self.kinds)
        if not name or len(name) > 200:
            self._fault(number, "name", _("Write a name of 1 to 200 characters."))
        influence = self._choice(number, "influence", cells["influence"], {"": "", **self.levels})
        area = self.areas.get(cells["area"].casefold())
        if cells["area"] and area is None:
            self._fault(number, "area", _("There is no area with this name or code: “%s”.") % _cut(cells["area"]))
        account = self._account(number, name, cells)
        if len(self.faults) > before:
            return
        told = self.told.setdefault(name.casefold(), _Told(name, kind, influence, area))
        if told.kind != kind:
            self._fault(number, "kind", _("An earlier row gives “%s” another kind.") % _cut(name))
        if account:
            told.accounts.append(account)

    def _account(self, number: int, name: str, cells: Mapping[str, str]) -> Account | None:
        if not cells["handle"] and not cells["network"]:
            return None
        network = self._choice(number, "network", cells["network"], self.networks)
        if not cells["handle"] or len(cells["handle"]) > 200:
            self._fault(number, "handle", _("Write the account’s name, of at most 200 characters."))
        followers, on = self._followers(number, cells)
        key = (network, handle_key(network=network, handle=cells["handle"]))
        if self.owners.setdefault(key, name.casefold()) != name.casefold():
            self._fault(number, "handle", _("“%s” is another stakeholder’s account.") % _cut(cells["handle"]))
        return Account(network=network, handle=cells["handle"], followers=followers, followers_on=on)

    def _followers(self, number: int, cells: Mapping[str, str]) -> tuple[int | None, date | None]:
        text = cells["followers"].replace(",", "")
        if not text:
            return None, None
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            self._fault(number, "followers", _("“%s” is not a whole number.") % _cut(cells["followers"]))
            return None, None
        day = day_of(cells["followers_on"])
        if day is None or day.precision != DAY:
            self._fault(number, "followers_on", _("Say of which day the followers are, as 2020-07-08."))
            return None, None
        return int(text), day.on

    def _choice(self, number: int, column: str, text: str, known: Mapping[str, str]) -> str:
        if text.casefold() not in known:
            among = ", ".join(sorted({value.lower() for value in known.values() if value}))
            self._fault(number, column, _("“%(text)s” is none of: %(among)s.") % {"text": _cut(text), "among": among})
            return ""
        return known[text.casefold()]

    def _fault(self, number: int, column: str, sentence: str) -> None:
        place = {"row": number, "column": column, "sentence": sentence}
        self.faults.append(_("Row %(row)d, %(column)s: %(sentence)s") % place)


@transaction.atomic
def _keep(register: Organisation, told: Iterable[_Told], *, by: User, now: datetime) -> RegisterReport:
    known = {one.name.casefold(): one for one in Stakeholder.objects.filter(register=register)}
    new = accounts = again = 0
    for one in told:
        stakeholder = known.get(one.name.casefold())
        if stakeholder is None:
            new += 1
            asked = StakeholderIn(name=one.name, kind=one.kind, influence=one.influence, area=one.area)
            stakeholder = add_stakeholder(register=register, told=asked, by=by, now=now)
        else:
            again += 1
        for account in one.accounts:
            add_account(stakeholder=stakeholder, account=account)
            accounts += 1
    return RegisterReport(new=new, known=again, accounts=accounts, faults=())


def _choices(choices: "type[StakeholderKind | Influence | Network]") -> dict[str, str]:
    return {called.casefold(): one.value for one in choices for called in (one.value, str(one.label))}


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
