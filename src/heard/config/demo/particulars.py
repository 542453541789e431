"""What the made-up organisations tell people of themselves on their forms."""

from collections.abc import Iterable
from datetime import datetime

from heard.accounts.models import User
from heard.campaigns.models import Form
from heard.feedback.actions.rights import ParticularsIn, change_particulars
from heard.feedback.models import Controller, LawfulBasis, SpecialCondition


def tell_of(*, forms: Iterable[Form], by: User, now: datetime) -> None:
    """Say on each form who decides about people's information, by which law, and whom to ask."""
    for form in forms:
        told = ParticularsIn(
            controller=Controller.SOLE,
            joint_with="",
            lawful_basis=LawfulBasis.TASK,
            special_condition=SpecialCondition.CARE,
            officer=f"privacy@{form.organisation.slug}.example.org, 020 7946 0321",
            registration="",
        )
        change_particulars(organisation=form.organisation, told=told, by=by, now=now)
