"""A campaign's alerts: what to look at today, that one looked, and from where on they are raised."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.measurement import queries
from heard.measurement.actions.alert_letters import choose_letter
from heard.measurement.actions.alerting import mark_alert_seen, set_alert_lines
from heard.measurement.forms.alerts import AlertLetterForm, AlertLinesForm
from heard.measurement.pages.alerts import alert_letter_page, alerts_page
from heard.measurement.queries.alerts import alert_for, alerts_of, gets_letter, lines_of


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def alerts(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show the alerts that stand, and set from where on they are raised."""
    now = clock.now()
    view = queries.whole_view_for(user=request.user, slug=campaign)
    lines = lines_of(campaign=view.campaign, now=now)
    kept = {
        "quiet": round(1 / lines.quiet_chance),
        "bots": lines.bots_least,
        "target": round(lines.target_chance * 100),
    }
    form = AlertLinesForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        set_alert_lines(
            campaign=view.campaign,
            quiet_chance=1 / form.cleaned_data["quiet"],
            bots_least=form.cleaned_data["bots"],
            target_chance=form.cleaned_data["target"] / 100,
            by=request.user,
            now=now,
        )
        messages.success(request, _("Saved. What this changes is told within five minutes."))
        return HttpResponseRedirect(reverse("measurement:alerts", args=[campaign]))
    page = alerts_page(
        campaign=view.campaign,
        alerts=alerts_of(campaign=view.campaign),
        form=form,
        gets_letter=gets_letter(user=request.user, campaign=view.campaign),
    )
    return render(request, page)


@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def letter(request: StaffRequest, campaign: str) -> HttpResponse:
    """Let somebody choose whether they are written to each morning; where the link in each letter leads."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    now_wanted = gets_letter(user=request.user, campaign=view.campaign)
    form = AlertLetterForm(request.POST or None, initial={"wanted": now_wanted})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["wanted"]
        choose_letter(campaign=view.campaign, by=request.user, wanted=wanted, now=clock.now())
        done = _("Saved. A letter comes when there is something to tell.") if wanted else _("Saved. No letter comes.")
        messages.success(request, done)
        return HttpResponseRedirect(reverse("measurement:alerts", args=[campaign]))
    return render(request, alert_letter_page(campaign=view.campaign, form=form))


@require_POST
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def seen(request: StaffRequest, campaign: str, alert: int) -> HttpResponse:
    """Write down that somebody looked at an alert."""
    mark_alert_seen(alert=alert_for(user=request.user, slug=campaign, alert_id=alert), by=request.user, now=clock.now())
    return HttpResponseRedirect(reverse("measurement:alerts", args=[campaign]))
