"""What privacy leads are told of openings: who, when, why and which reference; nothing of what stood there."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.letters import Letter
from heard.design.dates import said_moment
from heard.feedback.opening_reasons import name_of
from heard.feedback.queries.digesting import CONTACT, MESSAGE, WORDS, ToldOpening, ToldRule


def digest(
    *, organisation: str, openings: Sequence[ToldOpening], rules: Sequence[ToldRule], anchor: str, href: str
) -> Letter:
    """Return the letter on what was opened, and how the rule was changed, since the last one.

    `anchor` is where the audit log stands.
    """
    count = len(openings)
    said = {"organisation": organisation, "n": count, "anchor": anchor, "href": href}
    if count:
        subject = ngettext(
            "%(n)d sealed thing was opened at %(organisation)s",
            "%(n)d sealed things were opened at %(organisation)s",
            count,
        )
    elif rules:
        subject = _("Who decides what is opened at %(organisation)s was changed")
    else:
        subject = _("Nothing sealed was opened at %(organisation)s this week")
    nothing = _("Since the last letter nobody opened contact details, or words as they were written.")
    told = "\n\n".join([*_changed(rules), *(_told(openings) if openings else [nothing])])
    ending = _(
        "Everything that was asked for and opened stands under Openings:\n"
        "%(href)s\n"
        "\n"
        "The audit log stood here when this letter was written:\n"
        "%(anchor)s\n"
        "Keep this letter. Whoever runs the site can prove with that line that nothing was cut from the log since:\n"
        "heard check audit --expect %(anchor)s\n"
    )
    return Letter(subject=subject % said, body=f"{told}\n\n{ending % said}")


def _changed(rules: Iterable[ToldRule]) -> Iterator[str]:
    for one in rules:
        said = {"when": said_moment(one.at), "who": one.who, "what": one.what}
        yield _("%(when)s: %(who)s changed who decides. %(what)s") % said


def _told(openings: Iterable[ToldOpening]) -> Iterator[str]:
    names = {
        CONTACT: _("contact details"),
        WORDS: _("words as they were written"),
        MESSAGE: _("a message as it was written"),
    }
    for one in openings:
        said = {
            "when": said_moment(one.at),
            "who": one.who,
            "what": names.get(one.what, one.what),
            "reference": one.reference,
            "why": name_of(one.why),
            "second": one.agreed_by,
        }
        lines = [
            _("%(when)s: %(who)s opened %(what)s") % said,
            _("Reference: %(reference)s") % said,
            _("Reason: %(why)s") % said,
            _("Agreed by: %(second)s") % said if one.agreed_by else "",
            _("What was sent has been erased since.") if one.is_erased else "",
        ]
        yield "\n".join(line for line in lines if line)
