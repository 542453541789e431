"""allauth's pages, one by one: only those named here have an address."""

from collections.abc import Callable
from functools import partial, wraps
from http import HTTPStatus

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from heard.accounts.pages.signing_in import HEADING_ENDS, SignInPage, TooManyAttemptsPage
from heard.design.rendering import render

View = Callable[..., HttpResponseBase]


def _ours(view: View) -> View:
    """Put what allauth draws into our layout, and answer 422 where a form came back with errors."""

    @wraps(view)
    def ours(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            return render(request, TooManyAttemptsPage.of(), status=HTTPStatus.TOO_MANY_REQUESTS)
        if isinstance(response, TemplateResponse):
            response.add_post_render_callback(partial(_lay_out, request))
        return response

    return ours


def _lay_out(request: HttpRequest, response: TemplateResponse) -> None:
    """Replace the content alone: allauth's headers stay. What a resumed request has laid out already is let be."""
    drawn = response.content.decode()
    if HEADING_ENDS not in drawn:
        return
    page = SignInPage.of(drawn=drawn, form=(response.context_data or {}).get("form"))
    response.content = render(request, page).content
    if page.has_errors:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY


sign_in = _ours(account.login)
sign_out = _ours(account.logout)
inactive = _ours(account.account_inactive)
confirm_password = _ours(account.reauthenticate)
change_password = _ours(account.password_change)
forgotten_password = _ours(account.password_reset)
forgotten_password_sent = _ours(account.password_reset_done)
new_password = _ours(account.password_reset_from_key)
new_password_done = _ours(account.password_reset_from_key_done)
second_factor_home = _ours(second_factor.index)
second_factor_code = _ours(second_factor.authenticate)
confirm_second_factor = _ours(second_factor.reauthenticate)
set_up_second_factor = _ours(totp.activate_totp)
take_down_second_factor = _ours(totp.deactivate_totp)
recovery_codes = _ours(recovery.view_recovery_codes)
new_recovery_codes = _ours(recovery.generate_recovery_codes)
download_recovery_codes = recovery.download_recovery_codes
