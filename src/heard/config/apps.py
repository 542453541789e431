"""The site itself: the commands that touch every app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Registers the site's own commands."""

    name = "heard.config"
    label = "site"
