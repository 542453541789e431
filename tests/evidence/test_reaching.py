"""`evidence reach` gives an interval from a file, and says what is wrong with one that cannot be true."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evidence.cli import main

ROWS = "channel,reach\nFacebook,300\nX,200\n"


def run(tmp_path: Path, *options: str, rows: str = ROWS) -> Result:
    file = tmp_path / "channels.csv"
    file.write_text(rows, encoding="utf-8")
    return CliRunner().invoke(main, ["reach", str(file), "--of", "1000", *options])


def test_channels_of_a_file_give_an_interval_and_a_point(tmp_path: Path):
    done = run(tmp_path, "--json", rows='channel,reach\nFacebook,"300"\nX,200\n')

    rows = json.loads(done.stdout)["table"]["rows"]
    assert [(row[0], row[1]) for row in rows[2:]] == [
        ("Together, at least", 300),
        ("Together, by chance", 440),
        ("Together, at most", 500),
    ]


def test_an_overlap_from_a_survey_narrows_it(tmp_path: Path):
    done = run(tmp_path, "--overlap", "Facebook & X = 100 to 150")

    assert done.exit_code == 0
    assert done.stdout.startswith("Between 350 and 400 people")


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ("channel,reach\n", [], "no rows"),
        ("channel,reach\nX,many\n", [], "Line 2: “many” is not a whole number"),
        (f"channel,reach\nX,{'9' * 5000}\n", [], "99” is not a whole number of people"),
        ("channel,reach\n ,10\n", [], "Line 2: the channel has no name"),
        ("channel,reach\nX,2000\n", [], "X cannot have reached 2,000 of 1,000 people"),
        ("channel,people\nX,20\n", [], "no column “reach”"),
        (ROWS, ["--overlap", "Facebook and X share 10"], "Write it as"),
        (ROWS, ["--overlap", "Facebook & X = ten"], "Overlap of Facebook and X: “ten”"),
        (ROWS, ["--overlap", "Facebook & TikTok = 10"], "names no two"),
    ],
)
def test_what_cannot_be_used_is_said_with_exit_code_three(tmp_path: Path, rows: str, options: list[str], words: str):
    done = run(tmp_path, *options, rows=rows)

    assert done.exit_code == 3
    assert words in " ".join(done.stderr.split())
