"""What is told beside the live figures: what was set aside, and what is no form."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.measurement.queries import Aside


def notes(aside: Aside) -> tuple[str, ...]:
    """Return what was set aside and not counted, and what is told beside the forms."""
    apart = [
        (aside.bots, _("bots")),
        (aside.previews, _("link previews")),
        (aside.suspects, _("suspect visits")),
        (aside.test_visits, _("visits by staff testing")),
        (aside.test_forms, _("test forms")),
        (aside.suspect_forms, _("forms that a person set aside as unusual")),
    ]
    said = [f"{what} {number:,}" for number, what in apart if number]
    notes = []
    if said:
        notes.append(_("Set aside and not counted: %(what)s.") % {"what": "; ".join(said)})
    if aside.other_submissions:
        notes.append(
            _("Beside the forms: %(others)s with %(pieces)s.")
            % {
                "others": ngettext(
                    "%(n)s call, letter or other submission",
                    "%(n)s calls, letters and other submissions",
                    aside.other_submissions,
                )
                % {"n": f"{aside.other_submissions:,}"},
                "pieces": ngettext("%(n)s piece", "%(n)s pieces", aside.other_pieces)
                % {"n": f"{aside.other_pieces:,}"},
            }
            if aside.other_pieces
            else ngettext(
                "Beside the forms: %(submissions)s imported record.",
                "Beside the forms: %(submissions)s imported records.",
                aside.other_submissions,
            )
            % {"submissions": f"{aside.other_submissions:,}"}
        )
    if aside.imported_pieces:
        notes.append(_("Imported pieces: %(number)s.") % {"number": f"{aside.imported_pieces:,}"})
    if aside.missed:
        notes.append(
            ngettext(
                "In the last day, %(number)s visit on this whole site went on its way uncounted.",
                "In the last day, %(number)s visits on this whole site went on their way uncounted.",
                aside.missed,
            )
            % {"number": f"{aside.missed:,}"}
        )
    if aside.is_importing:
        notes.append(_("An import is being counted; its pieces follow."))
    return tuple(notes)


def partner_note() -> str:
    """Say what a partner sees."""
    return _("You see your own links. Numbers under 10 are not shown.")
