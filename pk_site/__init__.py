"""Amanah put together: settings, addresses, web server, worker and the embedded services."""

from pk_site.celery import app as celery_app

__all__ = ["celery_app"]
