"""Which model reads: putting a newly learnt one in use, going back to the shipped one, forgetting those of before."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from evidence.text.reading.reader import METHOD
from heard.accounts.actions import record
from heard.insight.models import Reading, ReadingModel, ReadingModelInput
from heard.insight.models_in_use import folder_of, unfinished
from heard.insight.queries import THEMES

_AT_ONCE = 1_000
LONGEST = timedelta(hours=12)
"""Longer than any learning takes: a folder of it that is older was left by a process that was killed."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A model whose files stand in their folder: its version, what tells its files from others, and its card."""

    version: str
    digest: str
    card: dict[str, Any]


def next_version() -> str:
    """Return what the next model is called: the shipped one's name and a number."""
    last = ReadingModel.objects.order_by("-number").values_list("number", flat=True).first()
    return f"{METHOD}.{(last or 0) + 1}"


@transaction.atomic
def put_in_use(*, made: Made, inputs: Collection[UUID], now: datetime) -> ReadingModel:
    """Let a newly learnt model read from now on, and write down whose submissions taught it.

    Where one of them was erased while it learnt, it must be learnt anew.
    """
    ReadingModel.objects.in_use().update(is_in_use=False)
    model = ReadingModel.objects.create(
        number=int(made.version.rpartition(".")[2]),
        version=made.version,
        digest=made.digest,
        card=made.card,
        is_in_use=True,
        made_at=now,
    )
    ReadingModelInput.objects.bulk_create(
        [ReadingModelInput(model=model, submission_id=each) for each in sorted(inputs)], batch_size=_AT_ONCE
    )
    erased = model.inputs.filter(submission__erased_at__isnull=False)
    if erased.delete()[0]:
        ReadingModel.objects.filter(pk=model.pk).update(due_at=now)
    record(code="insight.model.put_in_use", subject=model, by=None, now=now, version=made.version, learnt=len(inputs))
    return model


@transaction.atomic
def go_back_to_shipped(*, now: datetime) -> bool:
    """Let the shipped model read again; return whether another had."""
    model = ReadingModel.objects.in_use().select_for_update().first()
    if model is None:
        return False
    model.is_in_use = False
    model.save(update_fields=["is_in_use"])
    record(code="insight.model.taken_out", subject=model, by=None, now=now, version=model.version)
    return True


def forget_unfinished(*, now: datetime) -> int:
    """Delete here what learning that was cut off left, with its file of redacted words; return of how many."""
    left = [folder for folder in unfinished() if folder.stat().st_mtime < (now - LONGEST).timestamp()]
    for folder in left:
        shutil.rmtree(folder)
    return len(left)


def forget_old_models(*, now: datetime) -> int:
    """Delete here the files of each model that is not in use and by which no piece stands read; return how many."""
    forgotten = 0
    for model in ReadingModel.objects.filter(is_in_use=False).order_by("number"):
        if Reading.objects.filter(method=THEMES, method_version__startswith=f"{model.version}+").exists():
            continue
        folder = folder_of(model.version)
        if folder.exists():
            shutil.rmtree(folder)
            forgotten += 1
        with transaction.atomic():
            model.inputs.all().delete()
            if model.files_gone_at is None:
                ReadingModel.objects.filter(pk=model.pk).update(files_gone_at=now)
    return forgotten
