"""Addresses that stand in each language, and those of an app under its name."""

from typing import NoReturn

from django.core.checks import CheckMessage
from django.urls import Resolver404, URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from heard.design import languages

Patterns = list[URLPattern | URLResolver]


class LanguagePattern(LocalePrefixPattern):
    """The beginning of each public path: the prefix of the language that is spoken, and nothing for English."""

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    @property
    def language_prefix(self) -> str:
        """The segment ahead of the path."""
        return languages.current().home.removeprefix("/")

    def check(self) -> list[CheckMessage]:
        """Return nothing: the prefixes are ours."""
        return []


class NamedOnly(URLResolver):
    """Addresses that can be named and that lead nowhere: another process answers there."""

    def resolve(self, path: str) -> NoReturn:
        """Find nothing."""
        raise Resolver404({"tried": [], "path": path})


def named_only(patterns: Patterns) -> Patterns:
    """Return the addresses as names alone."""
    return [NamedOnly(RoutePattern(""), patterns)]


def in_each_language(patterns: Patterns) -> URLResolver:
    """Return addresses that stand in each language under its prefix.

    Django's own `i18n_patterns` may stand in the first file of addresses only; here each app's lie in its namespace.
    """
    return URLResolver(LanguagePattern(), patterns)


def mounted(patterns: Patterns, *, name: str) -> URLResolver:
    """Return an app's addresses under its name."""
    return URLResolver(RoutePattern(""), patterns, app_name=name, namespace=name)
