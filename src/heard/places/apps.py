"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.places"
    default_auto_field = "django.db.models.BigAutoField"
