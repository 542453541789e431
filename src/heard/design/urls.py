"""Addresses of design: the pattern page."""

from django.urls import path

from heard.design import views

app_name = "design"

staff_urlpatterns = [
    path("patterns/", views.patterns, name="patterns"),
]
