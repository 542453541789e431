"""Where every address leads: each app lists its addresses, and they are mounted here.

`public_urlpatterns` are for everyone and stand in each language; `fixed_urlpatterns` are for everyone and have one
form, such as a short link; `staff_urlpatterns` are for those who are signed in, `joining_urlpatterns` and
`signing_in_urlpatterns` for those who are about to be; `shared_urlpatterns` are needed by both sides. `plain_` and
`signing_in_urlpatterns` stand outside their app's namespace. A process that serves one side (see heard.config.sides)
knows the addresses of the other, to name them, and answers at none of them.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.urls import URLResolver, include, path

from heard.config import sides
from heard.design.prefixes import Patterns, in_each_language, mounted, named_only

APPS = ("accounts", "campaigns", "feedback", "casework", "measurement", "publication", "places", "insight", "design")


def _mounted(module: ModuleType) -> URLResolver:
    patterns = [
        *_public(list(getattr(module, "fixed_urlpatterns", []))),
        *_staff(list(getattr(module, "joining_urlpatterns", []))),
        *_public([in_each_language(list(getattr(module, "public_urlpatterns", [])))]),
        *_staff([path("staff/", include(getattr(module, "staff_urlpatterns", [])))]),
        *getattr(module, "shared_urlpatterns", []),
    ]
    return mounted(patterns, name=module.app_name)


def _public(patterns: Patterns) -> Patterns:
    return patterns if sides.serves_public() else named_only(patterns)


def _staff(patterns: Patterns) -> Patterns:
    return patterns if sides.serves_staff() else named_only(patterns)


def _modules() -> list[ModuleType]:
    return [import_module(f"heard.{app}.urls") for app in APPS if find_spec(f"heard.{app}.urls")]


def _plain(module: ModuleType) -> Patterns:
    return [
        *_staff(list(getattr(module, "signing_in_urlpatterns", []))),
        *_public(list(getattr(module, "plain_urlpatterns", []))),
    ]


urlpatterns: Patterns = [
    *(pattern for module in _modules() for pattern in _plain(module)),
    *(_mounted(module) for module in _modules()),
]

handler400 = "heard.design.views.bad_request"
handler404 = "heard.design.views.not_found"
handler500 = "heard.design.views.server_error"
