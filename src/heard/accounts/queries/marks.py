"""Marks as they are shown."""

from heard.accounts.models import Organisation
from heard.accounts.queries.finding import only


def mark_by_name(*, name: str) -> Organisation:
    """Return the organisation that shows the mark of that name now. Raises NotFound."""
    return only(Organisation.objects.filter(mark=name))
