"""Each machine-checked boundary really fails when it is broken: one fault in a copy of the tree, one check run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

pytestmark = [pytest.mark.contract, pytest.mark.timeout(300)]

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", ".mypy_cache")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("pyproject.toml", "manage.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _plant(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + f"\n{text}\n")


def _run(tree: Path, *command: str) -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}", "HEARD_HOME": str(tree / "var")}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


IMPORTS = [
    ("Apps stand in one line", "src/heard/places/queries/areas.py", "from heard.feedback import models as higher"),
    ("Inside every app", "src/heard/places/models/areas.py", "from heard.places import queries as above"),
    ("Inside every app", "src/heard/casework/queries.py", "from heard.casework import actions as above"),
    ("Inside every app", "src/heard/measurement/analysis/rows.py", "from heard.measurement import queries as above"),
    ("Views never touch models", "src/heard/casework/views.py", "from heard.casework.models import Case as touched"),
    ("Evidence knows no web", "src/evidence/findings.py", "import django"),
    ("Evidence's own line", "src/evidence/findings.py", "from evidence import stats as above"),
]


@pytest.mark.parametrize(("contract", "file", "fault"), IMPORTS)
def test_an_import_that_breaks_a_contract_is_refused(tree: Path, contract: str, file: str, fault: str) -> None:
    target = tree / file
    if not target.exists():
        target = target.with_suffix("") / "__init__.py"
    _plant(target, fault)
    code, output = _run(tree, "lint-imports", "--no-cache")
    assert code != 0
    assert re.search(rf"{re.escape(contract)} BROKEN", output), output


def test_the_clock_below_the_interface_is_refused(tree: Path) -> None:
    _plant(tree / "src/heard/places/actions.py", "from django.utils.timezone import now as clock\nclock()")
    code, output = _run(tree, "ruff", "check", "src/heard/places/actions.py")
    assert code != 0
    assert "TID251" in output


def test_a_function_without_types_is_refused(tree: Path) -> None:
    _plant(tree / "src/evidence/findings.py", "def untyped(value):\n    return value")
    code, output = _run(tree, "mypy", "src/evidence/findings.py")
    assert code != 0
    assert "no-untyped-def" in output


def test_a_field_that_the_model_lacks_is_refused(tree: Path) -> None:
    fault = "def missing(area: Area) -> str:\n    return area.no_such_column"
    _plant(tree / "src/heard/places/models/areas.py", fault)
    code, output = _run(tree, "mypy", "src/heard/places/models/areas.py")
    assert code != 0
    assert "no_such_column" in output


def test_a_column_without_its_migration_is_refused(tree: Path) -> None:
    _plant(tree / "src/heard/places/models/areas.py", "Area.add_to_class('extra', models.IntegerField(null=True))")
    code, _ = _run(tree, "python", "manage.py", "makemigrations", "--check", "--dry-run")
    assert code != 0


def test_a_template_that_is_badly_made_is_refused(tree: Path) -> None:
    _plant(tree / "src/heard/places/jinja2/places/bad.jinja", "<img src='/x.png'>\n<div><p>open</div>")
    code, _ = _run(tree, "djlint", "src/heard/places/jinja2", "--lint", "--quiet")
    assert code != 0
