"""Addresses about places."""

from django.urls import path

from heard.places.views import benchmarks, contacts, offices, services, successions

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
    path("places/population/", benchmarks.benchmarks, name="benchmarks"),
    path("places/offices/", offices.offices, name="offices"),
    path("places/offices/load/", offices.load_offices, name="load_offices"),
    path("places/offices/load/take-in/", offices.take_in_offices, name="take_in_offices"),
    path("places/offices/<int:office_id>/", offices.office, name="office"),
    path("places/offices/<int:office_id>/areas/new/", offices.cover, name="cover"),
    path("places/offices/<int:office_id>/areas/<int:coverage_id>/", offices.coverage, name="coverage"),
    path("places/offices/<int:office_id>/areas/<int:coverage_id>/remove/", offices.uncover, name="uncover"),
    path("places/contacts/", contacts.contacts, name="contacts"),
    path("places/contacts/new/", contacts.new, name="contact_new"),
    path("places/contacts/<int:contact_id>/", contacts.contact, name="contact"),
    path("places/contacts/<int:contact_id>/withdraw/", contacts.withdraw, name="contact_withdraw"),
    path("organisations/<slug:slug>/succession/", successions.succession, name="succession"),
    path("organisations/<slug:slug>/succession/<slug:kind>/", successions.plan, name="succession_plan"),
]
