"""`heard reread`: everything is read once more by command, and a second run finds nothing left."""

import pytest
from click.testing import CliRunner, Result

from heard.config.cli.learning import reread
from heard.design import clock
from heard.feedback.actions.leasing import claim_fresh
from heard.feedback.models import Piece, Stage
from heard.insight.tasks import find_themes, read_some
from tests.factories.feedback import PieceFactory
from tests.factories.insight import theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read() -> None:
    theme()
    PieceFactory.create_batch(2, words="Staff were rude.")
    read_some(holder="one")
    find_themes(holder="one")


def said(*words: str) -> Result:
    return CliRunner().invoke(reread, list(words))


def told(result: Result) -> str:
    return " ".join(result.output.split())


def test_what_the_model_in_use_has_read_is_left_alone() -> None:
    done = said()
    assert done.exit_code == 0
    assert "Read anew: 0 pieces" in told(done)


def test_all_is_read_once_more_and_no_oftener() -> None:
    assert "Read anew: 2 pieces" in told(said("--all"))
    assert "Read anew: 0 pieces" in told(said())


def test_pieces_that_a_worker_has_in_hand_are_told_and_the_command_fails(monkeypatch) -> None:
    PieceFactory.create(words="Nobody came.")
    read_some(holder="one")
    claim = claim_fresh(pieces=Piece.objects.all(), stage=Stage.THEMES, holder="else", limit=9, now=clock.now())
    assert claim.piece_ids
    done = said()
    assert done.exit_code == 3
    assert "1 pieces wait: another worker has them in hand" in told(done)
