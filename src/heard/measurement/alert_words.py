"""What each alert says: one sentence on what is wrong and what to do, for pages and letters alike."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.models import Form, Objective, Placement
from heard.design.dates import said_day
from heard.feedback.queries.sent_back import page_title
from heard.measurement.models import Alert, AlertKind

MOST_OVER = 2
"""How many links whose time is over are each told at a glance."""


def sentence_of(alert: Alert) -> str:
    """Return one sentence on what is wrong and what to do."""
    words: dict[str, Callable[[Alert], str]] = {
        AlertKind.BROKEN_LINK: _broken,
        AlertKind.OVER: _over,
        AlertKind.QUIET: _quiet,
        AlertKind.BOTS: _bots,
        AlertKind.ERRORS: _errors,
        AlertKind.SENT_BACK: _sent_back,
        AlertKind.TARGET: _target,
    }
    return words[alert.kind](alert)


def sentences_of(alerts: Iterable[Alert]) -> tuple[str, ...]:
    """Return what alerts say at a glance: many links whose time is over are told in one sentence, after all else."""
    several = list(alerts)
    over = [alert for alert in several if alert.kind == AlertKind.OVER]
    others = [sentence_of(alert) for alert in several if alert.kind != AlertKind.OVER]
    if len(over) <= MOST_OVER:
        return (*others, *(sentence_of(alert) for alert in over))
    together = _("%(number)s links are clicked though their time is over: ask whoever shows them to take them down.")
    return (*others, together % {"number": f"{len(over):,}"})


def _broken(alert: Alert) -> str:
    named = {"link": _link(alert.placement), "status": f"{alert.observed:.0f}"}
    if not alert.observed:
        return _("The address behind %(link)s does not answer: open it yourself, and tell whoever keeps it.") % named
    return (
        _(
            "The address behind %(link)s answers with error %(status)s: put the right address in, or tell "
            "whoever keeps it."
        )
        % named
    )


def _over(alert: Alert) -> str:
    return ngettext(
        "%(link)s was clicked once in a day though its time is over: ask whoever shows it to take it down.",
        "%(link)s was clicked %(number)s times in a day though its time is over: ask whoever shows it to take it down.",
        round(alert.observed),
    ) % {"link": _link(alert.placement), "number": f"{alert.observed:,.0f}"}


def _quiet(alert: Alert) -> str:
    return ngettext(
        "%(link)s had %(number)s click in a day where %(usual)s are usual: see whether it still stands where it did.",
        "%(link)s had %(number)s clicks in a day where %(usual)s are usual: see whether it still stands where it did.",
        round(alert.observed),
    ) % {"link": _link(alert.placement), "number": f"{alert.observed:,.0f}", "usual": f"{alert.expected:,.0f}"}


def _bots(alert: Alert) -> str:
    return _(
        "%(number)s visits by bots came in an hour where %(usual)s are usual: they are not counted, but tell whoever "
        "runs the server."
    ) % {"number": f"{alert.observed:,.0f}", "usual": f"{alert.expected:,.1f}"}


def _errors(alert: Alert) -> str:
    told = {"share": f"{alert.observed:.0f}%", "usual": f"{alert.expected:.0f}%"}
    if alert.form is None or alert.sent_back is None:
        return (
            _(
                "In a day %(share)s of forms begun were sent, where %(usual)s are usual: fill the form in yourself and "
                "see where it stops."
            )
            % told
        )
    return _(
        "In a day %(share)s of forms begun were sent, where %(usual)s are usual. For each 100 begun, pages were sent "
        "back with a question %(number)s times, most often %(page)s: fill the form in yourself and see where it stops."
    ) % {**told, "number": f"{alert.sent_back:,.0f}", "page": _page(alert.form, alert.page)}


def _sent_back(alert: Alert) -> str:
    if alert.form is None:
        return ""
    return _(
        "For each 100 forms begun in a day, %(page)s was sent back with a question %(number)s times, where %(usual)s "
        "are usual: fill it in yourself, and see whether it asks for what people cannot say."
    ) % {
        "page": _page(alert.form, alert.page),
        "number": f"{alert.observed:,.0f}",
        "usual": f"{alert.expected:,.1f}",
    }


def _page(form: Form, page: str) -> str:
    return _("“%(page)s” (%(form)s)") % {"page": page_title(form=form, page=page), "form": form.title}


def _target(alert: Alert) -> str:
    objective = alert.objective
    if objective is None:
        return ""
    return _(
        "At the pace of the last two weeks “%(what)s” comes to %(number)s by %(day)s, where %(target)s are wanted: "
        "post more where it works best, or change the plan."
    ) % {
        "what": _wanted(objective),
        "number": f"{alert.observed:,.0f}",
        "day": said_day(objective.by_day),
        "target": f"{objective.target:,}",
    }


def _wanted(objective: Objective) -> str:
    what = str(objective.get_measure_display())
    return f"{what} ({objective.wave.name})" if objective.wave else what


def _link(placement: Placement | None) -> str:
    return (
        _("The link “%(name)s” (%(code)s)")
        % {
            "name": placement.post or placement.get_channel_display(),
            "code": placement.code,
        }
        if placement
        else ""
    )


def about(alert: Alert) -> str:
    """Return what an alert is about: a link, an objective or a page; nothing where it is the whole campaign."""
    if alert.objective:
        return _wanted(alert.objective)
    if alert.form and alert.kind == AlertKind.SENT_BACK:
        return _page(alert.form, alert.page)
    return _link(alert.placement)
