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


class TestNumbers:
    KNOWN = frozenset({"A", "B"})

    def read(self) -> dict[str, int]:
        return environment.numbers("HEARD_TEST", "A=1,B=2", known=self.KNOWN)

    def test_keep_their_defaults_where_nothing_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("HEARD_TEST", raising=False)
        assert self.read() == {"A": 1, "B": 2}

    def test_are_changed_one_by_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HEARD_TEST", "B=30")
        assert self.read() == {"A": 1, "B": 30}

    @pytest.mark.parametrize("wrong", ["C=1", "A=no", "A=0", "A", "A=-1"])
    def test_are_refused_by_the_variables_name(self, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
        monkeypatch.setenv("HEARD_TEST", wrong)
        with pytest.raises(ValueError, match="HEARD_TEST"):
            self.read()
