"""The addresses of those who look after privacy."""

from django.urls import path

from heard.casework.views import privacy

privacy_urlpatterns = [
    path("privacy/", privacy.choose, name="privacy"),
    path("privacy/of/<slug:slug>/", privacy.privacy_of, name="privacy_of"),
    path("privacy/of/<slug:slug>/retention/", privacy.retention, name="retention"),
    path("privacy/of/<slug:slug>/particulars/", privacy.particulars, name="particulars"),
    path("privacy/of/<slug:slug>/requests/new/", privacy.rights_new, name="rights_new"),
    path("privacy/of/<slug:slug>/holds/new/", privacy.hold_new, name="hold_new"),
    path("privacy/requests/<int:request_id>/", privacy.rights, name="rights"),
    path("privacy/requests/<int:request_id>/identity/", privacy.rights_identity, name="rights_identity"),
    path("privacy/requests/<int:request_id>/more-time/", privacy.rights_extend, name="rights_extend"),
    path("privacy/requests/<int:request_id>/answer/", privacy.rights_answer, name="rights_answer"),
    path("privacy/requests/<int:request_id>/copy/", privacy.rights_copy, name="rights_copy"),
    path("privacy/holds/<int:hold_id>/lift/", privacy.hold_lift, name="hold_lift"),
]
