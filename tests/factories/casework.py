"""Makes cases for tests, through the same action that opens real ones."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from heard.accounts.models import Organisation, Role, User
from heard.casework.actions import choose_quote, open_cases
from heard.casework.models import Case, GroupMember, GroupSearch, PieceGroup, Quote
from heard.feedback.models import Piece
from tests.factories.accounts import OrganisationFactory, UserFactory, member
from tests.factories.feedback import PieceFactory

OPENED_AT = datetime(2020, 9, 14, 10, 32, tzinfo=UTC)
COLUMNS = ("status", "risk", "risk_reason", "assigned_to", "referred_to", "closed_at", "could_not_be_read")


def caseworker(organisation: Organisation | None = None) -> User:
    """Return a caseworker of the organisation."""
    return member(Role.CASEWORKER, organisation)


class CaseFactory(DjangoModelFactory[Case]):
    """An organisation's case on a new piece that was read; `words`, `consents` and the piece's other fields pass on.

    `piece` takes one that exists; `status`, `risk` and other columns of the case are set afterwards.
    """

    class Meta:
        model = Case

    @classmethod
    def _create(cls, model_class: type[Case], *args: Any, **kwargs: Any) -> Case:
        columns = {name: kwargs.pop(name) for name in COLUMNS if name in kwargs}
        organisation = kwargs.pop("organisation", None) or OrganisationFactory.create()
        piece: Piece = kwargs.pop("piece", None) or _read_piece(organisation, **kwargs)
        open_cases(piece_ids=[piece.pk], now=OPENED_AT)
        case = Case.objects.get(piece=piece, organisation=organisation)
        if columns:
            Case.objects.filter(pk=case.pk).update(**columns)
        return Case.objects.select_related("organisation", "piece__submission").get(pk=case.pk)


def _read_piece(organisation: Organisation, **fields: Any) -> Piece:
    fields.setdefault("read_at", OPENED_AT)
    fields.setdefault("redacted", True)
    return PieceFactory.create(organisation=organisation, **fields)


class GroupSearchFactory(DjangoModelFactory[GroupSearch]):
    """A search for groups among an organisation's cases that is done."""

    class Meta:
        model = GroupSearch

    organisation = factory.SubFactory(OrganisationFactory)
    asked_by = factory.SubFactory(UserFactory)
    asked_at = OPENED_AT
    done_at = OPENED_AT


class PieceGroupFactory(DjangoModelFactory[PieceGroup]):
    """A group without a name; `cases` are its members, the most typical first."""

    class Meta:
        model = PieceGroup

    search = factory.SubFactory(GroupSearchFactory)
    ordinal = 1
    people = 6
    words = [["waited", 6], ["hours", 5]]

    @classmethod
    def _create(cls, model_class: type[PieceGroup], *args: Any, **kwargs: Any) -> PieceGroup:
        cases: list[Case] = kwargs.pop("cases", [])
        group = PieceGroup.objects.create(**kwargs)
        GroupMember.objects.bulk_create(
            GroupMember(group=group, case=case, rank=rank) for rank, case in enumerate(cases, start=1)
        )
        return group


class QuoteFactory(DjangoModelFactory[Quote]):
    """The passage "The nurse was kind" of a case's words, chosen; `passage` takes another."""

    class Meta:
        model = Quote

    @classmethod
    def _create(cls, model_class: type[Quote], *args: Any, **kwargs: Any) -> Quote:
        kwargs = {"passage": "The nurse was kind", "theme": None, "now": OPENED_AT, **kwargs}
        kwargs.setdefault("by", UserFactory.create())
        return choose_quote(**kwargs)
