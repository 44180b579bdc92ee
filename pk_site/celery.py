"""The Celery application of the worker and of beat."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init, task_postrun, task_prerun

from pk_site import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")

app = Celery("amanah")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(
    ["documents.preparing", "documents.printing", "documents.scans", "duties.reminders", "messaging.outbox"]
)


@celeryd_init.connect
@beat_init.connect
def hold_embedded_services(**_: object) -> None:
    """Start PostgreSQL and Valkey before the worker or beat connects to them."""
    embedded.start_or_exit()


@task_prerun.connect
def enter_zone(**_: object) -> None:
    """Let the days of a task begin and end by the government's clock."""
    from organisation import clock  # models are there only once Django is set up, after this module is loaded

    clock.enter_zone()


@task_postrun.connect
def leave_zone(**_: object) -> None:
    """Leave the worker's thread as it was."""
    from organisation import clock

    clock.leave_zone()
