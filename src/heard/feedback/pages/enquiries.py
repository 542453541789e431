"""Pages of enquiries: the list, logging one, and how many there were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import Organisation
from heard.campaigns.models import Form
from heard.design.charts import BarChart, bar_chart
from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.design.forms import Form as DesignForm
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell, Cells, Column, Figure
from heard.feedback.enquiry_topics import name_of
from heard.feedback.forms.enquiries import EnquiryForm
from heard.feedback.models import Enquiry, EnquiryChannel, EnquiryOutcome
from heard.feedback.queries.enquiries import Tallies


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One organisation whose enquiries can be read."""

    text: str
    href: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class EnquiriesPage(Page):
    """One organisation's enquiries, filtered."""

    template: ClassVar[str] = "feedback/enquiries.jinja"

    organisation: str
    choices: tuple[Choice, ...]
    new_href: str
    figures_href: str
    form: DesignForm
    clear_href: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class Way:
    """A form with which an enquiry goes on as feedback."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class EnquiryPage(Page):
    """One enquiry: to log, or to mend and go on with."""

    template: ClassVar[str] = "feedback/enquiry.jinja"

    form: DesignForm
    button: str
    logged: str
    became: str
    ways: tuple[Way, ...]
    asks_organisation: bool
    more_is_open: bool


@dataclass(frozen=True, kw_only=True)
class EnquiryFiguresPage(Page):
    """How many enquiries an organisation had: by day, topic, area, way and outcome."""

    template: ClassVar[str] = "feedback/enquiry_figures.jinja"

    organisation: str
    choices: tuple[Choice, ...]
    form: DesignForm
    clear_href: str
    sentence: str
    figures: tuple[Figure, ...]
    charts: tuple[BarChart, ...]


def enquiries_page(
    *,
    organisation: Organisation,
    readable: Iterable[Organisation],
    form: DesignForm,
    enquiries: Iterable[Enquiry],
    pager: Pager,
    can_log: bool,
) -> EnquiriesPage:
    """Return one page of an organisation's enquiries."""
    return EnquiriesPage(
        title=_("Enquiries"),
        has_errors=bool(form.errors),
        organisation=organisation.name,
        choices=_choices("enquiries_of", organisation, readable),
        new_href=reverse("feedback:enquiry_new") if can_log else "",
        figures_href=reverse("feedback:enquiry_figures", args=[organisation.slug]),
        form=form,
        clear_href=reverse("feedback:enquiries_of", args=[organisation.slug]),
        columns=tuple(
            Column(text=text)
            for text in (_("Received"), _("About"), _("What they asked"), _("Where"), _("Outcome"), _("By"))
        ),
        rows=tuple(_row(enquiry, can_log=can_log) for enquiry in enquiries),
        pager=pager,
    )


def enquiry_page(
    *, form: EnquiryForm, enquiry: Enquiry | None = None, forms: Iterable[Form] = (), more_is_open: bool = False
) -> EnquiryPage:
    """Return the page on which an enquiry is logged, or one that was logged."""
    back = reverse("feedback:enquiries")
    if enquiry is None:
        return EnquiryPage(
            title=_("Log an enquiry"),
            has_errors=bool(form.errors),
            back_href=back,
            form=form,
            button=_("Log it"),
            logged="",
            became="",
            ways=(),
            asks_organisation=form.only is None,
            more_is_open=more_is_open or bool(form.errors),
        )
    became = enquiry.became
    return EnquiryPage(
        title=_("Enquiry of %(day)s") % {"day": _moment(enquiry)},
        has_errors=bool(form.errors),
        back_href=back,
        form=form,
        button=_("Save"),
        logged=_("Logged by %(person)s") % {"person": enquiry.logged_by.full_name},
        became=_("It became feedback: %(reference)s") % {"reference": became.reference} if became else "",
        ways=() if became else tuple(_way(each, enquiry) for each in forms),
        asks_organisation=False,
        more_is_open=True,
    )


