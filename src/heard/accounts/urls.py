"""Addresses of this app, and those of allauth's pages that it opens; no other page of allauth has an address."""

from django.urls import URLPattern, path, re_path

from heard.accounts.views import audit, home, joining, organisations, people, signing_in

app_name = "accounts"

signing_in_urlpatterns: list[URLPattern] = [
    path("accounts/login/", signing_in.sign_in, name="account_login"),
    path("accounts/logout/", signing_in.sign_out, name="account_logout"),
    path("accounts/inactive/", signing_in.inactive, name="account_inactive"),
    path("accounts/reauthenticate/", signing_in.confirm_password, name="account_reauthenticate"),
    path("accounts/password/change/", signing_in.change_password, name="account_change_password"),
    path("accounts/password/reset/", signing_in.forgotten_password, name="account_reset_password"),
    path("accounts/password/reset/done/", signing_in.forgotten_password_sent, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing_in.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        signing_in.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/2fa/", signing_in.second_factor_home, name="mfa_index"),
    path("accounts/2fa/authenticate/", signing_in.second_factor_code, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", signing_in.confirm_second_factor, name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", signing_in.set_up_second_factor, name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", signing_in.take_down_second_factor, name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", signing_in.recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/generate/", signing_in.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "accounts/2fa/recovery-codes/download/",
        signing_in.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

joining_urlpatterns: list[URLPattern] = [
    path("accounts/invitation/", joining.join, name="join"),
    path("accounts/invitation/<str:token>/", joining.invitation, name="invitation"),
]

shared_urlpatterns: list[URLPattern] = [path("marks/<slug:name>.png", home.mark, name="mark")]

staff_urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("account/", home.account, name="account"),
    path("account/leave/<slug:slug>/", home.account_leave, name="account_leave"),
    path("people/", people.people, name="people"),
    path("people/<slug:slug>/", people.people_of, name="people_of"),
    path("people/<slug:slug>/invite/", people.invite, name="invite"),
    path("people/<slug:slug>/invitations/<int:invitation>/resend/", people.resend, name="resend"),
    path("people/<slug:slug>/invitations/<int:invitation>/withdraw/", people.withdraw, name="withdraw"),
    path("people/<slug:slug>/<int:person>/", people.person, name="person"),
    path("people/<slug:slug>/<int:person>/leave/", people.person_leave, name="person_leave"),
    path("people/<slug:slug>/<int:person>/second-factor/", people.person_second_factor, name="person_second_factor"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/history/", organisations.organisation_history, name="organisation_history"),
    path("organisations/<slug:slug>/call-off/", organisations.call_off, name="call_off"),
    path("organisations/<slug:slug>/invite/", organisations.first_administrator, name="first_administrator"),
    path("audit/", audit.audit, name="audit"),
    path("audit/<slug:slug>/", audit.audit_of, name="audit_of"),
]
