"""`heard train`: learning from what people decided, and using it only where it is better."""

import pytest
from click.testing import CliRunner, Result

from heard.config import health
from heard.config.cli.learning import train
from heard.design import clock
from heard.feedback.models import Tone
from heard.insight.erase import erase_submission
from heard.insight.models import ReadingModel
from heard.insight.models_in_use import folder_of, model_in_use, version_in_use
from tests.factories.insight import decided_piece

pytestmark = pytest.mark.django_db
AT_HOME = "The carer washed dad at home"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path) -> None:
    settings.HEARD_HOME = tmp_path


def said(*words: str) -> Result:
    return CliRunner().invoke(train, list(words))


def decide(count: int) -> None:
    for number in range(count):
        words, codes, tone = (
            (f"{AT_HOME} on day{number}", ("care-at-home-quality",), Tone.VERY_GOOD),
            ("We waited and waited", ("timeliness",), Tone.BAD),
            ("All as it should be", (), Tone.GOOD),
        )[number % 3]
        decided_piece(*codes, words=words, tone=tone)


def told_by_health() -> str:
    (sign,) = [sign for sign in health.look(now=clock.now()) if sign.name == "model"]
    assert sign.is_well
    return sign.sentence


def test_too_few_decisions_teach_nothing_and_it_is_said_how_many_are_needed(tmp_path) -> None:
    decide(3)
    done = said()
    assert done.exit_code == 3
    assert "3 people's decided comments" in " ".join(done.output.split())
    assert "100 are needed" in " ".join(done.output.split())
    assert list((tmp_path / "models").iterdir()) == []


def test_nothing_is_learnt_beside_the_accurate_model(settings) -> None:
    settings.HEARD_READING = "accurate"
    done = said()
    assert done.exit_code == 3
    assert "set HEARD_READING to fast first" in " ".join(done.output.split())


@pytest.mark.slow
def test_a_model_learns_is_used_becomes_due_and_is_learnt_anew(tmp_path) -> None:
    decide(180)
    trial = said("--trial", "--keep", str(tmp_path / "kept.csv"))
    assert "themes-1 goes on reading." in trial.output
    assert AT_HOME in (tmp_path / "kept.csv").read_text()

    done = said()
    assert done.exit_code == 0, done.output
    assert "is better than themes-1" in " ".join(done.output.split())
    assert version_in_use() == "themes-1.1"
    assert "care-at-home-quality" in model_in_use().themes
    assert told_by_health() == "themes-1.1 reads themes and tone."
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["themes-1.1"]
    assert "0 people's decided comments" in " ".join(said().output.split())

    taught = ReadingModel.objects.get().inputs.order_by("pk")[0].submission
    erase_submission(submission=taught, is_kept_in_figures=False, now=clock.now())
    assert "run `heard train`" in told_by_health()

    assert "themes-1.2 reads from now on" in " ".join(said().output.split())
    assert not ReadingModel.objects.in_use().due().exists()
    assert "The model that comes with Heard reads" in said("--shipped").output
    assert folder_of("themes-1.2").exists()


@pytest.mark.slow
def test_where_too_few_remain_after_an_erasure_the_shipped_model_reads_again() -> None:
    decide(102)
    assert said().exit_code == 0
    for model_input in ReadingModel.objects.get().inputs.select_related("submission")[:6]:
        erase_submission(submission=model_input.submission, is_kept_in_figures=False, now=clock.now())

    done = said()

    assert done.exit_code == 3
    assert "the shipped one reads again" in " ".join(done.output.split())
    assert version_in_use() == "themes-1"
