"""Drawing pieces at random: all have the same chance, however often and late more are drawn."""

from datetime import timedelta

import pytest

from heard.accounts.models import AuditLine, Role
from heard.feedback.models import Piece
from heard.insight.actions import decide_themes, draw_pieces
from heard.insight.models import DrawnPiece, RandomDraw
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import ARRIVED_AT, SubmissionFactory
from tests.factories.insight import theme

pytestmark = pytest.mark.django_db

NOW = ARRIVED_AT + timedelta(days=3)


@pytest.fixture
def campaign():
    return CampaignFactory.create(owner=OrganisationFactory.create())


@pytest.fixture
def analyst(campaign):
    return member(Role.ANALYST, campaign.owner)


def add_pieces(campaign, number: int) -> None:
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, piece_count=number)
    Piece.objects.update(read_at=NOW)


def test_as_many_are_drawn_as_asked_for_and_more_later(campaign, analyst):
    add_pieces(campaign, 20)

    assert draw_pieces(campaign=campaign, more=5, by=analyst, now=NOW) == 5
    assert draw_pieces(campaign=campaign, more=5, by=analyst, now=NOW) == 5
    assert DrawnPiece.objects.count() == 10
    assert AuditLine.objects.filter(code="insight.pieces.drawn", detail={"pieces": 5}).count() == 2


def test_no_more_are_drawn_than_there_are(campaign, analyst):
    add_pieces(campaign, 3)

    assert draw_pieces(campaign=campaign, more=50, by=analyst, now=NOW) == 3
    assert draw_pieces(campaign=campaign, more=50, by=analyst, now=NOW) == 0


def test_what_came_later_catches_up_so_that_all_have_the_same_chance(campaign, analyst):
    add_pieces(campaign, 10)
    RandomDraw.objects.create(campaign=campaign, seed="fixed", share=0.0, drawn_at=NOW)
    draw_pieces(campaign=campaign, more=8, by=analyst, now=NOW)
    add_pieces(campaign, 40)

    drawn = draw_pieces(campaign=campaign, more=5, by=analyst, now=NOW)

    assert drawn > 5
    assert DrawnPiece.objects.count() == 8 + drawn


def test_tests_and_unread_pieces_are_not_drawn(campaign, analyst):
    add_pieces(campaign, 2)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner)
    SubmissionFactory.create(campaign=campaign, organisation=campaign.owner, is_test=True)
    Piece.objects.filter(submission__is_test=True).update(read_at=NOW)

    assert draw_pieces(campaign=campaign, more=9, by=analyst, now=NOW) == 2


def test_a_drawn_piece_counts_as_gone_through_also_where_nothing_is_in_it(campaign, analyst):
    theme()
    add_pieces(campaign, 1)
    draw_pieces(campaign=campaign, more=1, by=analyst, now=NOW)

    assert not decide_themes(piece=Piece.objects.get(), organisation=campaign.owner, present=[], by=analyst, now=NOW)

    assert DrawnPiece.objects.get().themes_decided_at == NOW


def test_what_was_decided_before_need_not_be_decided_again(campaign, analyst):
    add_pieces(campaign, 1)
    decide_themes(piece=Piece.objects.get(), organisation=campaign.owner, present=[theme().pk], by=analyst, now=NOW)

    draw_pieces(campaign=campaign, more=1, by=analyst, now=NOW)

    assert DrawnPiece.objects.get().themes_decided_at == NOW
