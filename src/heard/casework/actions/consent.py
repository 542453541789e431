"""Taking a permission back on a person's behalf, from the case."""

from datetime import datetime

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.queries import keeper_of
from heard.casework.actions.revising import take_turn
from heard.casework.models import Case, Note, NoteKind, RiskState
from heard.feedback.actions.narrowing import narrow_consent
from heard.feedback.models import Consent


class OpenRiskNeedsUs(Exception):
    """An organisation does not shut itself out of a piece while a risk stands open there."""


@transaction.atomic
def narrow_case_consent(*, case: Case, consent: Consent, reason: str, by: User, revision: int, now: datetime) -> Case:
    """Take back the permission of one recipient of the case's piece, with the reason.

    Raises OpenRiskNeedsUs, CaseChanged and feedback's AlreadyNarrowed.
    """
    case = take_turn(case=case, revision=revision)
    if _is_their_own(case, consent) and case.risk == RiskState.OPEN:
        raise OpenRiskNeedsUs
    case.save(update_fields=["revision"])
    Note.objects.create(case=case, written_by=by, written_at=now, kind=NoteKind.NARROWED, text=reason)
    narrow_consent(consent=consent, reason=reason, by=by, organisation=case.organisation, now=now)
    return case


def _is_their_own(case: Case, consent: Consent) -> bool:
    """Return whether the consent is to the case's organisation, or to one that is one recipient with it."""
    if consent.organisation is None:
        return False
    return keeper_of(organisation=consent.organisation) == keeper_of(organisation=case.organisation)
