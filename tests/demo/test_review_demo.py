"""The demo on a day of its own, and one sentence when it cannot be loaded."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command

from agreements.content.document import document_of
from agreements.models import Agreement
from agreements.signing.dating import date_agreement
from demo import loading
from documents.models import IssuedDocument
from organisation.models import Government, User
from realisations.models import QuarterReport
from tests.agreements.papers.rows import numbered
from tests.exchange.books import GOVERNMENT, workbook

pytestmark = pytest.mark.django_db


def number_only(agreement: Agreement, *, by: User, day: datetime.date) -> IssuedDocument:
    """Date and number an agreement without drawing its pages."""
    document = document_of(numbered(date_agreement(agreement, day, by=by)))
    assert document is not None
    return document


@pytest.mark.slow  # the whole demo
@pytest.mark.timeout(900)  # as every load of it: a busy machine must not decide
def test_the_demo_loads_before_its_own_quarters_have_begun(monkeypatch):
    monkeypatch.setattr("demo.agreements.issue_agreement", number_only)  # printing reads no clock, and is slow
    with time_machine.travel("2025-03-01 08:00+07:00", tick=False):
        call_command("load_demo")
    assert QuarterReport.objects.of_quarter(2026, 3).exists()
    assert Government.objects.current().region_code == loading.REGION_CODE


def test_a_demo_workbook_that_is_refused_ends_in_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(workbook({"Pemda": [GOVERNMENT], "Unit": [("X", "Kantor", "kantor", "")]}).getvalue())
    monkeypatch.setattr(loading, "WORKBOOK", path)
    with pytest.raises(CommandError, match=r"Data contoh tidak dapat dimuat: rusak\.xlsx ditolak\. Lembar Unit, baris"):
        call_command("load_demo")
    assert not Government.objects.exists()
