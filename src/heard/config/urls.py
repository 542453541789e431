"""Where every address leads: each app lists its addresses, and they are mounted here.

`public_urlpatterns` are for everyone and stand in each language; `fixed_urlpatterns` are for everyone and have one
form, such as a short link; `staff_urlpatterns` are for those who are signed in.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.urls import URLPattern, URLResolver, include, path

from heard.design.prefixes import in_each_language, mounted

APPS = ("accounts", "campaigns", "feedback", "casework", "measurement", "places", "insight", "design")


def _mounted(module: ModuleType) -> URLResolver:
    patterns = [
        *getattr(module, "fixed_urlpatterns", []),
        in_each_language(list(getattr(module, "public_urlpatterns", []))),
        path("staff/", include(getattr(module, "staff_urlpatterns", []))),
    ]
    return mounted(patterns, name=module.app_name)


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
