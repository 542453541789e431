"""How many pieces speak of what: by machine, by people, and the machine's count corrected by a random draw."""

from datetime import date, timedelta

import pytest

from heard.accounts.models import Role
from heard.feedback.models import Piece, Tone
from heard.insight.actions import decide_themes, decide_tone, draw_pieces
from heard.insight.models import Aspect, Suggestion
from heard.measurement.queries import whole_view_for
from heard.measurement.queries.themes import ThemeQuery, theme_choices, theme_counts
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory, PartnerFactory, PlacementFactory
from tests.factories.feedback import ARRIVED_AT, SubmissionFactory, piece_in
from tests.factories.insight import SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = ARRIVED_AT + timedelta(days=3)


@pytest.fixture
def campaign():
    return CampaignFactory.create(owner=OrganisationFactory.create())


@pytest.fixture
def analyst(campaign):
    return member(Role.ANALYST, campaign.owner)


@pytest.fixture
def count(campaign, analyst):
    view = whole_view_for(user=analyst, slug=campaign.slug)

    def counted(**asked):
        counts = theme_counts(view=view, query=ThemeQuery(**asked))
        return counts, {one.code: one for one in (*counts.themes, *counts.tones)}

    return counted


def add_pieces(campaign, number: int, *, tone: str = "", **fields) -> list[Piece]:
    sent = SubmissionFactory.create(
        campaign=campaign, organisation=campaign.owner, pieces=[piece_in(tone=tone)] * number, **fields
    )
    Piece.objects.filter(submission=sent).update(read_at=NOW)
    return list(Piece.objects.filter(submission=sent).order_by("pk"))


def mark(pieces, *, score: float | None = 0.9, **fields) -> None:
    fields = {"aspect": Aspect.THEME, "value": "", "theme": theme(), **fields}
    for piece in pieces:
        SuggestionFactory.create(piece=piece, score=score, **fields)


def decide(campaign, by, pieces, *, present: bool) -> None:
    for piece in pieces:
        decide_themes(piece=piece, organisation=campaign.owner, present=[theme().pk] if present else [], by=by, now=NOW)


def test_a_machine_s_marks_are_counted_once_for_each_piece_and_only_where_they_stand(campaign, count):
    theme()
    pieces = add_pieces(campaign, 5)
    mark(pieces[:3])
    mark(pieces[:1], method="source-labels", score=None)
    Suggestion.objects.filter(piece=pieces[2]).update(replaced_at=NOW)

    counts, by_code = count()

    assert counts.pieces == 5
    assert by_code["timeliness"].by_machine == 2
    assert by_code["timeliness"].both is None


@pytest.mark.slow
def test_people_s_decisions_correct_the_machine_where_pieces_were_drawn(campaign, analyst, count):
    pieces = add_pieces(campaign, 40)
    mark(pieces[:20])
    draw_pieces(campaign=campaign, more=40, by=analyst, now=NOW)
    decide(campaign, analyst, pieces[:10], present=True)
    decide(campaign, analyst, [*pieces[10:15], *pieces[20:39]], present=False)

    counts, by_code = count()
    waiting = by_code["timeliness"]

    assert (waiting.by_machine, waiting.by_people, waiting.decided) == (20, 10, 34)
    assert waiting.both.pieces == pytest.approx(20 * 10 / 15)
    assert (counts.drawn, counts.drawn_decided) == (40, 34)
    assert "6 of 40 pieces that were drawn are not decided yet" in " ".join(counts.of_themes.caveats)


def test_what_people_decided_without_a_draw_corrects_nothing(campaign, analyst, count):
    pieces = add_pieces(campaign, 4)
    mark(pieces)
    decide(campaign, analyst, pieces, present=True)

    _counts, by_code = count()

    assert by_code["timeliness"].by_people == 4
    assert by_code["timeliness"].both is None


def test_the_latest_of_two_organisations_decisions_counts(campaign, analyst, count):
    piece = add_pieces(campaign, 1)[0]
    decide(campaign, analyst, [piece], present=True)
    other = OrganisationFactory.create()
    for present, later in (([theme().pk], 1), ([], 2)):
        decide_themes(piece=piece, organisation=other, present=present, by=analyst, now=NOW + timedelta(hours=later))

    _counts, by_code = count()

    assert (by_code["timeliness"].by_people, by_code["timeliness"].decided) == (0, 1)


def test_the_tone_that_writers_gave_stands_unless_staff_decided_otherwise(campaign, analyst, count):
    said = add_pieces(campaign, 35, tone=Tone.GOOD)
    silent = add_pieces(campaign, 2)
    decide_tone(piece=said[0], organisation=campaign.owner, tone=Tone.BAD, by=analyst, now=NOW)
    decide_tone(piece=silent[0], organisation=campaign.owner, tone=Tone.GOOD, by=analyst, now=NOW)
    mark(silent, aspect=Aspect.TONE, theme=None, value=Tone.GOOD)

    _counts, by_code = count()

    good = by_code[Tone.GOOD]
    assert (good.by_machine, good.by_people, good.decided) == (2, 35, 36)
    assert by_code[Tone.BAD].by_people == 1
    assert good.both is None


def test_where_every_writer_gave_the_tone_it_is_known(campaign, count):
    add_pieces(campaign, 35, tone=Tone.GOOD)

    _counts, by_code = count()

    assert by_code[Tone.GOOD].both.whole_limits == (35, 35)


def test_counts_are_narrowed_by_day_partner_link_and_organisation(campaign, count):
    theme()
    partner = PartnerFactory.create(campaign=campaign)
    link = PlacementFactory.create(campaign=campaign, partner=partner)
    add_pieces(campaign, 2, placement=link)
    add_pieces(campaign, 3, received_at=ARRIVED_AT + timedelta(days=40))

    assert count(partner=partner.pk)[0].pieces == 2
    assert count(placement=link.code)[0].pieces == 2
    assert count(until=ARRIVED_AT.date())[0].pieces == 2
    assert count(since=date(2020, 10, 1))[0].pieces == 3
    assert count(organisation=campaign.owner.pk)[0].pieces == 5
    assert count(organisation=campaign.owner.pk + 1)[0].pieces == 0


def test_what_came_after_the_draw_is_said(campaign, analyst, count):
    theme()
    add_pieces(campaign, 2)
    draw_pieces(campaign=campaign, more=1, by=analyst, now=NOW)
    add_pieces(campaign, 3)

    assert count()[0].arrived_since == 3


def test_choices_are_the_campaign_s_own(campaign, analyst):
    FormFactory.create(campaign=campaign)
    PlacementFactory.create(campaign=campaign, code="our-link")
    PlacementFactory.create(code="another-link")

    choices = theme_choices(view=whole_view_for(user=analyst, slug=campaign.slug))

    assert choices.placements == ("our-link",)
    assert list(choices.organisations) == [campaign.owner.pk]
