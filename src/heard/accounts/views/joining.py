"""Following an invitation. The secret leaves the address at once and travels on in the session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heard.accounts import actions, queries
from heard.accounts.forms.people import NewPersonForm
from heard.accounts.pages.joining import JoinPage, NewPersonPage, NoInvitationPage
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render

_KEPT_AS = "invitation"


@require_safe
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address."""
    request.session[_KEPT_AS] = token
    return HttpResponseRedirect(reverse("accounts:join"))


@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Let the invited person in: with the account they have, or with a new one."""
    reader = request.user if request.user.is_authenticated else None
    try:
        offer = queries.offer_by_token(token=request.session.get(_KEPT_AS, ""), reader=reader, now=clock.now())
        if offer.is_readers:
            return _join_as_reader(request, offer)
        if reader is not None:
            return render(request, JoinPage.to_sign_out(invitation=offer.invitation))
        if offer.has_account:
            return render(request, JoinPage.to_sign_in(invitation=offer.invitation))
        return _join_as_new(request, offer)
    except (actions.HasAccount, actions.NotTheirs):
        return HttpResponseRedirect(reverse("accounts:join"))  # the page says who is to sign in, or out
    except (NotFound, actions.InvitationClosed):
        return render(request, NoInvitationPage.of(), status=404)


def _join_as_reader(request: HttpRequest, offer: queries.Offer) -> HttpResponse:
    if request.method != "POST" or not request.user.is_authenticated:
        return render(request, JoinPage.to_accept(invitation=offer.invitation))
    actions.accept_as(invitation=offer.invitation, user=request.user, now=clock.now())
    del request.session[_KEPT_AS]
    messages.success(request, _("You have joined %(organisation)s.") % {"organisation": offer.invitation.organisation})
    return HttpResponseRedirect(reverse("accounts:home"))


def _join_as_new(request: HttpRequest, offer: queries.Offer) -> HttpResponse:
    form = NewPersonForm(request.POST if request.method == "POST" else None, email=offer.invitation.email)
    if not form.is_valid():
        return render(request, NewPersonPage.of(invitation=offer.invitation, form=form))
    actions.accept_as_new(invitation=offer.invitation, now=clock.now(), **form.cleaned_data)
    del request.session[_KEPT_AS]
    messages.success(request, _("Your account is ready. Sign in with your email address and your new password."))
    return HttpResponseRedirect(reverse("account_login"))
