"""How long each kind of data is kept, and what the last night erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import Organisation
from heard.design.dates import said_day
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cells, Column, heads
from heard.feedback.keeping import Kind
from heard.feedback.models import RetentionCount, RetentionRun


@dataclass(frozen=True, kw_only=True)
class RetentionPage(Page):
    """How long each kind of data is kept, and what the last nights erased."""

    template: ClassVar[str] = "casework/privacy/retention.jinja"

    organisation: str
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    form: Form
    night_title: str
    night_columns: tuple[Column, ...]
    night_rows: tuple[Cells, ...]

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        kinds: tuple[Kind, ...],
        own: Mapping[str, int],
        overdue: int,
        run: RetentionRun | None,
        form: Form,
    ) -> Self:
        """Return the page, with the counts of the last night."""
        names = {kind.code: str(kind.name) for kind in kinds}
        return cls(
            title=_("How long data is kept"),
            has_errors=bool(form.errors),
            back_href=reverse("casework:privacy_of", args=[organisation.slug]),
            organisation=organisation.name,
            sentence=_("Nothing on this site is kept longer than its time.")
            if not overdue
            else ngettext(
                "%(number)d record on this site ought to have been erased by now.",
                "%(number)d records on this site ought to have been erased by now.",
                overdue,
            )
            % {"number": overdue},
            columns=heads(_("Kind"), _("What for"), _("Lawful basis"), _("Kept for"), _("Since"), _("How it goes")),
            rows=tuple(_kind_row(kind, own.get(kind.code)) for kind in kinds),
            form=form,
            night_title=_("The night to %(day)s") % {"day": said_day(run.night)} if run else "",
            night_columns=(
                Column(text=_("Kind")),
                *(Column(text=each, is_number=True) for each in (_("Due"), _("Erased"), _("Still due"), _("Held"))),
            ),
            night_rows=tuple(_night_row(names, count) for count in run.counts.all()) if run else (),
        )


def _kind_row(kind: Kind, own: int | None) -> Cells:
    kept = (
        ngettext("%(number)d month", "%(number)d months", own) % {"number": own}
        if own is not None
        else kind.said_longest()
    )
    return (
        str(kind.name),
        str(kind.purpose),
        str(kind.basis),
        kept,
        str(kind.since),
        str(kind.eraser or _("It stays")),
    )


def _night_row(names: Mapping[str, str], count: RetentionCount) -> Cells:
    numbers = (count.due, count.erased, count.overdue, count.held)
    return (names.get(count.kind, count.kind), *(number_format(number, force_grouping=True) for number in numbers))
