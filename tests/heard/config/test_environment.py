"""Settings are read safely."""

from pathlib import Path

import pytest

from heard.config import environment


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("no", False)])
def test_a_flag_understands_plain_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("HEARD_DEMO", value)
    assert environment.flag("HEARD_DEMO") is expected


def test_a_missing_flag_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARD_DEMO", raising=False)
    assert environment.flag("HEARD_DEMO") is False


def test_a_number_that_is_none_is_refused_by_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_EMAIL_PORT", "smtp")
    with pytest.raises(ValueError, match="HEARD_EMAIL_PORT must be a whole number"):
        environment.number("HEARD_EMAIL_PORT", 25)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARD_SECRET_KEY", raising=False)
    path = tmp_path / "state" / "secret-key"
    first = environment.secret("HEARD_SECRET_KEY", path)
    assert environment.secret("HEARD_SECRET_KEY", path) == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o077 == 0


def test_words_are_cut_at_commas_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_HOSTS", "a.example.org, b.example.org,,")
    assert environment.words("HEARD_HOSTS") == ["a.example.org", "b.example.org"]
