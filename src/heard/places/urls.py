"""Addresses about places."""

from django.urls import path

from heard.places.views import offices, services

app_name = "places"

staff_urlpatterns = [
    path("places/services/", services.services, name="services"),
    path("places/services/<int:service_id>/", services.service, name="service"),
    path("places/services/<int:service_id>/provider/", services.provider, name="provider"),
    path("places/services/<int:service_id>/name/", services.add_name, name="service_name"),
    path(
        "places/services/<int:service_id>/name/<int:name_id>/remove/", services.remove_name, name="service_name_remove"
    ),
    path("places/services/<int:service_id>/close/", services.close, name="service_close"),
    path("places/services/<int:service_id>/successor/", services.succeed, name="service_successor"),
    path("places/services/<int:service_id>/reopen/", services.reopen, name="service_reopen"),
    path("places/offices/", offices.offices, name="offices"),
    path("places/offices/<int:office_id>/", offices.office, name="office"),
]
