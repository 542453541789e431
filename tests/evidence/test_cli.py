"""The command line says what it found, and says in one sentence what it cannot use."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evidence.cli import main
from evidence.text import LONGEST_TEXT

THIS = "2020-07-08:2020-08-04"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """Two years of daily counts: ten a day, and sixteen a day in the campaign's month."""
    start, lines = date(2018, 7, 1), ["day,count,office"]
    for offset in range(800):
        day = start + timedelta(days=offset)
        count = 16 if date(2020, 7, 8) <= day <= date(2020, 8, 4) else 10
        lines.append(f"{day},{count},any")
    file = tmp_path / "counts.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_uplift_says_the_sentence_the_table_and_the_caveats(counts: Path):
    result = run("uplift", str(counts), "--this", THIS, "--who", "The network")

    assert result.exit_code == 0
    assert "The network had 60% more forms than the period before: 448 in 28 days" in result.output
    assert "1.6" in result.output
    assert "- A change from one period to another describes what happened." in result.output


def test_uplift_as_json_can_be_read_by_machines(counts: Path):
    found = json.loads(run("uplift", str(counts), "--this", THIS, "--json").output)

    assert found["table"]["rows"][0][1:6] == [448, 28, 280, 28, 1.6]


def test_rows_of_one_day_are_added_up(tmp_path: Path):
    file = tmp_path / "counts.csv"
    file.write_text("day,count\n2020-07-08,3\n2020-07-08,4\n2019-07-10,7\n", encoding="utf-8")

    result = run("uplift", str(file), "--this", "2020-07-08:2020-07-08", "--json")

    assert json.loads(result.output)["table"]["rows"][0][1:4] == [7, 1, 7]


