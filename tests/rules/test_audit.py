"""A known weakness fails the build; a list that cannot be asked is said to prove nothing."""

import json
from typing import Any

from tests.rules.audit import node_packages, python_packages

WELL = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {
    "name": "pillow",
    "version": "9.0",
    "vulns": [{"id": "GHSA-xxxx", "aliases": ["CVE-2023-1"], "fix_versions": ["10.0"]}],
}
ABSENT = {"name": "a2wsgi", "skip_reason": "Dependency not found on PyPI"}


def _told(*dependencies: dict[str, Any]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_a_known_weakness_is_named_with_what_mends_it() -> None:
    found = python_packages("run.txt", _told(WELL, WEAK))

    assert found.known == ("pillow 9.0: GHSA-xxxx (mended in 10.0)",)
    assert found.line.startswith("WEAK")


def test_what_could_not_be_looked_up_is_counted() -> None:
    found = python_packages("run.txt", _told(WELL, ABSENT))

    assert not found.known
    assert "no known weakness in 1 packages; 1 could not be looked up" in found.line


def test_lists_that_know_none_of_the_packages_prove_nothing() -> None:
    assert python_packages("run.txt", _told(ABSENT)).line.startswith("UNKNOWN")


def test_an_answer_that_cannot_be_read_proves_nothing() -> None:
    for found in (python_packages("run.txt", ""), node_packages("package-lock.json", '{"error": {}}')):
        assert "this proves nothing" in found.line
        assert not found.known


def test_a_known_weakness_of_a_node_package_is_named() -> None:
    told = {"vulnerabilities": {"sass": {"severity": "high"}}, "metadata": {"dependencies": {"total": 15}}}

    assert node_packages("package-lock.json", json.dumps(told)).known == ("sass: high",)
