"""Two people on one case: the later of them sees what the earlier one changed, and overwrites nothing."""

from heard.casework.models import Case


class CaseChanged(Exception):
    """Someone changed the case after the page was drawn on which this decision was made."""


def take_turn(*, case: Case, revision: int) -> Case:
    """Return the case as it stands, locked until the transaction ends, with its next revision. Raises CaseChanged.

    `revision` is the one that the person saw. The caller changes the case and saves it, revision included.
    """
    current = Case.objects.select_for_update().get(pk=case.pk)
    if current.revision != revision:
        raise CaseChanged
    current.revision += 1
    return current
