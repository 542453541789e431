"""allauth's pages inside our own layout."""

from dataclasses import dataclass
from html import unescape
from typing import ClassVar, Self

from django import forms
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from heard.design.pages import Page

HEADING_ENDS = "<!-- heading ends -->"


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One line of the error summary."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """A page that allauth drew, in two parts: its heading, and what stands under it."""

    template: ClassVar[str] = "accounts/sign_in.jinja"

    body: SafeString
    mistakes: tuple[Mistake, ...]

    @classmethod
    def of(cls, *, drawn: str, form: forms.Form | None) -> Self:
        """Return the page of what a template of allauth/layouts/base.html drew."""
        heading, body = drawn.split(HEADING_ENDS, 1)
        mistakes = _mistakes(form) if form is not None and form.is_bound else ()
        return cls(
            title=unescape(heading).strip(),
            body=mark_safe(body),  # noqa: S308  # nosec B308, B703  # drawn by Django's own engine, which escaped it
            mistakes=mistakes,
            has_errors=bool(mistakes),
        )


@dataclass(frozen=True, kw_only=True)
class TooManyAttemptsPage(Page):
    """Says that a door is closed for a while, and for how long."""

    template: ClassVar[str] = "accounts/too_many_attempts.jinja"

    @classmethod
    def of(cls) -> Self:
        """Return the page."""
        return cls(title=_("Too many attempts"))


@dataclass(frozen=True, kw_only=True)
class SignedOutPage(Page):
    """Says that the session was over, gives back what was written, and leads to signing in and back to the page."""

    template: ClassVar[str] = "accounts/signed_out.jinja"

    words: tuple[str, ...]
    sign_in_href: str

    @classmethod
    def of(cls, *, words: tuple[str, ...], back: str) -> Self:
        """Return the page; `back` is the address of the page on which the words were written."""
        href = f"{reverse('account_login')}?{urlencode({'next': back})}"
        return cls(title=_("You were signed out"), words=words, sign_in_href=href)


def _mistakes(form: forms.Form) -> tuple[Mistake, ...]:
    whole = (Mistake(text=str(text), href="") for text in form.non_field_errors())
    each = (Mistake(text=str(text), href=f"#{field.id_for_label}") for field in form for text in field.errors)
    return (*whole, *each)
