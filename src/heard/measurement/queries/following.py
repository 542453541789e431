"""What will follow an organisation when another takes its place: the figures that will be added up."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from heard.accounts.queries import Following
from heard.campaigns.models import Campaign, CampaignState
from heard.measurement.queries.bodies import bodies_of
from heard.measurement.queries.comparing import comparisons


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return, for each campaign that runs, the forms of either period as they stand now."""
    running = Campaign.objects.filter(forms__organisation__in=organisations).exclude(state=CampaignState.PREPARING)
    for campaign in running.exclude(state=CampaignState.CLOSED).distinct().order_by("starts_on", "pk"):
        yield from _forms(campaign, organisations, today)


def _forms(campaign: Campaign, organisations: Collection[int], today: date) -> Iterable[Following]:
    found = comparisons(campaign=campaign, today=today)
    bodies = bodies_of(organisations=campaign.forms.values_list("organisation", flat=True))
    rows = {
        body.organisation: finding.table.rows[0]
        for body, finding in zip(bodies, found, strict=False)
        if body.organisation in organisations
    }
    named = {"campaign": campaign.title}
    if rows:
        yield Following(
            what=_("Forms in “%(campaign)s”, whole days so far") % named,
            counts={who: int(str(row[1])) for who, row in rows.items() if row[2]},
        )
        yield Following(
            what=_("Forms in the same period before “%(campaign)s”") % named,
            counts={who: int(str(row[3])) for who, row in rows.items() if row[4]},
        )
