"""The first organisation and its administrator, who invites everybody else."""

from datetime import datetime

from django.core.exceptions import ValidationError

from heard.accounts import actions
from heard.accounts.models import Organisation, OrganisationKind
from heard.feedback import keys

KINDS = (OrganisationKind.REGULATOR, OrganisationKind.NATIONAL_BODY, OrganisationKind.LOCAL_OFFICE)


class Refusal(Exception):
    """The organisation was not made; the message says why."""


def found(*, organisation: str, kind: str, full_name: str, email: str, password: str, now: datetime) -> None:
    """Make an organisation, its sealing key and its first administrator. Raises Refusal."""
    if kind.upper() not in KINDS:
        raise Refusal(f"{kind} is no kind of organisation that can come first. Use one of {', '.join(KINDS)}.")
    try:
        actions.found(
            organisation=organisation,
            kind=OrganisationKind(kind.upper()),
            full_name=full_name,
            email=email,
            password=password,
            now=now,
        )
    except actions.NameTaken as error:
        raise Refusal(f"There is an organisation called {organisation} already.") from error
    except actions.AddressTaken as error:
        raise Refusal("Somebody with this e-mail address is there already.") from error
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    if keys.store().makes:
        keys.ensure_keys(organisations=Organisation.objects.filter(closed_at=None), now=now)
