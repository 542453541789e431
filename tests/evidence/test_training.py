import json

import pytest
from click.testing import CliRunner

from evidence.cli import main
from evidence.text.names.lexicon import load

PHASE_ONE = "feedback\n" + "".join(f"XXXX was kind to me on visit number {number} indeed\n" for number in range(40))
LABELLED = "Trust,Respondent ID,FFT answer\n" + "".join(
    f"A,{number},the staff were lovely on day {number} and the food was warm\n" for number in range(40)
)


@pytest.fixture
def data(tmp_path):
    for folder, name, text in (
        ("comments", "phase1_labelled_comments.csv", PHASE_ONE),
        ("comments", "pxqdc_labelled_comments.csv", LABELLED),
        ("geography", "england_ltla25_utla25_region.csv", "name\nExampleshire\n"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text)
    return tmp_path


@pytest.mark.slow
def test_the_same_comments_give_the_same_model_of_names(data, tmp_path):
    pytest.importorskip("sklearn")
    pytest.importorskip("faker")
    pytest.importorskip("symspellpy")
    written = []
    for name in ("one", "other"):
        out = tmp_path / name
        done = CliRunner().invoke(main, ["train", "names", "--data", str(data), "--out", str(out)])
        assert done.exit_code == 0, done.output
        written.append(out.read_bytes())
    assert written[0] == written[1]
    model = load(written[0])
    assert {"exampleshire"} <= model.lexicon.places
    assert model.lexicon.care["staff"]


def test_a_folder_without_the_comments_is_named(tmp_path):
    done = CliRunner().invoke(main, ["train", "names", "--data", str(tmp_path), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "phase1_labelled_comments.csv is not there" in done.output


def test_training_themes_names_the_file_that_is_missing(tmp_path):
    labels = tmp_path / "labels.json"
    labels.write_text('{"themes": {}}', encoding="utf-8")
    given = ["--data", str(tmp_path), "--labels", str(labels), "--out", str(tmp_path / "out")]

    done = CliRunner().invoke(main, ["train", "themes", *given])

    assert done.exit_code == 1
    assert "pxqdc_labelled_comments.csv is not there" in done.output


HEAD = "person,text,question,service,themes,tone\n"


def train_themes(*given):
    return CliRunner().invoke(main, ["train", "themes", *map(str, given)], env={"HEARD_DATA": ""})


def test_training_themes_asks_what_to_learn_from(tmp_path):
    done = train_themes("--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "Name --data and --labels, or --decisions." in done.output


def test_the_shipped_model_is_not_written_over_by_decisions(tmp_path):
    file = tmp_path / "decisions.csv"
    file.write_text(HEAD, encoding="utf-8")
    done = train_themes("--decisions", file)
    assert done.exit_code == 2
    assert "the shipped model stays" in done.output


@pytest.mark.parametrize(("text", "says"), [("person\n", "has no column “text”"), (HEAD, "100 are needed")])
def test_a_file_that_can_teach_nothing_is_refused_with_the_reason(tmp_path, text, says):
    file = tmp_path / "decisions.csv"
    file.write_text(text, encoding="utf-8")
    done = train_themes("--decisions", file, "--out", tmp_path / "out", "--version", "themes-1.1")
    assert done.exit_code == 1
    assert says in " ".join(done.output.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_decisions_make_a_model_of_their_own_that_names_nobody(tmp_path):
    file, out = tmp_path / "decisions.csv", tmp_path / "out"
    texts = ("The carer washed dad at home", "We waited and waited", "All as it should be")
    themes = ("home-care", "timeliness", "")
    file.write_text(
        HEAD + "".join(f"person{n},{texts[n % 3]},,,{themes[n % 3]},\n" for n in range(150)), encoding="utf-8"
    )

    done = train_themes("--decisions", file, "--out", out, "--version", "themes-1.1")

    assert done.exit_code == 0, done.output
    card = json.loads((out / "card.json").read_text(encoding="utf-8"))
    assert card["version"] == "themes-1.1"
    assert card["inputs"]["people"] == 150
    assert card["inputs"]["themes"] == {"home-care": 50, "timeliness": 50}
    assert len(json.loads((out / "inputs.json").read_text(encoding="utf-8"))) == 150
    assert not [held for held in out.iterdir() if b"person1" in held.read_bytes()]

    again = train_themes("--decisions", file, "--out", tmp_path / "more", "--version", "themes-1.2", "--in-use", out)
    assert again.exit_code == 1
    assert "0 people's decided comments" in " ".join(again.output.split())


@pytest.mark.parametrize("command", ["accurate", "phrases"])
def test_a_folder_that_holds_no_encoder_is_refused_in_a_sentence(data, tmp_path, command):
    labels = tmp_path / "labels.json"
    labels.write_text("{}")
    more = ["--labels", str(labels), "--working", str(tmp_path / "working")] if command == "accurate" else []

    done = CliRunner().invoke(main, ["train", command, "--data", str(data), "--encoder", str(tmp_path), *more])

    assert done.exit_code == 2
    assert "holds no model.safetensors" in " ".join(done.output.split())
