"""`evidence networks` shows an export's figures, and says what keeps it from being used."""

from pathlib import Path

from click.testing import CliRunner, Result

from evidence.cli import main
from tests.evidence.exports.written import META_ADS


def run(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "export.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["networks", str(file), *options])


def test_an_export_is_shown_with_its_period_and_no_sum_of_reach(tmp_path: Path):
    done = run(tmp_path, META_ADS.text, "--json")

    assert done.exit_code == 0
    assert "Meta Ads Manager: 2 rows, 2020-07-08 to 2020-07-09. Amounts are in GBP." in done.stdout
    assert '"reach",\n        null,\n        1700.0' in done.stdout


def test_a_row_that_is_wrong_is_named_with_exit_code_three(tmp_path: Path):
    done = run(tmp_path, META_ADS.text.replace("900,1.1", "many,1.1"))

    assert done.exit_code == 3
    assert "Row 3: “many” under “Impressions” is not a number." in done.stderr


def test_columns_that_nobody_knows_are_named(tmp_path: Path):
    done = run(tmp_path, META_ADS.text.replace("Frequency", "Sparkles"))

    assert done.exit_code == 3
    assert "not counted: Sparkles." in done.stderr


def test_what_is_no_export_is_refused(tmp_path: Path):
    assert run(tmp_path, "only words\n").exit_code == 3
