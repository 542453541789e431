"""Django as WSGI, for servers that run it in processes of its own."""

import os

from django.core.wsgi import get_wsgi_application

from heard.design.logs import be_discreet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
be_discreet()
application = get_wsgi_application()
