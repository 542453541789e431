"""Which model reads: the shipped one, or one that learnt here and whose files are those that were made."""

import pytest

from evidence.text.reading import shipped
from heard.insight import models_in_use
from heard.insight.models import ReadingModel
from heard.insight.models_in_use import ModelAway, digest_of, folder_of, model_in_use, version_in_use
from tests.factories.insight import READ_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def learnt(settings, tmp_path):
    """A copy of the shipped model under a name of its own."""
    settings.HEARD_HOME = tmp_path
    models_in_use._load.cache_clear()
    folder = folder_of("themes-1.7")
    shipped().save(folder)
    return ReadingModel.objects.create(
        number=7, version="themes-1.7", digest=digest_of(folder), card={}, is_in_use=True, made_at=READ_AT
    )


def test_the_shipped_model_reads_where_none_learnt_here() -> None:
    assert model_in_use() is shipped()
    assert version_in_use() == shipped().version


@pytest.mark.usefixtures("learnt")
def test_the_model_that_learnt_here_reads_and_is_loaded_once() -> None:
    assert version_in_use() == "themes-1.7"
    assert model_in_use() is model_in_use()
    assert model_in_use() is not shipped()


def test_files_that_were_changed_are_not_loaded(learnt) -> None:
    (folder_of("themes-1.7") / "card.json").write_text("{}")
    with pytest.raises(ModelAway, match=r"not those that were made.*heard train --shipped"):
        model_in_use()


def test_files_that_are_not_here_are_named(learnt) -> None:
    ReadingModel.objects.update(version="themes-1.8", digest="x")
    with pytest.raises(ModelAway, match=r"themes-1\.8, which is in use, is not in"):
        model_in_use()


@pytest.mark.usefixtures("learnt")
def test_a_setting_lets_the_accurate_model_read_whatever_was_learnt(settings) -> None:
    settings.HEARD_READING = "accurate"
    assert version_in_use() == model_in_use().version == "accurate-1"
