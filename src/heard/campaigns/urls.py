"""Addresses about campaigns."""

from django.urls import path, re_path

from heard.campaigns.views import public

app_name = "campaigns"

public_urlpatterns = [
    path("", public.front, name="front"),
    path("c/<slug:campaign_slug>/", public.landing, name="landing"),
    path("c/<slug:campaign_slug>/contact/", public.contact, name="contact"),
    re_path(r"^l/(?P<code>[^/]{1,80})/?$", public.link, name="link"),
]