def test_missing_days_are_zero_only_when_asked(tmp_path: Path):
    file = tmp_path / "counts.csv"
    file.write_text("day,count\n2020-07-08,3\n2020-07-10,4\n2019-07-10,7\n2019-07-12,7\n", encoding="utf-8")
    asked = ("uplift", str(file), "--this", "2020-07-08:2020-07-10", "--json")

    unknown = json.loads(run(*asked).output)["table"]["rows"][0]
    zero = json.loads(run(*asked, "--missing-is-zero").output)["table"]["rows"][0]

    assert unknown[2] == 2
    assert zero[2] == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"day,count\n", "has a header but no rows"),
        (b"day,total\n2020-07-08,1\n", "has no column “count”"),
        (b"day,count\n8 July,1\n", "Line 2: “8 July” is not a day"),
        (b"day,count\n2020-07-08,-1\n", "Line 2: “-1” is not a whole count"),
        (b"day,count\n2020-07-08,1.5\n", "Line 2: “1.5” is not a whole count"),
        (b"day,count\n2020-07-08\n", "Line 2: “” is not a whole count"),
        (b"\xff\xfe\x00d", "is not a CSV file in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_clear_sentence(tmp_path: Path, content: bytes, said: str):
    file = tmp_path / "counts.csv"
    file.write_bytes(content)

    result = run("uplift", str(file), "--this", THIS)

    assert result.exit_code == 3
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    result = run("uplift", str(tmp_path / "none.csv"), "--this", THIS)

    assert result.exit_code == 3
    assert "cannot be opened" in result.output


def test_overlapping_periods_are_refused(counts: Path):
    result = run("uplift", str(counts), "--this", THIS, "--before", THIS)

    assert result.exit_code == 3
    assert "overlap" in result.output


def test_a_badly_written_period_is_a_mistake_in_the_command(counts: Path):
    result = run("uplift", str(counts), "--this", "July")

    assert result.exit_code == 2
    assert "is not a period" in result.output


WORDS = 'id,words,more\n1,"Call me on 020 7946 0123,\nplease",kept 020 7946 0123\n2,The nurse was kind.,\n'


def test_redact_writes_the_file_again_with_the_named_column_redacted(tmp_path: Path):
    file, output = tmp_path / "words.csv", tmp_path / "safe.csv"
    file.write_text(WORDS, encoding="utf-8")

    result = run("redact", str(file), "--column", "words", "--output", str(output))

    with output.open(encoding="utf-8", newline="") as written:
        first, second = csv.DictReader(written)
    assert result.exit_code == 0
    assert "7946" not in first["words"]
    assert first["words"].endswith("please")
    assert first["more"] == "kept 020 7946 0123"
    assert second == {"id": "2", "words": "The nurse was kind.", "more": ""}


def test_redact_takes_several_columns_and_any_number_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("evidence.cli.BATCH", 2)
    file = tmp_path / "words.csv"
    file.write_text("words,more\n" + "020 7946 0123,020 7946 0123\n" * 5, encoding="utf-8")

    result = run("redact", str(file), "--column", "words", "--column", "more")

    assert len(result.output.splitlines()) == 6
    assert "7946" not in result.output


def test_redact_names_the_line_that_it_could_not_process(tmp_path: Path):
    file = tmp_path / "words.csv"
    file.write_text("words\nshort\n" + "x" * (LONGEST_TEXT + 1) + "\n", encoding="utf-8")

    result = run("redact", str(file), "--column", "words")

    assert result.exit_code == 4
    assert "Line 3 was left empty. This text is longer" in result.output
    assert "xxx" not in result.output


def test_redact_says_when_there_is_no_such_column(tmp_path: Path):
    file = tmp_path / "words.csv"
    file.write_text(WORDS, encoding="utf-8")

    result = run("redact", str(file), "--column", "comment")

    assert result.exit_code == 3
    assert "has no column “comment”. Its columns: id, words, more." in result.output


@pytest.mark.parametrize("command", [[], ["uplift"], ["redact"]])
def test_help_says_what_each_command_does(command: list[str]):
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert "Usage" in result.output


COMMENTS = "id,words,asked\n1,We waited six hours for the ambulance,\n2,Nothing.,What could we do better?\n3,???,\n"


def test_read_writes_the_file_again_with_what_each_text_speaks_of(tmp_path: Path):
    file, output = tmp_path / "words.csv", tmp_path / "read.csv"
    file.write_text(COMMENTS, encoding="utf-8")

    result = run("read", str(file), "--column", "words", "--question-column", "asked", "--output", str(output))

    first, second, third = csv.DictReader(output.read_text(encoding="utf-8").splitlines())
    assert result.exit_code == 4
    assert "Line 4 was not read. This text holds no words." in result.stderr
    assert (first["id"], first["words"]) == ("1", "We waited six hours for the ambulance")
    assert "timeliness" in first["themes"].split()
    assert len(first["theme_probabilities"].split()) == len(first["themes"].split())
    assert "waited" in first["why"]
    assert (second["themes"], second["tone"]) == ("positive-experience", "VERY_GOOD")
    assert (third["themes"], third["tone"]) == ("", "")


def test_read_refuses_a_file_that_already_has_its_columns(tmp_path: Path):
    file = tmp_path / "words.csv"
    file.write_text("words,tone\nKind,GOOD\n", encoding="utf-8")

    result = run("read", str(file), "--column", "words")

    assert result.exit_code == 3
    assert "already has a column “tone”" in result.output


@pytest.mark.slow
def test_the_accurate_model_reads_where_it_is_asked_for(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text("words\nThe nurse was so kind and caring to me.\n", encoding="utf-8")
    fast, surer = (run("read", str(file), "--column", "words", *more) for more in ((), ("--accurate",)))
    assert fast.exit_code == surer.exit_code == 0
    assert "staff-manner" in fast.output
    assert "staff-manner" in surer.output
    assert fast.output != surer.output


def test_risk_adds_the_score_the_harms_the_words_and_the_reason(tmp_path: Path):
    file = tmp_path / "said.csv"
    file.write_text("id,words\n1,A carer slapped my mum\n2,Lovely\n", encoding="utf-8")

    result = run("risk", str(file), "--column", "words")

    rows = list(csv.DictReader(result.output.splitlines()))
    assert result.exit_code == 0
    assert [float(row["risk"]) for row in rows] == [0.8, 0.0]
    assert "physical abuse" in rows[0]["risk_harms"]
    assert "slapped my mum" in rows[0]["risk_words"]


def test_risk_refuses_a_rule_file_with_every_line_that_is_wrong(tmp_path: Path):
    file, rules = tmp_path / "said.csv", tmp_path / "rules.txt"
    file.write_text("words\nhello\n", encoding="utf-8")
    rules.write_text("version = 1\n[harm x]\nweight = 1.5\nmeans = X.\nhits me\nHit me\n", encoding="utf-8")

    result = run("risk", str(file), "--column", "words", "--rules", str(rules))

    assert result.exit_code == 3
    assert "Line 6: “Hit”" in result.output
    assert "Line 2: “weight”" in result.output
