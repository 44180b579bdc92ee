"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from pk_site import embedded
from pk_site.whole_requests import whole_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
embedded.start_or_exit()
application = whole_requests(get_wsgi_application())
