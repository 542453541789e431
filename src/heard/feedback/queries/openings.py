"""Reads of openings: what was opened of a submission, what waits for a second person, an organisation's rule."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from heard.accounts.models import Membership, Organisation, Role, User
from heard.accounts.queries import keeper_of, lineage_ids, memberships_of, organisations_for
from heard.design.errors import NotFound
from heard.feedback.models import Consent, Contact, Message, Opening, OpeningRule, Piece, Recipient, Submission, Text
from heard.feedback.opened import Opened, opened

OPENERS = (Role.CASEWORKER, Role.PRIVACY_LEAD)
RULERS = (Role.ADMINISTRATOR, Role.PRIVACY_LEAD)
HOURS = 24


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Whether a second person must agree in an organisation, and for how many hours what they agreed to can be done."""

    needs_second_person: bool = False
    hours: int = HOURS


def openings_of(*, submission: Submission, by: Collection[int] | None = None) -> tuple[Opened, ...]:
    """Return what was opened of a submission, in words for the person, latest first.

    By whichever organisation; or only `by` those of these primary keys.
    """
    theirs = Q() if by is None else Q(organisation__in=by)
    found = (
        Opening.objects.opened()
        .filter(theirs, submission=submission)
        .select_related("organisation", "message")
        .prefetch_related("organisation__past_names")
        .order_by("-opened_at", "-pk")
    )
    return tuple(opened(each) for each in found)


def openings_by(*, submission: Submission, organisation: Organisation) -> QuerySet[Opening]:
    """Return what one organisation asked to open of a submission, and what came of it, latest first."""
    return _with_people(Opening.objects.filter(submission=submission, organisation=organisation)).order_by("-pk")


def openings_within(*, organisation: Organisation) -> QuerySet[Opening]:
    """Return every opening of the organisation and of those whose records it keeps, latest first."""
    return _with_people(Opening.objects.filter(organisation__in=lineage_ids(organisation=organisation))).order_by("-pk")


def undecided_for(*, user: User) -> QuerySet[Opening]:
    """Return the requests that wait for a second person and that this person may decide, the oldest first."""
    theirs = Opening.objects.undecided().filter(organisation__in=organisations_for(user=user, roles=OPENERS))
    return _with_people(theirs.exclude(asked_by=user)).order_by("asked_at", "pk")


def count_undecided(*, user: User) -> int:
    """Return how many requests wait for this person."""
    return undecided_for(user=user).order_by().count()


def opening_for(*, user: User, opening_id: int) -> Opening:
    """Return an opening of an organisation in which the person may open things. Raises NotFound."""
    reached = organisations_for(user=user, roles=OPENERS)
    found = _with_people(Opening.objects.filter(pk=opening_id, organisation__in=reached)).first()
    if found is None:
        raise NotFound
    return found


def rule_of(*, organisation: Organisation) -> Rule:
    """Return the rule of whoever keeps the organisation's records today; without one, nobody else need agree."""
    kept = OpeningRule.objects.filter(organisation=keeper_of(organisation=organisation)).first()
    return Rule(needs_second_person=kept.needs_second_person, hours=kept.hours) if kept else Rule()


def openers_of(*, organisation: Organisation) -> QuerySet[User]:
    """Return the people who may open things in the organisation, and may agree to what others of them ask."""
    keeper = keeper_of(organisation=organisation)
    working = Membership.objects.current().filter(organisation=keeper, role__in=OPENERS)
    return User.objects.filter(pk__in=working.values("user")).order_by("full_name", "pk")


def may_rule(*, user: User, organisation: Organisation) -> bool:
    """Return whether the person may say whether one person or two decide in the organisation."""
    return organisations_for(user=user, roles=RULERS).filter(pk=organisation.pk).exists()


def role_of(*, user: User, organisation: Organisation) -> Role | None:
    """Return the role in which the person may open things in the organisation; none where they may not."""
    keeper = keeper_of(organisation=organisation)
    held = set(memberships_of(user=user).filter(organisation=keeper, role__in=OPENERS).values_list("role", flat=True))
    return next((role for role in OPENERS if role in held), None)


def may_read(*, submission: Submission, organisation: Organisation, part: Text | Message | None) -> bool:
    """Return whether the person still lets the organisation have it: for contact details, any piece's consent will do.

    What was withdrawn or erased is nobody's to open, and a message is for the organisation alone that it was sent to or
    came from.
    """
    if submission.withdrawn_at or submission.erased_at:
        return False
    if isinstance(part, Message) and part.organisation_id != organisation.pk:
        return False
    standing = Consent.objects.filter(
        recipient=Recipient.ORGANISATION, organisation=organisation, narrowed_at=None, piece__submission=submission
    )
    if part is not None and part.piece_id is not None:
        standing = standing.filter(piece=part.piece_id)
    return standing.exists()


def has_contact(*, submission: Submission) -> bool:
    """Return whether the person left contact details."""
    return Contact.objects.filter(submission=submission).exists()


def text_of(*, submission: Submission, piece_id: int, text_id: int) -> Text:
    """Return a text of a piece, or of its submission as a whole. Raises NotFound."""
    own = Q(piece=piece_id) | Q(piece=None)
    found = Text.objects.filter(own, pk=text_id, submission=submission).select_related("piece").first()
    if found is None:
        raise NotFound
    return found


def message_of(*, piece: Piece, organisation: Organisation, message_id: UUID) -> Message:
    """Return a message about a piece, or its submission as a whole, that the worker has taken in. Raises NotFound."""
    between = Message.objects.taken_in().between(submission=piece.submission, organisation=organisation)
    found = between.filter(Q(piece=piece) | Q(piece=None), pk=message_id).first()
    if found is None:
        raise NotFound
    return found


def _with_people(openings: QuerySet[Opening]) -> QuerySet[Opening]:
    return openings.select_related("submission", "text", "message", "organisation__kept_by", "asked_by", "decided_by")
