"""Who may open what: every address × kind of visitor, and a failure for any address the table does not know."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from heard.campaigns.hot import ROUTES as LINK_ROUTES
from heard.measurement.stream import ROUTES as STREAM_ROUTES
from tests.rules.permissions import TABLE


def _names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    names: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names += _names(pattern.url_patterns, space)
        else:
            names.append(f"{prefix}{pattern.name or re.sub(chr(92) + 'W', '_', str(pattern.pattern))}")
    return names


def _all_names() -> set[str]:
    return {*_names(get_resolver().url_patterns), *LINK_ROUTES, *STREAM_ROUTES}


def test_every_address_is_in_the_table() -> None:
    assert _all_names() - set(TABLE) == set()


def test_the_table_names_no_address_that_is_gone() -> None:
    assert set(TABLE) - _all_names() == set()
