"""The door of every staff page: who may come in, and the moment they came."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from heard.accounts.models import Role, User
from heard.accounts.queries import has_role, has_second_factor, organisation_for, workplace_for
from heard.design.errors import NotFound

__all__ = ["Role", "StaffRequest", "organisation_for", "prove_again", "staff", "workplace_for"]

WHILE_ANSWERING = 15 * 60
"""Seconds that a form may take to fill in, on top of the setting: answers are not lost to a clock."""

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request whose `user` is a signed-in member of staff."""

    user: User


View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def staff(*roles: Role) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Let in signed-in people who hold one of the roles somewhere (any role where none is named); 404 to others.

    Which records they see is decided by `queries.<thing>_for(user=…)`, never here.
    """
    wanted = roles or tuple(Role)

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, User) or not has_role(user=request.user, roles=wanted):
                raise NotFound
            return view(cast(StaffRequest, request), *args, **kwargs)

        guarded.staff_roles = wanted  # type: ignore[attr-defined]
        return login_required(guarded)

    return decorate


def prove_again(request: StaffRequest, *, back_to: str, now: datetime) -> HttpResponse | None:
    """Return where the person first shows once more that it is they, or nothing where they did so just now.

    Asks for the second factor, and for the password where none is set up, as in the demonstration. Call it after the
    record is loaded, so that a stranger learns nothing; `back_to` is a page that can be asked for.
    """
    has_factor = has_second_factor(user=request.user)
    proofs = [
        float(each["at"])
        for each in get_authentication_records(request, request.user)
        if each["method"] == "mfa" or not has_factor
    ]
    allowed = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + (WHILE_ANSWERING if request.method == "POST" else 0)
    if now.timestamp() - max(proofs, default=0.0) <= allowed:
        return None
    page = reverse("mfa_reauthenticate" if has_factor else "account_reauthenticate")
    return HttpResponseRedirect(f"{page}?{urlencode({REDIRECT_FIELD_NAME: back_to})}")
