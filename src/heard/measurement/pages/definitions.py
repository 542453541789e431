"""What each number of the live page counts."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Definition(NamedTuple):
    """A number's name and what it counts."""

    key: str
    value: str


def definitions() -> tuple[Definition, ...]:
    """Return what each number counts, in the order of the page."""
    return (
        Definition(
            _("Clicks"),
            _("Times that a browser followed one of the campaign’s links. Bots, previews and tests are set aside."),
        ),
        Definition(
            _("Visitor-days"),
            _(
                "Browsers that followed a link on a day: one browser on one link on one day counts once. The sum over "
                "days or links is not a number of people: nobody is recognised from one day to the next."
            ),
        ),
        Definition(_("Landings"), _("Times that the campaign’s landing page was opened, by a link or without one.")),
        Definition(_("Form starts"), _("Times that the first page of a form was opened.")),
        Definition(
            _("Forms"),
            _("Forms sent by web, through a partner or on paper. Tests and what was withdrawn are left out."),
        ),
        Definition(_("Pieces"), _("Pieces of feedback in those forms: one service or one point each.")),
        Definition(
            _("Contact look-ups"),
            _("Times that somebody looked up a local office to talk to. As good an outcome as a form."),
        ),
        Definition(
            _("Numbers shown"),
            _(
                "Times that a local office’s number was shown: after a look-up, or at once on the landing page of a "
                "link that was placed for its area."
            ),
        ),
        Definition(
            _("Call taps"),
            _(
                "Times that a shown number was tapped, where script is on: at most once each time its page was opened. "
                "Without script, or where people dial in other ways, the numbers shown are the measure."
            ),
        ),
        Definition(
            _("Email taps"),
            _("Times that a shown email address was tapped, counted in the same way."),
        ),
        Definition(
            _("Website taps"),
            _("Times that the way to an office’s own website was tapped, counted in the same way."),
        ),
        Definition(
            _("Areas"),
            _(
                "What is counted is of the area that the person asked for, or of the service that they told us of; "
                "without one, of the area that the link was placed for."
            ),
        ),
    )


def definitions_of_partner() -> tuple[Definition, ...]:
    """Return the same with the rule for small numbers."""
    return (
        *definitions(),
        Definition(
            _("Fewer than 10"),
            _(
                "Numbers under 10 are not shown to partners. A total that holds one is told as “at least”: the sum of "
                "what is shown, so that no hidden number can be worked out from it."
            ),
        ),
    )
