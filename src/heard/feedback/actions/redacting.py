"""Keeping the redacted copies that a method made, and hiding more of one: a copy loses words, and gets none back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback.hiding import hide
from heard.feedback.models import Likeness, Piece, Text


class NothingToHide(Exception):
    """The words stand nowhere in what was said; or someone hid them a moment ago."""


class CopyChanged(Exception):
    """Someone hid more of a copy while the method ran: what it made of the older copy must not replace the newer."""


@transaction.atomic
def keep_redacted(*, copies: Mapping[int, str], versions: Mapping[int, int], method: str, now: datetime) -> None:
    """Write redacted copies by their text's primary key; the search index follows by itself.

    `versions` are the versions of the copies that the method started from. Raises CopyChanged, and then writes nothing.
    Plain SQL, because this writes every word that ever arrives and Django's bulk_update takes three times as long.
    """
    table, quote = Text._meta.db_table, connection.ops.quote_name
    statement = (
        f"UPDATE {quote(table)} SET {quote('redacted')} = %s"  # noqa: S608  # nosec B608
        f" WHERE {quote('id')} = %s AND {quote('copy_version')} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(copies[pk], pk, versions[pk]) for pk in sorted(copies)])
        if copies and cursor.rowcount != len(copies):
            raise CopyChanged
    Text.objects.filter(pk__in=list(copies)).update(redacted_at=now, redaction_method=method)


@transaction.atomic
def redact_further(
    *,
    texts: Collection[Text],
    about: Piece,
    words: str,
    kind: str,
    by: User,
    organisation: Organisation,
    now: datetime,
) -> int:
    """Hide some words in the redacted copies of these texts, for everyone and at once; return in how many places.

    From then on the copies are pinned: no method starts from the original again. The words are written down nowhere.
    `about` is the piece that they were read in, `kind` one of `hiding.KINDS`. Raises NothingToHide.
    """
    held = Text.objects.select_for_update().filter(pk__in=[text.pk for text in texts]).defer("sealed").order_by("pk")
    places = 0
    for text in held:
        copy, count = hide(text.redacted, words=words, kind=kind)
        if count:
            Text.objects.filter(pk=text.pk).update(
                redacted=copy, pinned_at=now, pinned_by=by, copy_version=F("copy_version") + 1
            )
            _forget_likeness(text)
        places += count
    if not places:
        raise NothingToHide
    record(
        code="feedback.text.redacted_further",
        subject=about,
        by=by,
        now=now,
        organisation=organisation,
        kind=str(kind),
        places=places,
    )
    return places


def _forget_likeness(text: Text) -> None:
    """Have a piece compared anew: by its old keys, words that are hidden now could be tested."""
    if text.piece_id is not None:
        Likeness.objects.filter(piece=text.piece_id).delete()
        Piece.objects.filter(pk=text.piece_id).update(compared_at=None)
