"""Addresses about places."""

from django.urls import path

from heard.places.views import offices, services

app_name = "places"

staff_urlpatterns = [
    path("places/services/", services.services, name="services"),
    path("places/offices/", offices.offices, name="offices"),
    path("places/offices/<int:office_id>/", offices.office, name="office"),
]
