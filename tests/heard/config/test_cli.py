"""The `heard` command, as an operator meets it: a real database by its migrations, in a folder of its own."""

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.heard.config.operating import Operator, heard

PASSPHRASE = "a lighthouse keeps its lamp"
FOUNDING = ("found", "--organisation", "Harbour Voice", "--kind", "LOCAL_OFFICE", "--password", PASSPHRASE)

pytestmark = [pytest.mark.slow, pytest.mark.migrations, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site made ready, its folder new."""
    folder = tmp_path_factory.mktemp("home")
    code, said = heard(folder, "setup")
    assert code == 0, said
    return folder


@pytest.fixture(scope="module")
def operator(home: Path) -> Iterator[Operator]:
    """Whoever runs the site, with one office and its administrator founded."""
    with Operator(home) as operator:
        code, said = operator(*FOUNDING, "--name", "Ada Office", "--email", "ada@example.org")
        assert code == 0, said
        yield operator


def _people(home: Path) -> list[str]:
    with sqlite3.connect(home / "heard.sqlite3") as database:
        return [email for (email,) in database.execute("SELECT email FROM accounts_user ORDER BY id")]


def test_the_first_administrator_is_there_and_a_second_founding_of_the_name_is_refused(
    operator: Operator, home: Path
) -> None:
    assert _people(home) == ["ada@example.org"]
    code, said = operator(*FOUNDING, "--name", "Bea", "--email", "bea@example.org")
    assert (code, "There is an organisation called Harbour Voice already." in said) == (3, True)
    assert _people(home) == ["ada@example.org"]


def test_what_migrations_add_beyond_tables_is_there(home: Path) -> None:
    with sqlite3.connect(home / "heard.sqlite3") as database, pytest.raises(sqlite3.DatabaseError):
        database.execute("DELETE FROM accounts_auditline")


def test_a_back_up_is_restored_only_when_replacing_is_asked_for(operator: Operator, home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "saved.tar.gz"
    (home / "files").mkdir(exist_ok=True)
    (home / "files" / "mark.png").write_bytes(b"picture")
    code, said = operator("backup", str(archive))
    assert (code, "saved.keys.gz" in said, "erasures.jsonl" in said) == (0, True, True)
    (home / "files" / "mark.png").unlink()
    code, said = operator("restore", str(archive))
    assert (code, "holds records already" in said) == (3, True)
    assert operator("restore", str(archive), "--replace")[0] == 0
    assert (home / "files" / "mark.png").read_bytes() == b"picture"
    assert _people(home) == ["ada@example.org"]


def test_health_says_what_is_not_well_and_its_exit_code_says_so_too(operator: Operator) -> None:
    code, said = operator("health")
    assert code == 1
    assert "well     database" in said
    assert "NOT WELL worker" in said


def test_the_worker_finds_nothing_to_do_and_ends(operator: Operator) -> None:
    assert operator("work", "--once")[0] == 0  # what was done until now is chained
    code, said = operator("work", "--once")
    assert (code, said.strip()) == (0, "0 pieces of work done.")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""),
        ("wide.csv", ",".join(f"column {n}" for n in range(10_000)).encode() + b"\n", "columns"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(
    operator: Operator, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, said = operator("import", "feedback", str(path), "--organisation", "harbour-voice")
    assert code == 3, said
    assert "Traceback" not in said
    assert sentence in said


def test_records_are_taken_read_and_their_counts_reconcile(operator: Operator, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("Date,Comment\n01/07/2026,The nurse was kind\n02/07/2026,We waited all day\n")
    code, said = operator("import", "feedback", str(path), "--organisation", "harbour-voice")
    assert code == 0, said
    assert "2 submissions, 2 pieces" in said
    assert operator("work", "--once")[0] == 0
    with sqlite3.connect(home / "heard.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM casework_case").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM feedback_piece WHERE read_at IS NULL").fetchone() == (0,)
    assert operator("check", "counts")[0] == 0


def test_roll_ups_that_went_wrong_are_put_right_from_the_records(
    operator: Operator, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "more.csv"
    path.write_text("Date,Comment\n03/07/2026,The doctor listened\n")
    assert operator("import", "feedback", str(path), "--organisation", "harbour-voice")[0] == 0
    assert operator("work", "--once")[0] == 0
    with sqlite3.connect(home / "heard.sqlite3") as database:
        database.execute("UPDATE measurement_dailyfigure SET count = count + 5")
    code, said = operator("check", "counts", "--mend")
    assert (code, "Counts put right:" in said) == (0, True)
    with sqlite3.connect(home / "heard.sqlite3") as database:
        assert database.execute("SELECT max(count) < 5 FROM measurement_dailyfigure").fetchone() == (1,)


def test_nothing_waits_to_be_erased(operator: Operator) -> None:
    assert "0 erasures finished." in operator("erase")[1]


def test_an_organisation_that_is_not_there_is_named_with_those_that_are(operator: Operator, tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("Date,Comment\n01/07/2026,Kind\n")
    code, said = operator("import", "feedback", str(path), "--organisation", "nobody")
    assert (code, "There are: harbour-voice." in said) == (3, True)


def test_a_database_that_was_never_set_up_is_named_in_a_sentence(tmp_path: Path) -> None:
    code, said = heard(tmp_path, "check", "counts")
    assert (code, "run `heard setup`" in said, "Traceback" in said) == (1, True, False)


def test_a_port_that_is_taken_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        code, said = heard(tmp_path, "serve", "--port", str(listener.getsockname()[1]))
    assert (code, "answers at" in said) == (3, True)


def test_both_sides_alone_are_refused_in_a_sentence(tmp_path: Path) -> None:
    code, said = heard(tmp_path, "serve", "--public", "--staff")
    assert (code, "Give one of them, or neither" in " ".join(said.split())) == (3, True)


def test_the_audit_log_is_proved_and_an_edited_line_is_named(operator: Operator, home: Path) -> None:
    assert operator("work", "--once")[0] == 0
    code, said = operator("check", "audit")
    assert (code, "Every line is there" in said) == (0, True), said
    with sqlite3.connect(home / "heard.sqlite3") as database:
        database.execute("DROP TRIGGER audit_no_update")
        database.execute(
            "UPDATE accounts_auditline SET code = code || 'x' WHERE id = (SELECT min(id) FROM accounts_auditline)"
        )
    code, said = operator("check", "audit")
    assert (code, "BROKEN at 1 " in said) == (1, True), said


def test_a_changed_rule_file_is_tried_without_printing_words(operator: Operator, tmp_path: Path) -> None:
    rules = tmp_path / "rules.txt"
    rules.write_text("version = 3\n[harm neglect]\nweight = 0.8\nmeans = Left.\nleft alone\n", encoding="utf-8")
    code, said = operator("risk", "check", str(rules))
    assert code == 0, said
    assert "1 phrase, 1 harm," in " ".join(said.split())
    assert "call a person now" in said


def test_a_rule_file_that_cannot_be_used_is_refused_with_its_line(operator: Operator, tmp_path: Path) -> None:
    rules = tmp_path / "rules.txt"
    rules.write_text("version = 3\n[harm neglect]\nweight = 8\nmeans = Left.\nleft Alone\n", encoding="utf-8")
    code, said = operator("risk", "check", str(rules))
    assert code == 3
    assert "Line 5" in said
