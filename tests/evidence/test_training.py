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
