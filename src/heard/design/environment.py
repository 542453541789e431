"""The Jinja environment: NHS components, translation, and nothing else."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

SELECTS_KEPT = 512
_SELECT = "nhsuk/components/select/macro.jinja"


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
    environment.globals.update({"static": static, "url": reverse, "select_box": _drawn_once(environment)})
    return environment


def _drawn_once(environment: Environment) -> Callable[[Mapping[str, Any]], str]:
    """Return the macro of a select box, drawing the same box once: a filter's ten took a fifth of a page's time.

    Its parameters say all of it, in plain words. What is kept are boxes with a choice made, not who made it.
    """

    @lru_cache(maxsize=SELECTS_KEPT)
    def draw(told: str) -> str:
        macro: Callable[[Mapping[str, Any]], str] = environment.get_template(_SELECT).module.select  # type: ignore[attr-defined]
        return macro(json.loads(told))

    return lambda params: draw(json.dumps(params))
