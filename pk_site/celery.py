"""The Celery application of the worker and of beat."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init

from pk_site import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")

app = Celery("amanah")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
def hold_embedded_services(**_: object) -> None:
    """Start PostgreSQL and Valkey before the worker or beat connects to them."""
    embedded.start_or_exit()
