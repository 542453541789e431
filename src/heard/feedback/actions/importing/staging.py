"""Writing rows of an import: sealed like words that arrive live, under a batch that no one sees yet."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from heard.feedback import keys, receipts, sealing
from heard.feedback.imports.mapping import RATING_SLUG
from heard.feedback.imports.records import Said
from heard.feedback.imports.sorting import Placed
from heard.feedback.models import (
    Answer,
    Channel,
    Consent,
    ImportBatch,
    Piece,
    Recipient,
    Submission,
    Text,
    TextField,
    WrappedKey,
)
from heard.feedback.queries.imports import service_id_of

NOTICE = "import"
_MOST_SERVICES_KEPT = 20_000


@dataclass
class Chunk:
    """Unsaved rows of some hundred rows of a file, sealed already, so that the transaction only writes."""

    submissions: list[Submission] = field(default_factory=list)
    wrapped: list[WrappedKey] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)

    def save(self) -> None:
        """Write everything. Call it inside a transaction."""
        Submission.objects.bulk_create(self.submissions)
        WrappedKey.objects.bulk_create(self.wrapped)
        Piece.objects.bulk_create(self.pieces)
        Text.objects.bulk_create(self.texts)
        Answer.objects.bulk_create(self.answers)
        Consent.objects.bulk_create(self.consents)


class Stager:
    """Turns placed rows of one batch into unsaved records.

    A row may join a submission that was written long before it. So that no private key is needed to seal it under
    the same data key, the submission's id and data key are derived from a secret that lives only as long as this
    object: who comes later opens words by the wrapped keys, like any others.
    """

    def __init__(self, *, batch: ImportBatch, now: datetime) -> None:
        self._batch = batch
        self._now = now
        self._secret = secrets.token_bytes(32)
        self._services: dict[tuple[str, str], int | None] = {}

    def chunk(self, placed: Sequence[Placed]) -> Chunk:
        """Return the unsaved, sealed records of the rows."""
        chunk = Chunk()
        # Asked for each chunk: a key that is retired while a long file is taken in seals nothing that comes after.
        sealing_keys = keys.ensure_keys(organisations=[self._batch.organisation], now=self._now)
        fresh = [each for each in placed if each.before.is_new]
        references = iter(_new_references(len(fresh)))
        for each in placed:
            group = each.record.group
            submission_id = uuid.UUID(bytes=self._derived(b"id", group)[:16], version=4)
            data_key = self._derived(b"data key", group)
            if each.before.is_new:
                submission = self._submission(submission_id, next(references), group)
                chunk.submissions.append(submission)
                chunk.wrapped += sealing.wrapped_keys(
                    submission=submission, data_key=data_key, sealing_keys=sealing_keys
                )
            self._add_row(chunk, each, submission_id, data_key)
        return chunk

    def _derived(self, purpose: bytes, group: bytes) -> bytes:
        return hmac.new(self._secret, purpose + b"|" + group, hashlib.sha256).digest()

    def _submission(self, submission_id: uuid.UUID, reference: str, group: bytes) -> Submission:
        return Submission(
            id=submission_id,
            reference=reference,
            campaign=self._batch.campaign,
            organisation=self._batch.organisation,
            batch=self._batch,
            source_key=group.hex(),
            channel=Channel.IMPORT,
            notice_version=NOTICE,
            received_at=self._now,
        )

    def _add_row(self, chunk: Chunk, placed: Placed, submission_id: uuid.UUID, data_key: bytes) -> None:
        record = placed.record
        if record.rating is not None and not placed.before.rating:
            value = {"wording": record.rating.wording, "rating": record.rating.code}
            chunk.answers.append(Answer(submission_id=submission_id, slug=RATING_SLUG, value=value))
        service_id = self._service_id(record.service_code, record.service_name)
        unlisted = "" if service_id else (record.service_name or record.service_code)
        for place, said in enumerate(record.said):
            key = record.key.hex() + (f"-{place + 1}" if place else "") if record.key else ""
            piece = Piece(
                submission_id=submission_id,
                batch=self._batch,
                ordinal=placed.before.pieces + place + 1,
                service_id=service_id,
                tone=record.rating.tone if record.rating else "",
                happened_on=record.day.on if record.day else None,
                happened_precision=record.day.precision if record.day else "",
                source_key=key,
                received_at=self._now,
            )
            chunk.pieces.append(piece)
            self._add_texts(chunk, piece, said, unlisted, data_key)
            self._add_source_answers(chunk, piece, record.tone, record.themes)
            chunk.consents.append(
                Consent(
                    piece=piece,
                    recipient=Recipient.ORGANISATION,
                    organisation=self._batch.organisation,
                    given_at=self._now,
                    notice_version=NOTICE,
                )
            )

    def _add_texts(self, chunk: Chunk, piece: Piece, said: Said, unlisted: str, data_key: bytes) -> None:
        texts = [(TextField.WORDS, said.slug, said.words)]
        if unlisted:
            texts.append((TextField.SERVICE, "service", unlisted))
        for kind, slug, words in texts:
            sealed = sealing.sealed_text(
                data_key=data_key,
                submission_id=piece.submission_id,
                ordinal=piece.ordinal,
                field=kind,
                slug=slug,
                words=words,
            )
            chunk.texts.append(
                Text(submission_id=piece.submission_id, piece=piece, field=kind, slug=slug, sealed=sealed)
            )

    def _add_source_answers(self, chunk: Chunk, piece: Piece, tone: str, themes: Sequence[str]) -> None:
        values = {"source-tone": tone, "source-themes": list(themes)}
        chunk.answers += [
            Answer(submission_id=piece.submission_id, piece=piece, slug=slug, value=value)
            for slug, value in values.items()
            if value
        ]

    def _service_id(self, code: str, name: str) -> int | None:
        if not code and not name:
            return None
        if (code, name) not in self._services:
            if len(self._services) >= _MOST_SERVICES_KEPT:
                self._services.clear()
            self._services[code, name] = service_id_of(code=code, name=name)
        return self._services[code, name]


def _new_references(count: int) -> list[str]:
    """Return as many references that no submission has."""
    found: set[str] = set()
    while len(found) < count:
        tried = {receipts.new_reference() for _ in range(count - len(found))}
        found |= tried - set(Submission.objects.filter(reference__in=tried).values_list("reference", flat=True))
    return list(found)
