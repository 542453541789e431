"""A seeded world for analysis: two days on which clocks change, nulls, ties, tests, bots, late and decided things."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign, Channel, Placement, Visit, VisitClass, VisitKind
from heard.feedback.models import Channel as CameBy
from heard.feedback.models import Piece, Submission, Tone
from heard.insight.models import Aspect, Suggestion, Theme, ThemeDecision, ToneDecision
from heard.places.models import Area, AreaKind
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, PartnerFactory, PlacementFactory, WaveFactory
from tests.factories.insight import theme

BACK = date(2020, 10, 25)
"""The day of 25 hours, on which the clock showed one o'clock twice."""
FORWARD = date(2021, 3, 28)
"""The day of 23 hours, which had no one o'clock."""
MOMENTS = [
    datetime(2020, 10, 24, 23, 0, tzinfo=UTC),  # the 25th has begun in London
    datetime(2020, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2020, 10, 25, 1, 30, tzinfo=UTC),  # half past one again
    datetime(2020, 10, 25, 23, 59, 59, tzinfo=UTC),
    datetime(2020, 10, 26, 0, 0, tzinfo=UTC),
    datetime(2021, 3, 28, 0, 59, tzinfo=UTC),
    datetime(2021, 3, 28, 1, 0, tzinfo=UTC),  # two o'clock, straight after one minute to one
    datetime(2020, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2021, 1, 1, 0, 0, tzinfo=UTC),
]
COPIED_AT = datetime(2021, 4, 1, 12, 0, tzinfo=UTC)


def world(*, visits: int = 200, submissions: int = 40) -> Campaign:
    """Return a campaign with everything in it that could be counted wrongly."""
    chance = random.Random(20200708)
    campaign = CampaignFactory.create(owner=OrganisationFactory.create(), open=True)
    other = CampaignFactory.create(open=True)
    places = [None, *_placements(campaign)]
    areas = [None, *_areas()]
    tokens = [chance.randbytes(16) for _ in range(20)]
    Visit.objects.bulk_create(
        Visit(
            at=chance.choice(MOMENTS),
            campaign=campaign if chance.random() < 0.9 else other,
            placement=chance.choice(places),
            area=chance.choice(areas),
            kind=chance.choice([VisitKind.CLICK, VisitKind.CLICK, *VisitKind]),
            visitor_class=chance.choice([VisitClass.HUMAN, VisitClass.HUMAN, *VisitClass]),
            visitor_day=chance.choice([None, *tokens]),
            is_test=chance.random() < 0.1,
        )
        for _ in range(visits)
    )
    _feedback(chance, campaign, places, areas, submissions)
    return campaign


def _placements(campaign: Campaign) -> list[Placement]:
    partners = [None, *(PartnerFactory.create(campaign=campaign) for _ in range(2))]
    waves = [None, *(WaveFactory.create(campaign=campaign) for _ in range(2))]
    channels = [Channel.FACEBOOK, Channel.X, Channel.EMAIL]
    return [
        PlacementFactory.create(
            campaign=campaign,
            partner=partners[number % 3],
            wave=waves[number // 2 % 3],
            channel=channels[number % 3],
            post=["", "First post", "Ein «Gruß», 'quoted' – 50%"][number % 3],
            language=["en-gb", "cy"][number % 2],
        )
        for number in range(6)
    ]


def _areas() -> list[Area]:
    return [
        Area.objects.create(code=f"E9900000{number}", name=f"Fictionshire {number}", kind=AreaKind.UPPER_TIER)
        for number in range(3)
    ]


def _feedback(
    chance: random.Random,
    campaign: Campaign,
    places: list[Placement | None],
    areas: list[Area | None],
    number: int,
) -> None:
    organisations: list[Organisation] = [campaign.owner, OrganisationFactory.create()]
    theme()
    themes = list(Theme.objects.filter(framework__is_current=True).order_by("position")[:4])
    by, another = UserFactory.create(), OrganisationFactory.create()
    for count in range(number):
        moment = chance.choice(MOMENTS)
        submission = Submission.objects.create(
            id=uuid.UUID(int=chance.getrandbits(128)),
            reference=f"R{count:04}",
            campaign=campaign if count % 10 else None,
            organisation=chance.choice(organisations),
            placement=chance.choice(places),
            area=chance.choice(areas),
            channel=chance.choice([CameBy.WEB, CameBy.WEB, CameBy.PHONE, CameBy.PAPER]),
            language=chance.choice(["en-gb", "cy"]),
            received_at=moment,
            is_test=count % 15 == 1,
            withdrawn_at=moment + timedelta(hours=1) if count % 15 == 2 else None,
            set_aside_at=moment + timedelta(hours=1) if count % 15 == 3 else None,
            objected_at=moment + timedelta(hours=1) if count % 15 == 4 else None,
        )
        for ordinal in range(chance.choice((1, 1, 2, 3))):
            piece = Piece.objects.create(
                submission=submission,
                ordinal=ordinal,
                received_at=moment,
                read_at=moment,
                tone=chance.choice(["", "", *Tone.values]),
            )
            _marks(chance, piece, themes, (campaign.owner, another), by)


def _marks(
    chance: random.Random, piece: Piece, themes: list[Theme], whose: tuple[Organisation, Organisation], by: User
) -> None:
    moment = piece.received_at
    mark = {"piece": piece, "method": "made", "method_version": "1", "suggested_at": moment}
    for found in chance.choices(themes, k=chance.choice((0, 1, 2, 3))):  # the same theme twice, too
        Suggestion.objects.create(**mark, aspect=Aspect.THEME, theme=found, score=0.9)
    if chance.random() < 0.7:
        Suggestion.objects.create(**mark, aspect=Aspect.TONE, value=chance.choice(Tone.values))
    if chance.random() < 0.3:
        for organisation in whose:
            ThemeDecision.objects.create(
                piece=piece,
                theme=themes[0],
                organisation=organisation,
                is_present=chance.random() < 0.5,
                decided_by=by,
                decided_at=moment,  # a tie: the later row counts
            )
    if chance.random() < 0.3:
        ToneDecision.objects.create(
            piece=piece, organisation=whose[0], tone=Tone.MIXED, decided_by=by, decided_at=moment
        )
