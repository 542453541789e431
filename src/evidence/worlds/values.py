"""What a simulated world is made of: plain frozen values. Moments are local wall-clock times without a zone."""

from dataclasses import dataclass
from datetime import date, datetime

from evidence.worlds.comments import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body of the campaign. `kind` is REGULATOR, NATIONAL_BODY, CHARITY_PARTNER, SERVICE_PROVIDER or NHS_BODY."""

    key: str
    name: str
    short_name: str
    kind: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A shire (UPPER_TIER), a REGION or the COUNTRY; `parent` is the code of the area it lies in, or ""."""

    code: str
    name: str
    kind: str
    parent: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A local office of the network, for one shire."""

    key: str
    name: str
    area: str
    phone: str
    text_relay: str
    email: str
    web: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A care service; `provider` is the key of an organisation, or ""."""

    code: str
    name: str
    kind: str
    address: str
    postcode: str
    area: str
    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A part of the campaign for one audience, from one day to another, both included."""

    key: str
    name: str
    audience: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a link stands. `partner` is an organisation's key or ""; `form` is REGULATOR's or NETWORK's key or ""."""

    key: str
    wave: str
    partner: str
    channel: str
    post: str
    is_paid: bool
    form: str
    posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One thing a visitor did; `reason` says why it is not taken for a person's. Directly come: no placement."""

    at: datetime
    kind: str
    visitor_class: str
    reason: str
    placement: str
    form: str
    area: str
    visitor_day: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of feedback. `recipients` says who may have it beside its receiver: OTHER, PROVIDER, PUBLICATION."""

    service: str
    kind: str
    tone: str
    happened_on: date | None
    happened_precision: str
    told_service: str
    comment: Comment
    where: str
    wanted: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one person sent. `form` is the key of the organisation that received it; no other has its `number`."""

    number: int
    form: str
    placement: str
    channel: str
    started_at: datetime | None
    received_at: datetime
    about: str
    is_under_16: bool
    risk_declared: bool
    area: str
    may_contact: bool
    contact: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    equality: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the campaign, in the order of its visits; every web submission's start is one of them."""

    day: date
    visits: tuple[Visit, ...]
    submissions: tuple[Submission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What staff did with one piece, in this order; None where it has not happened, "" where nothing was written."""

    submission: int
    ordinal: int
    assigned_at: datetime
    decided_at: datetime | None
    themes: tuple[str, ...]
    tone: str
    noted: str
    status: str
    closed_at: datetime | None
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCount:
    """How many of one outcome there were on a day of the year before; `office` is "" for the organisation itself."""

    organisation: str
    office: str
    outcome: str
    day: date
    count: int
