"""Putting a model in use, going back, forgetting; and that an erasure makes training due."""

import os
from datetime import timedelta

import pytest

from heard.accounts.models import AuditLine
from heard.feedback.models import Submission
from heard.insight.actions.training import (
    Made,
    forget_old_models,
    forget_unfinished,
    go_back_to_shipped,
    next_version,
    put_in_use,
)
from heard.insight.erase import erase_submission
from heard.insight.models import Reading, ReadingModel, ReadingModelInput
from heard.insight.models_in_use import folder_of
from tests.factories.feedback import PieceFactory, SubmissionFactory
from tests.factories.insight import READ_AT

pytestmark = pytest.mark.django_db


def use(*sent: Submission) -> ReadingModel:
    made = Made(version=next_version(), digest="d", card={"inputs": {"people": len(sent)}})
    return put_in_use(made=made, inputs={each.pk for each in sent}, now=READ_AT)


def test_the_newest_model_alone_is_in_use_and_versions_are_never_given_twice() -> None:
    first, second = use(), use()
    assert [first.version, second.version, next_version()] == ["themes-1.1", "themes-1.2", "themes-1.3"]
    assert ReadingModel.objects.in_use().get() == second
    assert AuditLine.objects.filter(code="insight.model.put_in_use").count() == 2


def test_going_back_is_on_record_and_a_second_time_changes_nothing() -> None:
    use()
    assert go_back_to_shipped(now=READ_AT)
    assert not go_back_to_shipped(now=READ_AT)
    assert AuditLine.objects.filter(code="insight.model.taken_out").count() == 1


def test_erasing_what_taught_a_model_makes_it_due_and_no_link_remains() -> None:
    taught, other = SubmissionFactory.create(), SubmissionFactory.create()
    use(taught)
    erase_submission(submission=other, is_kept_in_figures=False, now=READ_AT)
    assert not ReadingModel.objects.due().exists()

    erase_submission(submission=taught, is_kept_in_figures=False, now=READ_AT)

    assert ReadingModel.objects.due().get().due_at == READ_AT
    assert not ReadingModelInput.objects.exists()


@pytest.mark.parametrize("column", ["withdrawn_at", "objected_at"])
def test_a_person_who_withdraws_or_objects_makes_it_due(column) -> None:
    taught = SubmissionFactory.create()
    use(taught)
    Submission.objects.filter(pk=taught.pk).update(**{column: READ_AT})
    assert ReadingModel.objects.due().exists()


def test_what_was_erased_while_a_model_learnt_makes_it_due_at_once() -> None:
    assert use(SubmissionFactory.create(erased_at=READ_AT)).inputs.count() == 0
    assert ReadingModel.objects.due().exists()


def test_the_files_of_an_old_model_stay_until_all_is_read_again(settings, tmp_path) -> None:
    settings.HEARD_HOME = tmp_path
    old = use(SubmissionFactory.create())
    new = use()
    for model in (old, new):
        folder_of(model.version).mkdir(parents=True)
    reading = Reading.objects.create(
        piece=PieceFactory.create(), method="themes", method_version="themes-1.1+language-1", read_at=READ_AT
    )
    assert forget_old_models(now=READ_AT) == 0

    Reading.objects.filter(pk=reading.pk).update(method_version="themes-1.2+language-1")

    assert forget_old_models(now=READ_AT) == 1
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["themes-1.2"]
    old.refresh_from_db()
    assert old.files_gone_at == READ_AT
    assert not old.inputs.exists()


def test_the_words_from_which_a_killed_process_learnt_do_not_stay(settings, tmp_path) -> None:
    settings.HEARD_HOME = tmp_path
    for name, hours in (("learning-killed", 13), ("learning-now", 1), ("themes-1.2", 13)):
        folder = tmp_path / "models" / name
        folder.mkdir(parents=True)
        (folder / "decisions.csv").write_text("what people said")
        began = (READ_AT - timedelta(hours=hours)).timestamp()
        os.utime(folder, (began, began))

    assert forget_unfinished(now=READ_AT) == 1

    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == ["learning-now", "themes-1.2"]
