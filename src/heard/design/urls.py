"""Addresses of design: where a weakness is reported, and the pattern page."""

from django.urls import path

from heard.design import views
from heard.design.security_txt import PATH

app_name = "design"

fixed_urlpatterns = [
    path(PATH.removeprefix("/"), views.security_contact, name="security_txt"),
]

staff_urlpatterns = [
    path("patterns/", views.patterns, name="patterns"),
]
