"""Each template compiles, belongs to one page, and reads only fields of that page and of the shell."""

import dataclasses
import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.visitor import NodeVisitor

import heard
from heard.design.pages import Page
from heard.design.rendering import Shell

GIVEN = {
    "page",
    "shell",
    "csrf_input",
    "csrf_token",
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "static",
    "url",
    "caller",
    "undefined",
}
SOURCE = Path(heard.__file__).parent
LAYOUTS = {"design"}


def _environment() -> Environment:
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return environment


def _templates() -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for folder in SOURCE.glob("*/jinja2") for path in folder.rglob("*.jinja")
    )


def _all_pages() -> list[type[Page]]:
    for module in pkgutil.walk_packages([str(SOURCE)], "heard."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[Page]] = []
    waiting: list[type[Page]] = [Page]
    while waiting:
        for subclass in waiting.pop().__subclasses__():
            found.append(subclass)
            waiting.append(subclass)
    return [page for page in found if page.__module__.startswith("heard.")]


class Reads(NodeVisitor):
    """Collects `page.x` and `shell.x`, and every name that a template reads without setting it."""

    def __init__(self) -> None:
        self.of: dict[str, set[str]] = {"page": set(), "shell": set()}

    def visit_Getattr(self, node: nodes.Getattr) -> None:  # noqa: N802  the visitor's own convention
        if isinstance(node.node, nodes.Name) and node.node.name in self.of:
            self.of[node.node.name].add(node.attr)
        self.generic_visit(node)


def reads(source: str, environment: Environment) -> dict[str, set[str]]:
    visitor = Reads()
    visitor.visit(environment.parse(source))
    return visitor.of


def names_of(kind: type) -> set[str]:
    fields = {field.name for field in dataclasses.fields(kind)}
    properties = {name for name, _ in inspect.getmembers(kind, lambda member: isinstance(member, property))}
    return fields | properties


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def undeclared(source: str, environment: Environment) -> set[str]:
    """Return the names that a template takes from nowhere; what it imports at its top counts in its blocks too."""
    tree = environment.parse(source)
    imported = [name for node in tree.find_all(nodes.FromImport) for name in node.names]
    own = {name if isinstance(name, str) else name[1] for name in imported}
    own |= {node.target for node in tree.find_all(nodes.Import)} | {node.name for node in tree.find_all(nodes.Macro)}
    own |= {name.name for name in tree.find_all(nodes.Name) if name.ctx in {"store", "param"}}
    return find_undeclared_variables(tree) - own - GIVEN - set(environment.globals)


@pytest.mark.parametrize("name", _templates())
def test_the_template_compiles(name: str) -> None:
    _environment().get_template(name)


@pytest.mark.parametrize("name", [name for name in _templates() if name.split("/")[0] not in LAYOUTS])
def test_the_template_reads_its_page_and_the_shell_alone(name: str) -> None:
    assert undeclared(_source(name), _environment()) == set()


def test_each_page_reads_only_its_own_fields() -> None:
    strays: list[str] = []
    for page in _all_pages():
        template: Any = getattr(page, "template", None)
        if template is None:
            continue
        read = reads(_source(template), _environment())
        strays += [f"{template}: page.{name} is no field of {page.__name__}" for name in read["page"] - names_of(page)]
        strays += [f"{template}: shell.{name}" for name in read["shell"] - names_of(Shell)]
    assert strays == []


def test_each_page_is_a_frozen_value() -> None:
    assert [page.__name__ for page in _all_pages() if not page.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]


def test_no_template_stands_without_a_page() -> None:
    named = {page.template for page in _all_pages() if hasattr(page, "template")}
    used = {reference for name in _templates() for reference in _references(name)}
    strays = [name for name in _templates() if name not in named | used and name.split("/")[0] not in LAYOUTS]
    assert strays == []


def _references(name: str) -> set[str]:
    return {found for found in find_referenced_templates(_environment().parse(_source(name))) if found}


def test_a_misspelt_field_would_be_found() -> None:
    read = reads("{{ page.titel }} {% for row in page.rows %}{{ row.name }}{% endfor %}", _environment())
    assert read["page"] - {"title", "rows"} == {"titel"}


def test_a_name_from_nowhere_would_be_found() -> None:
    assert undeclared("{{ user.email }} {{ page.title }}", _environment()) == {"user"}