def figures_page(
    *, organisation: Organisation, readable: Iterable[Organisation], form: DesignForm, tallies: Tallies
) -> EnquiryFiguresPage:
    """Return the figures of an organisation's enquiries; they are in no figure of feedback."""
    return EnquiryFiguresPage(
        title=_("Enquiries in figures"),
        has_errors=bool(form.errors),
        back_href=reverse("feedback:enquiries_of", args=[organisation.slug]),
        organisation=organisation.name,
        choices=_choices("enquiry_figures", organisation, readable),
        form=form,
        clear_href=reverse("feedback:enquiry_figures", args=[organisation.slug]),
        sentence=ngettext(
            "%(number)s enquiry was logged. Enquiries are in no figure of forms or pieces of feedback.",
            "%(number)s enquiries were logged. Enquiries are in no figure of forms or pieces of feedback.",
            tallies.total,
        )
        % {"number": _number(tallies.total)},
        figures=(
            Figure(label=_("Enquiries"), figure=_number(tallies.total)),
            Figure(label=_("Became feedback"), figure=_number(tallies.became_feedback)),
            Figure(
                label=_("Hours"),
                figure=number_format(tallies.minutes / 60, 1),
                note=_("Where the minutes were written down"),
            ),
        ),
        charts=_charts(tallies) if tallies.total else (),
    )


def _charts(tallies: Tallies) -> tuple[BarChart, ...]:
    def chart(title: str, head: str, rows: Iterable[tuple[str, int]]) -> BarChart:
        return bar_chart(title=title, label_head=head, value_head=_("Enquiries"), values=list(rows), written=_number)

    return (
        chart(_("By topic"), _("Topic"), ((name_of(topic), n) for topic, n in tallies.by_topic)),
        chart(_("By area"), _("Area"), ((area or _("Not known"), n) for area, n in tallies.by_area)),
        chart(_("By outcome"), _("Outcome"), ((str(EnquiryOutcome(one).label), n) for one, n in tallies.by_outcome)),
        chart(_("How they asked"), _("Way"), ((str(EnquiryChannel(one).label), n) for one, n in tallies.by_channel)),
        chart(_("By day"), _("Day"), ((said_day(day), n) for day, n in tallies.by_day)),
    )


def _row(enquiry: Enquiry, *, can_log: bool) -> Cells:
    href = reverse("feedback:enquiry", args=[enquiry.pk]) if can_log else ""
    place = enquiry.area.name if enquiry.area else ""
    outcome = str(enquiry.get_outcome_display())
    return (
        Cell(text=_moment(enquiry), href=href),
        Cell(text=name_of(enquiry.topic)),
        Cell(text=enquiry.asked),
        Cell(text=place),
        Cell(text=f"{outcome}: {enquiry.signposted_to}" if enquiry.signposted_to else outcome),
        Cell(text=enquiry.logged_by.full_name),
    )


def _way(form: Form, enquiry: Enquiry) -> Way:
    address = reverse("feedback:call", args=[form.campaign.slug, form.slug])
    return Way(text=f"{form.campaign.title}: {form.title}", href=f"{address}?enquiry={enquiry.pk}")


def _choices(name: str, current: Organisation, readable: Iterable[Organisation]) -> tuple[Choice, ...]:
    every = tuple(
        Choice(text=each.name, href=reverse(f"feedback:{name}", args=[each.slug]), is_current=each.pk == current.pk)
        for each in readable
    )
    return every if len(every) > 1 else ()


def initial_of(enquiry: Enquiry) -> Mapping[str, Any]:
    """Return an enquiry as its form shows it."""
    return {
        "topic": enquiry.topic,
        "outcome": enquiry.outcome,
        "channel": enquiry.channel,
        "signposted_to": enquiry.signposted_to,
        "words": enquiry.asked,
        "minutes": enquiry.minutes,
        "organisation": enquiry.organisation.slug,
        "office": str(enquiry.office_id or ""),
        "campaign": enquiry.campaign.slug if enquiry.campaign else "",
        "area": enquiry.area.code if enquiry.area else "",
        "received_on": localtime(enquiry.received_at).date(),
    }


def _moment(enquiry: Enquiry) -> str:
    return said_day(day_of(enquiry.received_at))


def _number(value: float) -> str:
    return number_format(value, force_grouping=True)
