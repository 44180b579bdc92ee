"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from pk_site import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
embedded.start_or_exit()
application = get_wsgi_application()
