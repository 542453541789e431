"""Backing up the opening keys with custodians, and bringing them back: the files around heard.feedback.keys.custody."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from heard.feedback import keys
from heard.feedback.keys import custody, pairs, receipts_secret
from heard.feedback.models import SealingKey


class Refusal(Exception):
    """The keys were not backed up or brought back; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """How many keys are in a back-up."""

    keys: int


@dataclass(frozen=True, kw_only=True)
class Restored:
    """How many keys came back, how many were here, and whether the receipts' secret is here now."""

    keys: int
    here_already: int
    has_secret: bool


def back_up(*, bundle: Path, folder: Path, custodians: int, threshold: int, now: datetime) -> Written:
    """Write the sealed bundle and a page for each custodian; opened again with shares before it counts as made.

    Raises Refusal, and then leaves nothing behind.
    """
    if bundle.exists() or (folder.exists() and any(folder.iterdir())):
        raise Refusal(f"{bundle} or {folder} is there already; name others.")
    contents = _everything()
    try:
        made, shares = custody.close(contents=contents, custodians=custodians, threshold=threshold, now=now)
    except custody.WrongNumbers as problem:
        raise Refusal(str(problem)) from problem
    text = made.as_text()
    if custody.open_bundle(bundle=custody.read_bundle(text=text), shares=shares[-threshold:]) != contents:
        raise Refusal("The bundle does not open again. Nothing was written; try once more, and tell its makers.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, share in enumerate(shares, start=1):
        page = custody.sheet(bundle=made, share=share, number=number, name=bundle.name)
        _write(folder / f"share-{number}-of-{custodians}.txt", page)
    _write(bundle, text)
    custody.note_backed_up(folder=Path(settings.HEARD_KEYS), key_ids=made.key_ids)
    return Written(keys=len(made.key_ids))


class Restoring:
    """One bundle being opened, share by share. Raises Refusal where the file is no bundle."""

    def __init__(self, *, bundle: Path) -> None:
        try:
            self.bundle = custody.read_bundle(text=bundle.read_text(errors="replace"))
        except custody.NotABundle as problem:
            raise Refusal(str(problem)) from problem
        self.shares: list[str] = []

    def take(self, typed: str) -> None:
        """Take one share. Raises heard.feedback.keys.custody.BadShare, and then asks for another."""
        self.shares.append(custody.read_share(typed=typed, bundle=self.bundle, before=self.shares))

    def finish(self) -> Restored:
        """Open the bundle and keep what is in it. Raises Refusal."""
        try:
            contents = custody.open_bundle(bundle=self.bundle, shares=self.shares)
        except (custody.BadShare, custody.NotABundle) as problem:
            raise Refusal(str(problem)) from problem
        held, come_back = keys.store(), 0
        for key_id, private in contents.private.items():
            if held.holds(key_id=key_id):
                continue
            try:
                held.keep(key_id=key_id, private=private)
            except keys.CannotMake as problem:
                raise Refusal(str(problem)) from problem
            come_back += 1
        if contents.receipts_secret and not receipts_secret.keep(found=contents.receipts_secret):
            raise Refusal(
                f"Keys brought back: {come_back:,}. Another receipts' secret is here already, and was left: return "
                "codes given out under the one in the bundle are not known with it. Move it away and restore again."
            )
        return Restored(
            keys=come_back,
            here_already=len(contents.private) - come_back,
            has_secret=bool(contents.receipts_secret),
        )


def _belongs(key_id: str, private: bytes) -> bool:
    """Return whether a private half is whole, and that of what was sealed to it, as far as this database knows it."""
    try:
        public = pairs.public_of(private=private)
    except keys.NoSuchKey:
        return False
    known = SealingKey.objects.filter(key_id=key_id).first()
    return known is None or keys.raw_of(known.public_key) == public


def _everything() -> custody.Contents:
    held = keys.store()
    private = {}
    try:
        for key_id in sorted(held.ids()):
            private[key_id] = held.private_half(key_id=key_id)
    except (keys.NoSuchKey, keys.StaysInside, keys.StoreAway) as problem:
        raise Refusal(str(problem)) from problem
    if not private:
        raise Refusal("This machine holds no key. Run it where the worker, or the key holder, runs.")
    if damaged := [key_id for key_id in private if not _belongs(key_id, private[key_id])]:
        raise Refusal(
            f"Nothing was written: {', '.join(damaged)} here would open nothing, its file is damaged or another's. "
            "Bring it back from an earlier back-up, or move its file away, and back the others up."
        )
    secret = receipts_secret.secret() if receipts_secret.is_here() else b""
    return custody.Contents(private=private, receipts_secret=secret)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
