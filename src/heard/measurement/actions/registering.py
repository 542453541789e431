"""Taking stakeholders in from a file: every cell checked, all or nothing, the same file again changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.design.names import plain_name
from heard.feedback.imports.values import DAY, day_of
from heard.measurement.actions.sheets import Faults, cut, opened
from heard.measurement.actions.stakeholders import Account, StakeholderIn, add_stakeholder, keep_account
from heard.measurement.handles import handle_fault, handle_key
from heard.measurement.models import Influence, Network, Stakeholder, StakeholderHandle, StakeholderKind
from heard.measurement.queries.stakeholders import possible_keepers
from heard.places.models import Area

COLUMNS = ("name", "kind", "area", "influence", "keeper", "network", "handle", "followers", "followers_on")
OPTIONAL = frozenset(COLUMNS) - {"name", "kind"}


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
    influence: str = ""
    area: Area | None = None
    keeper: User | None = None
    accounts: list[Account] = field(default_factory=list)


def import_stakeholders(
    *, register: Organisation, path: Path, file_name: str, by: User, now: datetime
) -> RegisterReport:
    """Take in a CSV or XLSX file, one row for each account; rows of one name are one stakeholder.

    Of one that is known already, what was empty is filled in and nothing else changes but its accounts. Raises a
    FileRefused of heard.feedback.imports.refusals where the file as a whole cannot be read.
    """
    reading = _Reading(register=register)
    for number, cells in opened(path=path, file_name=file_name, columns=COLUMNS, optional=OPTIONAL).rows:
        reading.row(number, cells)
    if not reading.told and not reading.faults.sentences:
        reading.faults.sentences.append(_("There are no rows below the header."))
    if reading.faults.sentences:
        return RegisterReport(new=0, known=0, accounts=0, faults=reading.faults.shown)
    return _keep(register, reading.told.values(), by=by, now=now)


class _Reading:
    """Reads the rows, and gathers what is wrong with which cell."""

    def __init__(self, *, register: Organisation) -> None:
        self.told: dict[str, _Told] = {}
        self.faults = Faults()
        self.kinds = _choices(StakeholderKind)
        self.levels = _choices(Influence)
        self.networks = _choices(Network)
        self.areas = {key.casefold(): area for area in Area.objects.all() for key in (area.code, area.name)}
        self.keepers = {one.email.casefold(): one for one in possible_keepers(register=register)}
        held = StakeholderHandle.objects.filter(register=register).select_related("stakeholder")
        self.owners = {(one.network, one.handle_key): one.stakeholder.name.casefold() for one in held}

    def row(self, number: int, cells: Mapping[str, str]) -> None:
        """Take in one row, or note each cell of it that cannot be used."""
        before = len(self.faults.sentences)
        name, kind = plain_name(cells["name"]), self._choice(number, "kind", cells["kind"], self.kinds)
        if not name or len(name) > 200:
            self.faults.add(number, "name", _("Write a name of 1 to 200 characters."))
        influence = self._choice(number, "influence", cells["influence"], {"": "", **self.levels})
        area = self.areas.get(cells["area"].casefold())
        if cells["area"] and area is None:
            self.faults.add(number, "area", _("There is no area with this name or code: “%s”.") % cut(cells["area"]))
        keeper = self.keepers.get(cells["keeper"].casefold())
        if cells["keeper"] and keeper is None:
            self.faults.add(
                number,
                "keeper",
                _("Nobody who may use this register has the email address “%s”.") % cut(cells["keeper"]),
            )
        account = self._account(number, name, cells)
        if len(self.faults.sentences) > before:
            return
        told = self.told.setdefault(name.casefold(), _Told(name, kind))
        self._same(number, told, {"kind": kind, "influence": influence, "area": area, "keeper": keeper})
        if account:
            told.accounts.append(account)

    def _same(self, number: int, told: _Told, said: Mapping[str, object]) -> None:
        """Take in what one more row says of a stakeholder; what an earlier row gave, it may leave out or repeat."""
        for column, value in said.items():
            known = getattr(told, column)
            if value and known and value != known:
                self.faults.add(number, column, _("An earlier row says something else of “%s” here.") % cut(told.name))
            elif value:
                setattr(told, column, value)

    def _account(self, number: int, name: str, cells: Mapping[str, str]) -> Account | None:
        if not cells["handle"] and not cells["network"]:
            return None
        network = self._choice(number, "network", cells["network"], self.networks)
        if network and (fault := handle_fault(network=network, handle=cells["handle"])):
            self.faults.add(number, "handle", fault)
        followers, on = self._followers(number, cells)
        key = (network, handle_key(network=network, handle=cells["handle"]))
        if self.owners.setdefault(key, name.casefold()) != name.casefold():
            self.faults.add(number, "handle", _("“%s” is another stakeholder’s account.") % cut(cells["handle"]))
        return Account(network=network, handle=cells["handle"], followers=followers, followers_on=on)

    def _followers(self, number: int, cells: Mapping[str, str]) -> tuple[int | None, date | None]:
        text = cells["followers"].replace(",", "")
        if not text:
            return None, None
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            self.faults.add(number, "followers", _("“%s” is not a whole number.") % cut(cells["followers"]))
            return None, None
        day = day_of(cells["followers_on"])
        if day is None or day.precision != DAY:
            self.faults.add(number, "followers_on", _("Say of which day the followers are, as 2020-07-08."))
            return None, None
        return int(text), day.on

    def _choice(self, number: int, column: str, text: str, known: Mapping[str, str]) -> str:
        if text.casefold() not in known:
            among = ", ".join(sorted({value.lower() for value in known.values() if value}))
            self.faults.add(
                number, column, _("“%(text)s” is none of: %(among)s.") % {"text": cut(text), "among": among}
            )
            return ""
        return known[text.casefold()]


@transaction.atomic
def _keep(register: Organisation, told: Iterable[_Told], *, by: User, now: datetime) -> RegisterReport:
    known = {
        one.name.casefold(): one
        for one in Stakeholder.objects.filter(register=register).select_related("area", "keeper")
    }
    new = accounts = again = 0
    for one in told:
        stakeholder = known.get(one.name.casefold())
        if stakeholder is None:
            new += 1
            asked = StakeholderIn(
                name=one.name, kind=one.kind, influence=one.influence, area=one.area, keeper=one.keeper
            )
            stakeholder = add_stakeholder(register=register, told=asked, by=by, now=now)
        else:
            again += 1
            _fill_in(stakeholder, one)
        for account in one.accounts:
            keep_account(stakeholder=stakeholder, account=account)
            accounts += 1
    record(
        code="measurement.stakeholders.imported",
        subject=register,
        by=by,
        now=now,
        organisation=register,
        new=new,
        known=again,
        accounts=accounts,
    )
    return RegisterReport(new=new, known=again, accounts=accounts, faults=())


def _fill_in(stakeholder: Stakeholder, told: _Told) -> None:
    stakeholder.influence = stakeholder.influence or told.influence
    stakeholder.area = stakeholder.area or told.area
    stakeholder.keeper = stakeholder.keeper or told.keeper
    stakeholder.save(update_fields=["influence", "area", "keeper"])


def _choices(choices: "type[StakeholderKind | Influence | Network]") -> dict[str, str]:
    return {called.casefold(): one.value for one in choices for called in (one.value, str(one.label))}
