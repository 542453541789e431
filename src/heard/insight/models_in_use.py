"""Which model reads themes and tone here: one of the two that come with Heard, or one that learnt from decisions."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from evidence.text.reading import shipped
from evidence.text.reading.accurate import ACCURATE, accurate
from evidence.text.reading.model import BadModel, Model
from evidence.text.reading.reader import METHOD, MODELS
from heard.insight.models import ReadingModel

LEARNING = "learning-"
"""How the name of a folder begins in which a model is being made, with the file from which it learns."""


class ModelAway(Exception):
    """The model in use is not on this machine, or its files are not those that were made; the message says which."""


def model_in_use() -> Model:
    """Return the model, loaded at its first use. Raises ModelAway."""
    if _is_accurate():
        return accurate()
    held = ReadingModel.objects.in_use().first()
    return shipped() if held is None else _load(held.version, held.digest)


def version_in_use() -> str:
    """Return the model's version, such as `themes-1` or `themes-1.2`, without loading it."""
    if _is_accurate():
        return ACCURATE
    held = ReadingModel.objects.in_use().values_list("version", flat=True).first()
    return held or METHOD


def folder_of(version: str) -> Path:
    """Return where the files of a model stand."""
    return MODELS / METHOD if version == METHOD else home() / version


def home() -> Path:
    """Return where the models stand that were learnt here."""
    return Path(settings.HEARD_HOME) / "models"


def unfinished() -> list[Path]:
    """Return the folders in which a model is being made, or was when its process was killed."""
    return sorted(home().glob(f"{LEARNING}*"))


def digest_of(folder: Path) -> str:
    """Return what tells a model's files from any others. Raises OSError where they are missing."""
    held = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        held.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    return held.hexdigest()


def _is_accurate() -> bool:
    return bool(settings.HEARD_READING == "accurate")


@lru_cache(maxsize=1)
def _load(version: str, digest: str) -> Model:
    folder = folder_of(version)
    mend = "Copy the folder from the machine where it was trained, or run `heard train --shipped`."
    try:
        if digest_of(folder) != digest:
            raise ModelAway(f"The files of the model {version} in {folder} are not those that were made. {mend}")
        return Model.load(folder, vectors=shipped().features.vectors)
    except (OSError, BadModel) as wrong:
        raise ModelAway(f"The model {version}, which is in use, is not in {folder}. {mend}") from wrong
