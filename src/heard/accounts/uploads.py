"""Refuses files before a byte of them is read, but where a view takes them from somebody who may open it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from heard.accounts.models import User
from heard.accounts.queries import has_role
from heard.design.uploads import most_taken
from heard.design.views import files_refused, not_found, too_large

Handler = Callable[[HttpRequest], HttpResponse]


class UploadsMiddleware:
    """Stands before the check against forged requests, which reads whatever was sent, whoever sent it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Return the refusal of what carries files, or nothing where it may be read."""
        if request.content_type != "multipart/form-data":
            return None
        most = most_taken(view)
        if not most:
            return files_refused(request)
        if _length_of(request) > most:
            return too_large(request)
        roles = getattr(view, "staff_roles", ())
        if not roles:
            return None
        user = getattr(request, "user", None)  # a process for the public alone knows nobody
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path())
        return None if has_role(user=user, roles=roles) else not_found(request)


def _length_of(request: HttpRequest) -> int:
    """Return how long the request says that it is. One that does not say is read as empty by Django."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0
