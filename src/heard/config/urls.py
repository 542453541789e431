"""Where every address leads. Each app's own list stands in its `urls`."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
handler404 = "heard.design.views.not_found"
