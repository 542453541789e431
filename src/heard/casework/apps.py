"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.casework"
    default_auto_field = "django.db.models.BigAutoField"
