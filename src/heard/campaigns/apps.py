"""The campaigns app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.campaigns"
    default_auto_field = "django.db.models.BigAutoField"
