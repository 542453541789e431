"""Writes about people and organisations, each with its audit line."""

from datetime import datetime
from typing import Any

from django.db import models

from heard.accounts.models import AuditLine, Organisation, User


def record(
    *,
    code: str,
    subject: models.Model,
    by: User | None,
    now: datetime,
    organisation: Organisation | None = None,
    **detail: str | int | bool | None,
) -> None:
    """Write the audit line of a change. Call it inside the change's own transaction; never pass an answer's text.

    `code` is dotted, such as `campaigns.campaign.opened`; heard.accounts.audit_sentences turns codes into sentences.
    """
    AuditLine.objects.create(
        at=now,
        actor=by,
        organisation=organisation,
        code=code,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=dict[str, Any](detail),
    )
