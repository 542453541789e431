"""Ways to reach someone that can be tapped, and what a tap on each is counted as.

`static/campaigns/tap.js` says which was tapped.
"""

from heard.campaigns.models import VisitKind

KINDS = {"call": VisitKind.CALL_TAP, "email": VisitKind.EMAIL_TAP, "web": VisitKind.WEB_TAP}


def tapped_kind(said: str) -> VisitKind | None:
    """Return what a tap is counted as; None for a way that nobody knows. A page that does not say means a number."""
    return KINDS.get(said or "call")
