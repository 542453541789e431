"""The tree keeps its shape: no grab-bags, tests that mirror the code, documents that are numbered once."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
GRAB_BAGS = {"core", "common", "base", "utils", "util", "helpers", "helper", "misc", "lib"}
ROOMS = {
    "accounts",
    "campaigns",
    "casework",
    "config",
    "design",
    "feedback",
    "insight",
    "measurement",
    "publication",
    "places",
}


def _ours(pattern: str) -> list[Path]:
    return [path for path in SOURCE.rglob(pattern) if "__pycache__" not in path.parts and "egg-info" not in str(path)]


def grab_bags(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.stem in GRAB_BAGS or path.name in GRAB_BAGS]


def test_no_module_or_folder_is_a_grab_bag() -> None:
    assert grab_bags([path for path in _ours("*") if path.suffix in {"", ".py"}]) == []


def test_a_grab_bag_would_be_found() -> None:
    assert grab_bags([Path("heard/places/utils.py"), Path("heard/common"), Path("heard/places/models.py")]) == [
        Path("heard/places/utils.py"),
        Path("heard/common"),
    ]


def test_the_house_has_the_rooms_of_the_sentence_and_no_other() -> None:
    rooms = {path.name for path in (SOURCE / "heard").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms <= ROOMS | {"locale"}


def test_the_models_together_stay_under_25_megabytes() -> None:
    models = [path for path in _ours("*") if path.suffix in {".npz", ".gz"}]
    assert models
    assert sum(path.stat().st_size for path in models) < 25 * 1024**2


def test_what_the_site_reads_at_run_time_is_installed_with_it() -> None:
    kept = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["*"]
    folders = {pattern.partition("/")[0] for pattern in kept}
    files = [path.relative_to(SOURCE) for path in _ours("*") if path.is_file() and path.suffix not in {".py", ".scss"}]
    assert [path for path in files if not folders & {*path.parts}] == []


def test_each_test_folder_stands_beside_a_source_folder() -> None:
    for side in ("evidence", "heard"):
        folders = [path for path in (ROOT / "tests" / side).rglob("*") if path.is_dir() and path.name != "__pycache__"]
        strays = [
            path
            for path in folders
            if not (SOURCE / path.relative_to(ROOT / "tests")).is_dir() and list(path.glob("test_*.py"))
        ]
        assert strays == []


def test_decisions_are_numbered_once_and_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_each_decision_says_how_it_is_enforced() -> None:
    for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        headings = re.findall(r"^## (.+)$", path.read_text(), flags=re.MULTILINE)
        assert headings == ["Context", "Options", "Choice", "Consequences", "How it is enforced"], path.name


def test_each_how_to_is_found_by_what_somebody_wants() -> None:
    wanted = (ROOT / "docs" / "architecture.md").read_text()
    assert [path.name for path in (ROOT / "docs" / "how-to").glob("*.md") if f"how-to/{path.name}" not in wanted] == []


def test_each_link_from_one_document_to_another_leads_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(path, link) for path in documents for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", path.read_text())]
    assert [(path.name, link) for path, link in links if not (path.parent / link).exists()] == []


def test_migrations_stand_in_one_line_and_have_plain_names() -> None:
    for folder in SOURCE.glob("heard/*/migrations"):
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), folder
        assert not [name for name in names if "auto" in name], folder
