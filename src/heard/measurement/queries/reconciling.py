"""Whether the figures add up to the last unit, by checks that anyone can run."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.findings import Check, Table
from heard.campaigns.models import Campaign, Visit, VisitKind
from heard.feedback.models import Piece, Submission
from heard.measurement.models import FigureKind, Standing
from heard.measurement.queries import differences, records
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.asking import By, FigureQuery
from heard.measurement.queries.bodies import bodies_of
from heard.measurement.queries.breakdown import NAME_OF, NAMES, Tally
from heard.measurement.queries.comparing import received_by
from heard.measurement.queries.tallies import figures


def reconcile(*, campaign: Campaign) -> tuple[Check, ...]:
    """Compare the campaign's figures with its visits, submissions and pieces, counted one by one."""
    return (
        _roll_ups(_("Sums kept of visits"), differences.of_visits(campaign=campaign)),
        _roll_ups(_("Sums kept of feedback"), differences.of_feedback(campaign=campaign)),
        _roll_ups(_("Totals of the sums kept"), differences.of_totals(campaign=campaign)),
        _live_figures(campaign),
        _breakdowns(campaign),
        _bodies(campaign),
    )


def _roll_ups(name: str, difference: records.Tallies) -> Check:
    rows = [
        (
            key.day if key.day != date.min else None,
            str(key.placement or ""),
            str(key.area or ""),
            f"{key.hour:%H:%M}" if key.hour else "",
            str(FigureKind(key.kind).label),
            str(Standing(key.standing).label),
            number,
        )
        for key, number in sorted(difference.items(), key=str)
    ]
    return Check(
        name=name,
        passed=not rows,
        table=Table.of(
            name, [_("Day"), _("Placement"), _("Area"), _("Hour, UTC"), _("What"), _("Standing"), _("Missing")], rows
        ),
        sentence=_("Every count equals the records.")
        if not rows
        else ngettext(
            "%(number)d count differs from the records.", "%(number)d counts differ from the records.", len(rows)
        )
        % {"number": len(rows)},
    )


def _live_figures(campaign: Campaign) -> Check:
    """Compare what the live page shows in total with the records, counted straight from their tables."""
    shown = figures(view=LiveView(campaign=campaign), query=FigureQuery(), today=campaign.ends_on).total
    told = _told(campaign)
    rows = [(name, told.of(name), shown.of(name)) for name in NAMES]
    wrong = [name for name, counted, figure in rows if counted != figure]
    return Check(
        name=_("Live figures"),
        passed=not wrong,
        table=Table.of(_("Live figures"), [_("What"), _("Records"), _("Figures")], rows),
        sentence=_("The live figures equal the records.")
        if not wrong
        else _("The live figures differ from the records: %(names)s.") % {"names": ", ".join(wrong)},
    )


def _told(campaign: Campaign) -> Tally:
    people = Visit.objects.by_people().filter(campaign=campaign)
    visits = people.aggregate(
        **{NAME_OF[kind]: Count("pk", filter=Q(kind=kind)) for kind in VisitKind.values if kind in NAME_OF}
    )
    known = people.filter(kind=VisitKind.CLICK, visitor_day__isnull=False)
    forms = Submission.objects.counted().forms().filter(campaign=campaign)
    return Tally(
        **visits,
        visitor_days=known.values("visitor_day").distinct().count(),
        forms=forms.count(),
        pieces=Piece.objects.counted().filter(submission__in=forms.values("pk")).count(),
    )


def _breakdowns(campaign: Campaign) -> Check:
    """Compare the sum of each breakdown's rows with the total."""
    view = LiveView(campaign=campaign)
    rows = []
    for by in By:
        found = figures(view=view, query=FigureQuery(by=by), today=campaign.ends_on)
        summed = sum((row.tally for row in found.rows), Tally())
        rows.append(
            (by.value, found.total.forms, summed.forms, found.total.clicks, summed.clicks, summed == found.total)
        )
    return Check(
        name=_("Breakdowns"),
        passed=all(row[-1] for row in rows),
        table=Table.of(
            _("Breakdowns"),
            [_("By"), _("Forms in all"), _("Forms in rows"), _("Clicks in all"), _("Clicks in rows"), _("Equal")],
            rows,
        ),
        sentence=_("The rows of every breakdown add up to the total.")
        if all(row[-1] for row in rows)
        else _("The rows of a breakdown do not add up to the total."),
    )


def _bodies(campaign: Campaign) -> Check:
    """Compare what each organisation received, with those before it, with the forms of every part, counted one by one.

    So many forms went into its year-on-year: none lost where one took another's place, and none counted twice.
    """
    rows = []
    for body in bodies_of(organisations=campaign.forms.values_list("organisation", flat=True)):
        parts = {part.organisation for part in body.parts if not part.offices_only}
        received = received_by(parts)
        figure = sum(number for (_who, kind, _day), number in received.items() if kind == FigureKind.FORM)
        counted = Submission.objects.counted().forms().filter(organisation__in=parts).count()
        rows.append((body.name, len(parts), counted, figure))
    wrong = [name for name, _parts, counted, figure in rows if counted != figure]
    return Check(
        name=_("Organisations"),
        passed=not wrong,
        table=Table.of(
            _("Organisations"), [_("Organisation"), _("With those before it"), _("Records"), _("Figures")], rows
        ),
        sentence=_("What each organisation received equals the records, with those whose place it took.")
        if not wrong
        else _("What these received differs from the records: %(names)s.") % {"names": ", ".join(wrong)},
    )
