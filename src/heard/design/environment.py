"""The Jinja environment: NHS components, translation, and nothing else."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader


def make_environment(**options: Any) -> Environment:
    """Return the environment; `nhsuk/…` templates come from nhsuk-frontend-jinja."""
    own = options.pop("loader")
    environment = Environment(
        loader=ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")]),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        **{key: value for key, value in options.items() if key not in {"undefined", "extensions", "autoescape"}},
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update({"static": static, "url": reverse})
    return environment
