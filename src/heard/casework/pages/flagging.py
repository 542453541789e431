"""What looked unusual about how a form came, in plain words, with what it may also be."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.casework.models import Case
from heard.design.dates import said_moment
from heard.feedback.models import Flag, FlagKind


@dataclass(frozen=True, kw_only=True)
class FlagShown:
    """One flag: what was seen, what it may also be, and what became of it."""

    title: str
    sentence: str
    standing: str
    is_standing: bool
    action: str


def flag_shown(flag: Flag, *, case: Case, others: int, query: str) -> FlagShown:
    """Return a flag as the page of a case shows it; `others` is how many more are in its surge."""
    looked = _("%(who)s looked at this on %(when)s and found nothing wrong.") % {
        "who": flag.dismissed_by.full_name if flag.dismissed_by else _("Someone"),
        "when": said_moment(flag.dismissed_at) if flag.dismissed_at else "",
    }
    return FlagShown(
        title=str(FlagKind(flag.kind).label),
        sentence=_sentence(flag, others),
        standing=looked if flag.dismissed_at else "",
        is_standing=flag.dismissed_at is None,
        action=reverse("casework:dismiss_flag", args=[case.pk, flag.pk]) + query,
    )


def _sentence(flag: Flag, others: int) -> str:
    amount = flag.amount or 0
    sentences = {
        FlagKind.UNPROVEN: _(
            "The browser did not do its small sum. Most often that is a browser without script, or someone who sends "
            "quickly; a machine would leave it out too."
        ),
        FlagKind.TRAP: _(
            "A field that the page does not show was filled in. Machines do that; so, seldom, does a browser that "
            "fills in forms by itself."
        ),
        FlagKind.TOO_FAST: ngettext(
            "It was sent %(n)d second after it was begun. Nobody reads the questions in that time.",
            "It was sent %(n)d seconds after it was begun. Nobody reads the questions in that time.",
            amount,
        )
        % {"n": amount},
        FlagKind.NETWORK: ngettext(
            "%(n)d form came from the same network within half an hour. A hospital, a library or a day centre may be "
            "one network.",
            "%(n)d forms came from the same network within half an hour. A hospital, a library or a day centre may be "
            "one network.",
            amount,
        )
        % {"n": amount},
        FlagKind.FLOOD: ngettext(
            "It came together with %(n)d other by the same link, far more than usual. A programme on television does "
            "that too.",
            "It came together with %(n)d others by the same link, far more than usual. A programme on television does "
            "that too.",
            others,
        )
        % {"n": others},
        FlagKind.ALIKE: ngettext(
            "It looks like %(n)d other: nearly the same words. People who use a letter that someone wrote for them do "
            "that too.",
            "It looks like %(n)d others: nearly the same words. People who use a letter that someone wrote for them do "
            "that too.",
            others,
        )
        % {"n": others},
    }
    return sentences[FlagKind(flag.kind)]
