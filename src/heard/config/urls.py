"""Where every address leads: each app lists its public and its staff addresses, and they are mounted here."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.urls import URLPattern, URLResolver, include, path

APPS = ("accounts", "campaigns", "feedback", "casework", "measurement", "places", "insight", "design")


def _mounted(module: ModuleType) -> URLResolver:
    patterns: list[URLPattern | URLResolver] = [*getattr(module, "public_urlpatterns", [])]
    patterns.append(path("staff/", include(getattr(module, "staff_urlpatterns", []))))
    return path("", include((patterns, module.app_name), namespace=module.app_name))


def _modules() -> list[ModuleType]:
    return [import_module(f"heard.{app}.urls") for app in APPS if find_spec(f"heard.{app}.urls")]


def _plain(module: ModuleType) -> list[URLPattern | URLResolver]:
    return list(getattr(module, "plain_urlpatterns", []))


urlpatterns: list[URLPattern | URLResolver] = [
    *(pattern for module in _modules() for pattern in _plain(module)),
    *(_mounted(module) for module in _modules()),
]

handler400 = "heard.design.views.bad_request"
handler404 = "heard.design.views.not_found"
handler500 = "heard.design.views.server_error"
