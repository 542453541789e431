"""Which pieces a member of staff may see: by a person's standing consent to their organisation, and by nothing else."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import organisations_for
from heard.design.errors import NotFound
from heard.feedback.models import Consent, Piece, PieceQuerySet, Recipient

READERS = (Role.CASEWORKER, Role.ANALYST, Role.PRIVACY_LEAD)


def pieces_for(*, user: User, roles: tuple[Role, ...] = READERS) -> PieceQuerySet:
    """Return the pieces that an organisation in which the person holds one of the roles may see."""
    return pieces_seen_by(organisations=list(organisations_for(user=user, roles=roles)))


def piece_for(*, user: User, piece_id: int, roles: tuple[Role, ...] = READERS) -> Piece:
    """Return one of them. Raises NotFound for what is missing and for what is not theirs alike."""
    piece = pieces_for(user=user, roles=roles).filter(pk=piece_id).first()
    if piece is None:
        raise NotFound
    return piece


def pieces_seen_by(*, organisations: Collection[Organisation]) -> PieceQuerySet:
    """Return the pieces that at least one of the organisations may see. What an import has staged is not yet there."""
    standing = Consent.objects.filter(
        piece=OuterRef("pk"), recipient=Recipient.ORGANISATION, organisation__in=organisations, narrowed_at=None
    )
    return Piece.objects.visible().filter(Exists(standing))
