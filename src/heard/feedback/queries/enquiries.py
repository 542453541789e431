"""Reads of enquiries: which an organisation has, and how many of each there were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import keeper_of, lineage_ids, organisation_for, organisations_for, workplaces_for
from heard.campaigns.models import Campaign, Form
from heard.design.clock import end_of_day, start_of_day
from heard.design.errors import NotFound
from heard.feedback.models import Enquiry
from heard.places.models import Office

LOGGERS = (Role.CASEWORKER, Role.CAMPAIGN_MANAGER)
READERS = (*LOGGERS, Role.ANALYST)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which enquiries of an organisation are meant; both days are included, and empty means any."""

    organisation: Organisation
    since: date | None = None
    until: date | None = None
    topic: str = ""
    channel: str = ""
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """How many enquiries there were in all, by day, topic, area, channel and outcome, and the minutes they took."""

    total: int
    minutes: int
    became_feedback: int
    by_day: tuple[tuple[date, int], ...]
    by_topic: tuple[tuple[str, int], ...]
    by_area: tuple[tuple[str, int], ...]
    by_channel: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]


def organisations_to_log_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations for which the person may log enquiries."""
    return workplaces_for(user=user, roles=LOGGERS)


def organisations_with_enquiries_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose enquiries the person may read, with those of any before them."""
    return workplaces_for(user=user, roles=READERS)


def organisation_with_enquiries_for(*, user: User, slug: str) -> Organisation:
    """Return one of those organisations; raise NotFound otherwise."""
    return organisation_for(user=user, slug=slug, roles=READERS)


def enquiry_for(*, user: User, enquiry_id: int) -> Enquiry:
    """Return an enquiry that the person may change; raise NotFound where it is missing or another organisation's."""
    found = (
        Enquiry.objects.filter(pk=enquiry_id, organisation__in=organisations_for(user=user, roles=LOGGERS))
        .select_related("organisation__kept_by", "campaign", "office", "area", "logged_by", "became")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def enquiry_to_go_on_for(*, user: User, form: Form, enquiry_id: str) -> Enquiry | None:
    """Return the enquiry that turned out to be feedback for the form; none where the address names none of theirs."""
    if not enquiry_id.isdecimal() or len(enquiry_id) > 15:
        return None
    whose = lineage_ids(organisation=keeper_of(organisation=form.organisation))
    mine = Enquiry.objects.filter(organisation__in=whose, became=None)
    return mine.filter(pk=int(enquiry_id), organisation__in=organisations_for(user=user, roles=LOGGERS)).first()


def found(*, asked: Asked) -> QuerySet[Enquiry]:
    """Return the enquiries that are meant, the latest first."""
    wanted = Q(organisation__in=lineage_ids(organisation=asked.organisation))
    if asked.since is not None:
        wanted &= Q(received_at__gte=start_of_day(asked.since))
    if asked.until is not None:
        wanted &= Q(received_at__lt=end_of_day(asked.until))
    for name in ("topic", "channel", "outcome"):
        if value := getattr(asked, name):
            wanted &= Q(**{name: value})
    return (
        Enquiry.objects.filter(wanted)
        .select_related("area", "office", "logged_by", "became")
        .order_by("-received_at", "-pk")
    )


def tallies(*, asked: Asked) -> Tallies:
    """Count the enquiries that are meant, straight from their rows."""
    rows = found(asked=asked).order_by()
    sums = rows.aggregate(total=Count("pk"), minutes=Sum("minutes"), became=Count("became"))
    days = rows.values_list(TruncDate("received_at", tzinfo=get_default_timezone())).annotate(n=Count("pk"))
    return Tallies(
        total=sums["total"],
        minutes=sums["minutes"] or 0,
        became_feedback=sums["became"],
        by_day=tuple(sorted(days, reverse=True)),
        by_topic=_most_first(rows.values_list("topic").annotate(n=Count("pk"))),
        by_area=_most_first(rows.values_list(F("area__name")).annotate(n=Count("pk"))),
        by_channel=_most_first(rows.values_list("channel").annotate(n=Count("pk"))),
        by_outcome=_most_first(rows.values_list("outcome").annotate(n=Count("pk"))),
    )


def offices_to_choose(*, organisations: Iterable[Organisation]) -> QuerySet[Office]:
    """Return the open offices of the organisations, or of those who follow them, by name."""
    working = {keeper_of(organisation=each).pk for each in organisations}
    return Office.objects.filter(organisation__in=working, closed_at=None).order_by("name")


def campaigns_to_choose(*, organisations: Iterable[Organisation]) -> QuerySet[Campaign]:
    """Return the campaigns that the organisations, or any before them, own or have a form in, the latest first."""
    mine = [pk for each in organisations for pk in lineage_ids(organisation=each)]
    theirs = Campaign.objects.filter(Q(owner__in=mine) | Q(forms__organisation__in=mine))
    return Campaign.objects.filter(pk__in=theirs.values("pk")).order_by("-starts_on", "slug")


def forms_to_go_on_with(*, enquiry: Enquiry) -> QuerySet[Form]:
    """Return the organisation's forms with questions: those of the enquiry's campaign, where it has one."""
    whose = lineage_ids(organisation=keeper_of(organisation=enquiry.organisation))
    forms = Form.objects.filter(organisation__in=whose, question_sets__questions__isnull=False)
    if enquiry.campaign_id is not None:
        forms = forms.filter(campaign=enquiry.campaign_id)
    return forms.select_related("campaign").distinct().order_by("-campaign__starts_on", "pk")


def _most_first(rows: Iterable[tuple[str | None, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((name or "", number) for name, number in rows), key=lambda row: (-row[1], row[0])))
