"""The demonstration: a made-up campaign, loaded into an empty site through the site's own actions."""

from heard.config.demo.loading import NotADemonstration, NotEmpty, load
from heard.config.demo.people import sign_ins
from heard.config.demo.toolkits import toolkit_path

__all__ = ["NotADemonstration", "NotEmpty", "load", "sign_ins", "toolkit_path"]
