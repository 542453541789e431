"""Who may sign in to a demonstration. The passphrase is made by chance for each one, and kept in its own folder."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from evidence.worlds import NETWORK, REGULATOR
from heard.accounts.actions import record
from heard.accounts.models import Membership, Organisation, Role, User

WORDS = 4


@dataclass(frozen=True, kw_only=True)
class Person:
    """A made-up member of staff."""

    organisation: str
    email: str
    full_name: str
    roles: tuple[Role, ...]
    is_listed: bool = True


PEOPLE = (
    Person(
        organisation=REGULATOR,
        email="manager@good-care.example.org",
        full_name="Morag Winterbottom",
        roles=(Role.CAMPAIGN_MANAGER,),
    ),
    Person(
        organisation=REGULATOR,
        email="second.manager@good-care.example.org",
        full_name="Tadhg Abernethy",
        roles=(Role.CAMPAIGN_MANAGER,),
        is_listed=False,
    ),
    Person(
        organisation=REGULATOR,
        email="analyst@good-care.example.org",
        full_name="Kofi Lightbown",
        roles=(Role.ANALYST,),
    ),
    Person(
        organisation=REGULATOR,
        email="caseworker@good-care.example.org",
        full_name="Nerys Quartey",
        roles=(Role.CASEWORKER,),
    ),
    Person(
        organisation=REGULATOR,
        email="second.caseworker@good-care.example.org",
        full_name="Padraig Iyer",
        roles=(Role.CASEWORKER,),
        is_listed=False,
    ),
    Person(
        organisation=REGULATOR,
        email="administrator@good-care.example.org",
        full_name="Seema Outhwaite",
        roles=(Role.ADMINISTRATOR,),
    ),
    Person(
        organisation=REGULATOR,
        email="privacy@good-care.example.org",
        full_name="Lucjan Fairweather",
        roles=(Role.PRIVACY_LEAD,),
    ),
    Person(
        organisation=NETWORK,
        email="caseworker@speak-up.example.org",
        full_name="Gaynor Abara",
        roles=(Role.CASEWORKER,),
    ),
    Person(
        organisation=NETWORK,
        email="administrator@speak-up.example.org",
        full_name="Tariq Postlethwaite",
        roles=(Role.ADMINISTRATOR, Role.CAMPAIGN_MANAGER, Role.ANALYST),
    ),
    Person(
        organisation="carers-lantern",
        email="partner@carers-lantern.example.org",
        full_name="Imani Crabtree",
        roles=(Role.PARTNER,),
    ),
    Person(
        organisation="larkmere-hospitals",
        email="responder@larkmere.example.org",
        full_name="Fergus Nwosu",
        roles=(Role.RESPONDER,),
    ),
)


def hire(*, organisations: dict[str, Organisation], now: datetime) -> dict[str, User]:
    """Give every made-up person an account with the demonstration's passphrase; return them by e-mail address."""
    password = make_password(_passphrase())
    hired: dict[str, User] = {}
    for person in PEOPLE:
        organisation = organisations[person.organisation]
        user = User.objects.create(email=person.email, full_name=person.full_name, joined_at=now, password=password)
        for role in person.roles:
            Membership.objects.create(user=user, organisation=organisation, role=role, started_at=now)
            record(
                code="accounts.role.given",
                subject=user,
                by=None,
                now=now,
                organisation=organisation,
                role=role.value,
            )
        hired[person.email] = user
    return hired


def keep_signing_in() -> None:
    """Where the passphrase's file was lost, make another and let everyone sign in with it."""
    if not _file().exists():
        User.objects.filter(email__in=[person.email for person in PEOPLE]).update(password=make_password(_passphrase()))


def sign_ins() -> tuple[tuple[str, str, str, str], ...]:
    """Return role, organisation, e-mail address and password of each ready-made sign-in, for printing."""
    names = dict(
        Membership.objects.current()
        .filter(user__email__in=[person.email for person in PEOPLE])
        .values_list("user__email", "organisation__name")
    )
    return tuple(
        (", ".join(str(role.label) for role in person.roles), names[person.email], person.email, _passphrase())
        for person in PEOPLE
        if person.is_listed and person.email in names
    )


def _file() -> Path:
    return Path(settings.HEARD_HOME) / "demo-passphrase"


def _passphrase() -> str:
    """Return the demonstration's passphrase, made by chance when it is first asked for."""
    try:
        return _file().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        passphrase = "-".join(secrets.choice(_words()) for _ in range(WORDS))
        _file().parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(passphrase)
        return passphrase


def _words() -> list[str]:
    return files("heard.feedback").joinpath("data", "receipt_words.txt").read_text(encoding="ascii").split()
