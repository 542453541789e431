"""What will follow an organisation when another takes its place."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from heard.accounts.queries import Following, following
from heard.casework.models import Case, CaseStatus, RiskState


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return the cases that are not closed, and the risks among them that stand open."""
    cases = Case.objects.filter(is_test=False).exclude(status=CaseStatus.CLOSED)
    yield following(_("Cases not closed"), cases, organisations)
    yield following(_("Open risks"), cases.filter(risk=RiskState.OPEN), organisations)
