"""The questions before a person takes back one permission or everything, or has everything erased."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.casework.pages.returning import ReturnedPage
from heard.casework.pages.whereabouts import reader_name
from heard.feedback.models import Consent, Recipient


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(ReturnedPage):
    """A question before something is taken back for good: what happens, and what does not."""

    template: ClassVar[str] = "casework/returning/confirm.jinja"

    happens: tuple[str, ...]
    happens_not: tuple[str, ...]
    button: str
    keep_href: str


def narrow_page(*, consent: Consent, token: str) -> ConfirmPage:
    """Ask whether one permission is taken back."""
    recipient = Recipient(consent.recipient)
    organisation = public_name(organisation=consent.organisation) if consent.organisation else ""
    happens = {
        Recipient.ORGANISATION: (
            _("They can no longer read it, find it or copy it."),
            _("They may have read it before, and may remember it. What they did about it stays done."),
        ),
        Recipient.PROVIDER: (_("We do not tell them. If they were told before, they may remember it."),),
        Recipient.PUBLICATION: (_("We do not publish it. If it was published, we take it down."),),
    }
    return _confirm(
        title=_("Take this back from: %(name)s?") % {"name": reader_name(recipient, organisation)},
        token=token,
        happens=happens[recipient],
        happens_not=(
            *([_("If someone may be in danger, a person looks at that first.")] if organisation else []),
            _("You cannot give it again. You can tell us again in a new form."),
        ),
        button=_("Take it back"),
    )


def withdraw_page(*, token: str) -> ConfirmPage:
    """Ask whether all of it is taken back."""
    return _confirm(
        title=_("Take back everything you sent?"),
        token=token,
        happens=(
            _("No organisation can read it, find it or copy it any more."),
            _("It is left out of all figures that are made from now on."),
            _("If we published any of it, we take it down."),
        ),
        happens_not=(
            _("It is not erased. You can ask for that too, now or later."),
            _("If someone may be in danger, a person looks at that first."),
            _("We cannot call back what people read, wrote down or copied before today."),
            _("You cannot undo this. You can tell us again in a new form."),
        ),
        button=_("Take everything back"),
    )


def erase_page(*, token: str, backup_days: int) -> ConfirmPage:
    """Ask whether all of it is erased."""
    return _confirm(
        title=_("Have everything you sent erased?"),
        token=token,
        happens=(
            _("It is taken back at once: no organisation can read it any more."),
            _("We erase your words, your contact details, and what staff noted about them. You see each step here."),
            _("It is gone from our back-ups within %(days)s days after that.") % {"days": backup_days},
        ),
        happens_not=(
            _("If a court, the police or an inquiry needs it, we must keep it for now. Then we say so here."),
            _("If someone may be in danger, a person looks at that first."),
            _("You cannot undo this."),
        ),
        button=_("Erase everything"),
    )


def _confirm(
    *, title: str, token: str, happens: tuple[str, ...], happens_not: tuple[str, ...], button: str
) -> ConfirmPage:
    home = reverse("casework:my_feedback")
    return ConfirmPage(
        title=title,
        back_href=home,
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        happens=happens,
        happens_not=happens_not,
        button=button,
        keep_href=home,
    )
