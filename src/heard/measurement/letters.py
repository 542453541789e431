"""The letter about a campaign's alerts: what the page of alerts says, nobody's name and no answer."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.letters import Letter
from heard.design.dates import said_moment
from heard.measurement.alert_words import about, sentence_of
from heard.measurement.models import Alert


def about_alerts(
    *, campaign: str, standing: Sequence[Alert], ended: Sequence[Alert], href: str, stop_href: str
) -> Letter:
    """Return the letter on what stands and what ended since the last one, and how to stop it."""
    count = len(standing)
    said = {"campaign": campaign, "n": count, "href": href, "stop_href": stop_href}
    subject = (
        ngettext("%(campaign)s: %(n)d alert stands", "%(campaign)s: %(n)d alerts stand", count)
        if count
        else _("%(campaign)s: no alert stands any more")
    )
    ending = _(
        "All alerts, and how to say that you have seen one:\n"
        "%(href)s\n"
        "\n"
        "You asked for this letter. To stop it, sign in here:\n"
        "%(stop_href)s\n"
    )
    return Letter(subject=subject % said, body="\n\n".join([*_standing(standing), *_ended(ended), ending % said]))


def _standing(alerts: Sequence[Alert]) -> Iterator[str]:
    for alert in alerts:
        since = _("Since %(when)s.") % {"when": said_moment(alert.raised_at)}
        yield f"{alert.get_kind_display()}\n{sentence_of(alert)}\n{since}"


def _ended(alerts: Sequence[Alert]) -> Iterator[str]:
    """Say what ended; the numbers of when it was raised are left out, as they are so no longer."""
    lines = [
        _("%(what)s – ended %(when)s")
        % {"what": ": ".join(filter(None, (str(alert.get_kind_display()), about(alert)))), "when": said_moment(ended)}
        for alert in alerts
        if (ended := alert.ended_at)
    ]
    if lines:
        yield "\n".join([_("Ended since the last letter:"), *lines])
