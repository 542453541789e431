"""Tell us now: one line about someone at risk, sent at once; the form it was sent from goes on."""

import secrets

from django.http import HttpResponse
from django.utils.translation import get_language

from heard.feedback.actions import sending
from heard.feedback.forms.public_form import UrgentForm
from heard.feedback.pages.urgent import help_sections, tell_us_now_page, told_us_now_page
from heard.feedback.views.sittings import Begun, going_on, see_other


@going_on
def tell_us_now(seat: Begun) -> HttpResponse:
    """Ask for the line, or send it."""
    if seat.request.method != "POST":
        return _show(seat, UrgentForm(initial={"mark": secrets.token_hex(8)}))
    form = UrgentForm(seat.request.POST)
    if not form.is_valid():
        return _show(seat, form)
    sending.send_urgent(
        secret=seat.secret,
        words=form.cleaned_data["words"],
        phone=form.cleaned_data["phone"],
        mark=form.cleaned_data["mark"],
        language=get_language() or "en-gb",
        now=seat.now,
    )
    return see_other(seat.addresses.told_us_now)


def _show(seat: Begun, form: UrgentForm) -> HttpResponse:
    sections = help_sections(seat.opened.pages)
    return seat.show(tell_us_now_page(form=form, around=seat.around, sections=sections))


@going_on
def told_us_now(seat: Begun) -> HttpResponse:
    """Say that the line has arrived, and lead back into the form."""
    told = list(seat.opened.contents.urgent.values())
    if not told:
        return see_other(seat.addresses.tell_us_now)
    sections = help_sections(seat.opened.pages)
    drawn = told_us_now_page(sent=told[-1], go_on_href=seat.onward, around=seat.around, sections=sections)
    return seat.show(drawn)
