"""Addresses about places."""

from django.urls import path

from heard.places import views

app_name = "places"

staff_urlpatterns = [
    path("places/services/", views.services, name="services"),
    path("places/offices/", views.offices, name="offices"),
    path("places/offices/<int:office_id>/", views.office, name="office"),
]
