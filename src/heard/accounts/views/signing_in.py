"""allauth's pages, one by one: only those named here have an address."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

View = Callable[..., HttpResponseBase]


def _told(view: View) -> View:
    """Answer 422 where a form came back with errors, as every page of ours does."""

    @wraps(view)
    def told(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and _has_errors(response):
            response.status_code = 422
        return response

    return told


def _has_errors(response: TemplateResponse) -> bool:
    form = (response.context_data or {}).get("form")
    return response.status_code == 200 and form is not None and form.is_bound and bool(form.errors)


sign_in = _told(account.login)
sign_out = account.logout
inactive = account.account_inactive
confirm_password = _told(account.reauthenticate)
change_password = _told(account.password_change)
forgotten_password = _told(account.password_reset)
forgotten_password_sent = account.password_reset_done
new_password = _told(account.password_reset_from_key)
new_password_done = account.password_reset_from_key_done
second_factor_home = second_factor.index
second_factor_code = _told(second_factor.authenticate)
confirm_second_factor = _told(second_factor.reauthenticate)
set_up_second_factor = _told(totp.activate_totp)
take_down_second_factor = _told(totp.deactivate_totp)
recovery_codes = recovery.view_recovery_codes
new_recovery_codes = _told(recovery.generate_recovery_codes)
download_recovery_codes = recovery.download_recovery_codes
