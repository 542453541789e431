"""The publication app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.publication"
    default_auto_field = "django.db.models.BigAutoField"
