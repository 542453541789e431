"""The door of every staff page: who may come in, and the moment they came."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from heard.accounts.models import Role, User
from heard.accounts.queries import has_role, organisation_for, workplace_for
from heard.design.errors import NotFound

__all__ = ["Role", "StaffRequest", "organisation_for", "staff", "workplace_for"]

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
