"""Draws one field or one page for a test to read; a test that looks for what is not there fails by itself."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.template import engines

_FIELD = '{% from "design/forms.jinja" import field %}{{ field(bound, as_heading=as_heading) }}'


def drawn(bound: Any, *, as_heading: bool = False) -> Any:
    """Return the field as a browser would read it."""
    return soup(engines["jinja2"].from_string(_FIELD).render({"bound": bound, "as_heading": as_heading}))


def drawn_from(source: str, **values: Any) -> Any:
    """Return what a piece of template draws."""
    return soup(engines["jinja2"].from_string(source).render(values))


def soup(html: str | HttpResponse) -> Any:
    """Return HTML, or a response's, ready to be searched."""
    text = html.content.decode() if isinstance(html, HttpResponse) else html
    return BeautifulSoup(text, "html.parser")
