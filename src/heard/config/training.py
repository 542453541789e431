"""Learning from what people decided: the file of decisions, the comparison, and what follows from it."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings

from evidence.findings import Finding
from evidence.text.reading.adapting import TooFew
from evidence.text.reading.building import build_from_decisions
from evidence.text.reading.decided import read_decisions
from heard.insight.actions.training import Made, forget_unfinished, go_back_to_shipped, next_version, put_in_use
from heard.insight.decided import write_decisions
from heard.insight.models import ReadingModel
from heard.insight.models_in_use import LEARNING, digest_of, folder_of, home, model_in_use, version_in_use


class Refusal(Exception):
    """No model was learnt; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Trained:
    """How the new model compared, and which model reads now; `is_back` where the one in use had to go."""

    finding: Finding
    in_use: str
    is_new: bool
    is_back: bool


def train(*, keep: Path | None, is_trial: bool, now: datetime) -> Trained:
    """Learn from what people decided, and put the new model in use where it is better than the one in use.

    Where something that the one in use had learnt from is gone, the new one is compared with the shipped model, which
    reads again where the new one is not better. Raises Refusal, and ModelAway.
    """
    if settings.HEARD_READING == "accurate":
        raise Refusal("What people decide is learnt beside the fast model alone: set HEARD_READING to fast first.")
    is_due = ReadingModel.objects.in_use().due().exists()
    if not is_due:
        model_in_use()
    home().mkdir(parents=True, exist_ok=True)
    forget_unfinished(now=now)
    version = next_version()
    with TemporaryDirectory(dir=home(), prefix=LEARNING) as working:
        file, made = keep or Path(working) / "decisions.csv", Path(working) / version
        inputs = write_decisions(file)
        try:
            comparison = build_from_decisions(
                decisions=read_decisions(file),
                in_use=folder_of(version_in_use()),
                output=made,
                version=version,
                is_anew=is_due,
            )
        except TooFew as problem:
            back = is_due and not is_trial and go_back_to_shipped(now=now)
            note = (
                " Something that the model in use had learnt from is gone: the shipped one reads again." if back else ""
            )
            raise Refusal(f"{problem}{note}") from problem
        is_new = comparison.is_better and not is_trial
        if is_new:
            _keep(made, version=version, inputs=inputs, now=now)
    is_back = is_due and not is_new and not is_trial and go_back_to_shipped(now=now)
    return Trained(finding=comparison.finding(), in_use=version_in_use(), is_new=is_new, is_back=is_back)


def _keep(made: Path, *, version: str, inputs: set[UUID], now: datetime) -> None:
    """Move the files where they stay, then let the model read: killed between the two, it is made once more."""
    folder = folder_of(version)
    if folder.exists():
        shutil.rmtree(folder)
    made.rename(folder)
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    put_in_use(made=Made(version=version, digest=digest_of(folder), card=card), inputs=inputs, now=now)


def use_shipped(*, now: datetime) -> bool:
    """Let the model that comes with Heard read again; return whether another had."""
    return go_back_to_shipped(now=now)
