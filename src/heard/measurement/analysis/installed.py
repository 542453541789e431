"""Whether what analysis needs is installed: it is a set of packages of its own, so that a small site stays small."""

from importlib.util import find_spec

from django.utils.translation import gettext as _

PACKAGES = ("ibis", "duckdb", "pyarrow")


class NotInstalled(Exception):
    """Packages of analysis are missing; the sentence says how to install them."""


def is_installed(*packages: str) -> bool:
    """Return whether the packages are there; without names, those that every engine needs."""
    return all(find_spec(name) is not None for name in packages or PACKAGES)


def how_to_install() -> str:
    """Return what to do where packages are missing."""
    return _("The packages of analysis are not installed here. Run “make scale”, then start the site again.")


def require(*packages: str) -> None:
    """Raise NotInstalled where a package is missing."""
    if not is_installed(*packages):
        raise NotInstalled(how_to_install())
