"""Everything that the live page says, as one value: two that are equal show the same."""

from dataclasses import dataclass
from datetime import date

from evidence.findings import Finding
from heard.campaigns.models import Campaign
from heard.measurement.models import Alert
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.alerts import alerts_of
from heard.measurement.queries.asking import FigureQuery
from heard.measurement.queries.comparing import comparisons
from heard.measurement.queries.tallies import Figures, figures, latest_for


@dataclass(frozen=True, kw_only=True)
class Live:
    """A campaign's figures as one person asked for them. `findings` compare organisations with the period before."""

    campaign: Campaign
    query: FigureQuery
    figures: Figures
    today: date
    is_limited: bool
    findings: tuple[Finding, ...] = ()
    alerts: tuple[Alert, ...] = ()


def live(*, view: LiveView, query: FigureQuery, today: date, with_findings: bool = True) -> Live:
    """Return what the live page says; a partner's own view holds no comparison of organisations."""
    wanted = with_findings and not view.is_limited
    latest = latest_for(query=query, campaign=None if wanted else view.campaign)
    return Live(
        campaign=view.campaign,
        query=query,
        figures=figures(view=view, query=query, today=today, latest=latest),
        today=today,
        is_limited=view.is_limited,
        alerts=() if view.is_limited else tuple(alerts_of(campaign=view.campaign)),
        findings=comparisons(campaign=view.campaign, today=today, latest=latest) if wanted else (),
    )
