"""Who may see a piece: an organisation with a standing consent, and nobody else."""

from datetime import UTC, datetime

import pytest

from heard.accounts.models import Role
from heard.design.errors import NotFound
from heard.feedback.models import Consent
from heard.feedback.queries import piece_for, pieces_for
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.feedback import ImportBatchFactory, PieceFactory, consents_to

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)


def test_staff_of_an_organisation_that_was_let_in_see_the_piece() -> None:
    ours, theirs = OrganisationFactory.create_batch(2)
    piece = PieceFactory.create(organisation=theirs, consents=consents_to(ours))
    assert piece_for(user=member(Role.CASEWORKER, ours), piece_id=piece.pk) == piece


def test_a_stranger_is_told_the_same_as_of_a_piece_that_is_not_there() -> None:
    piece = PieceFactory.create()
    stranger = member(Role.CASEWORKER)
    for piece_id in (piece.pk, piece.pk + 1000):
        with pytest.raises(NotFound):
            piece_for(user=stranger, piece_id=piece_id)


def test_consent_to_the_provider_or_to_publication_opens_nothing() -> None:
    PieceFactory.create(consents=consents_to(provider=True, publication=True))
    assert not pieces_for(user=member(Role.CASEWORKER)).exists()


def test_a_consent_that_was_taken_back_opens_nothing() -> None:
    organisation = OrganisationFactory.create()
    piece = PieceFactory.create(organisation=organisation)
    Consent.objects.filter(piece=piece).update(narrowed_at=NOW)
    assert not pieces_for(user=member(Role.CASEWORKER, organisation)).exists()


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.PARTNER, Role.RESPONDER, Role.ADMINISTRATOR])
def test_roles_that_do_not_read_see_nothing(role: Role) -> None:
    organisation = OrganisationFactory.create()
    PieceFactory.create(organisation=organisation)
    assert not pieces_for(user=member(role, organisation)).exists()


def test_someone_who_left_sees_nothing() -> None:
    organisation = OrganisationFactory.create()
    PieceFactory.create(organisation=organisation)
    person = member(Role.CASEWORKER, organisation)
    person.memberships.update(ended_at=NOW)
    assert not pieces_for(user=person).exists()


def test_what_an_import_has_staged_is_seen_by_nobody() -> None:
    organisation = OrganisationFactory.create()
    PieceFactory.create(organisation=organisation, batch=ImportBatchFactory.create(organisation=organisation))
    assert not pieces_for(user=member(Role.CASEWORKER, organisation)).exists()
