"""Openings as casework shows them: to which case each belongs, and what its reader may do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from heard.accounts.models import User
from heard.casework.models import Case
from heard.casework.queries.access import cases_for
from heard.feedback.models import Opening
from heard.feedback.queries.openings import has_contact, may_read, openings_by, role_of


@dataclass(frozen=True, kw_only=True)
class SealedParts:
    """What of a case stays sealed, what was asked and opened of it, and whether the reader may open anything."""

    has_contact: bool = False
    may_open: bool = False
    openings: tuple[Opening, ...] = ()


def sealed_parts(*, case: Case, user: User) -> SealedParts:
    """Return what a case's page says about what is sealed: of its submission's contact, and of its own words."""
    sent = case.piece.submission
    asked = openings_by(submission=sent, organisation=case.organisation)
    return SealedParts(
        has_contact=has_contact(submission=sent),
        may_open=role_of(user=user, organisation=case.organisation) is not None
        and may_read(submission=sent, organisation=case.organisation, part=None),
        openings=tuple(one for one in asked if one.piece_id in {None, case.piece_id}),
    )


def cases_of_openings(*, openings: Iterable[Opening], user: User) -> Mapping[int, int]:
    """Return the case to which each opening leads (both by primary key), where the person may still see one."""
    several = list(openings)
    found = (
        cases_for(user=user)
        .filter(piece__submission__in={one.submission_id for one in several})
        .order_by("-piece__ordinal")
        .values_list("pk", "organisation", "piece", "piece__submission")
    )
    by_piece = {(organisation, piece): case for case, organisation, piece, _ in found}
    by_submission = {(organisation, sent): case for case, organisation, _, sent in found}
    places = {
        one.pk: by_piece.get((one.organisation_id, one.piece_id))
        if one.piece_id is not None
        else by_submission.get((one.organisation_id, one.submission_id))
        for one in several
    }
    return {opening: case for opening, case in places.items() if case is not None}


def can_be_opened(*, opening: Opening, user: User, now: datetime) -> bool:
    """Return whether a second person agreed and this person may open it now."""
    return (
        opening.asked_by_id == user.pk
        and opening.decided_at is not None
        and not opening.is_refused
        and opening.opened_at is None
        and opening.expires_at is not None
        and opening.expires_at > now
    )
