"""What beat starts for the printed things."""

from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import PrintJob, UploadedScan
from documents.printing.tasks import print_waiting, remove_old_results
from documents.scans.tasks import discard_unconfirmed, read_scans
from pk_site.celery import app
from tests.documents.printing.season import job_of, season
from tests.documents.scans import papers

pytestmark = pytest.mark.django_db


def test_scans_that_were_uploaded_are_read(officer):
    (scan,) = papers.upload(officer, papers.pdf_of((595, 842)))
    read_scans()
    assert UploadedScan.objects.get(pk=scan.pk).state == "unread"


def test_old_results_and_scans_go_at_night_and_young_ones_stay(officer, settings):
    job = job_of(season(1), officer)
    print_waiting()
    old, young = papers.upload(officer, *[papers.pdf_of((595, 842))] * 2)
    remove_old_results()
    discard_unconfirmed()
    assert UploadedScan.objects.count() == 2 and PrintJob.objects.get().has_file

    long_ago = timezone.now() - timedelta(days=31)
    PrintJob.objects.filter(pk=job.pk).update(finished_at=long_ago)
    UploadedScan.objects.filter(pk=old.pk).update(uploaded_at=long_ago)
    remove_old_results()
    discard_unconfirmed()
    assert UploadedScan.objects.get() == young and not PrintJob.objects.get().has_file


def test_beat_names_tasks_that_exist(settings):
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
