"""Issuing an agreement: what comes of it, that it happens once, and when it is refused."""

import datetime
import hashlib
import io
import re
import threading
from pathlib import Path

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.actions import issue_agreement
from agreements.papers.facts import agreement_document
from audit.trail import history
from documents.drawing import pdf
from documents.models import IssuedDocument, NumberRegister
from indicators.models import Policy
from organisation.domain.nip import group_nip
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head
from tests.words import lines_of as words_of


def text_of(issued: IssuedDocument) -> str:
    with issued.file.open("rb") as file:
        reader = pypdf.PdfReader(io.BytesIO(file.read()))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


# --- Works -----------------------------------------------------------------------------------------------------------


def test_the_issued_document_is_stored_numbered_hashed_and_told_in_the_history(agreement, officer):
    issued = issue_agreement(agreement, by=officer)
    with issued.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == issued.sha256
    assert (issued.number, issued.sequence, issued.year, issued.issued_by) == ("800/1/PK/2026", 1, 2026, officer)
    assert issued.title == "Perjanjian Kinerja Tahun 2026 – Dinas Kesehatan"
    assert len(issued.token) == 24
    event = history(agreement).get()
    assert (event.verb, words_of(event)) == ("document.issued", ["Nomor 800/1/PK/2026"])


def test_the_document_holds_both_parties_every_indicator_and_the_total(agreement, officer, settings):
    settings.SITE_URL = "https://amanah.contoh.go.id"
    issued = issue_agreement(agreement, by=officer)
    text = text_of(issued)
    first, second = agreement.parties.all()
    assert first.name in text and second.name in text
    assert f"NIP. {group_nip(first.employee_number)}" in text
    assert "Penata Tingkat I" in text
    assert group_nip(second.employee_number) not in text
    for line in agreement.lines.all():
        assert line.indicator_statement in text
    assert " 85,5 " in text and " 0,125 " in text
    assert "Jumlah Rp2.000.000.000" in text
    assert "Terbilang: dua miliar rupiah" in text
    assert f"Contoh, {'…' * 10}" in text
    assert f"https://amanah.contoh.go.id/v/{issued.token}/" in text
    assert "DRAF" not in text


def test_issuing_again_gives_the_document_of_the_first_time(agreement, officer):
    first = issue_agreement(agreement, by=officer)
    agreement.position.title = "Nama yang diganti kemudian"
    agreement.position.save()
    assert issue_agreement(agreement, by=officer) == first
    assert NumberRegister.objects.get().last == 1


def test_numbers_follow_each_other_within_the_year_in_the_wording_of_the_year(officer):
    factories.GovernmentFactory()
    Policy.objects.create(year=2027, agreement_number_format="{nomor}.PK.{tahun}.{nomor.__class__}")
    superior = regional_head()
    numbers = []
    for year in (2026, 2026, 2027):
        position = factories.PositionFactory()
        factories.holder_of(position)
        numbers.append(issue_agreement(agreement_of(position, superior, year=year), by=officer).number)
    assert numbers == ["800/1/PK/2026", "800/2/PK/2026", "1.PK.2027.{nomor.__class__}"]


def test_a_number_may_tell_the_office_and_the_month_of_the_agreement(officer):
    factories.GovernmentFactory()
    Policy.objects.create(year=2026, agreement_number_format="800/{nomor}/PK/{unit}/{bulan}/{tahun}")
    office = factories.WorkUnitFactory(code="DINKES")
    division = factories.WorkUnitFactory(kind="division", parent=office)
    superior = regional_head()
    numbers = []
    for unit, day in ((office, datetime.date(2026, 1, 26)), (division, datetime.date(2026, 9, 1))):
        position = factories.PositionFactory(unit=unit)
        factories.holder_of(position)
        agreement = agreement_of(position, superior)
        Agreement.objects.filter(pk=agreement.pk).update(signed_on=day)
        numbers.append(issue_agreement(agreement, by=officer).number)
    assert numbers == ["800/1/PK/DINKES/I/2026", "800/2/PK/DINKES/IX/2026"]


def test_the_regional_head_stands_alone_for_the_whole_government(officer):
    factories.GovernmentFactory()
    document = agreement_document(agreement_of(regional_head(), None))
    assert document.second is None
    assert (document.first.position, document.first.rank, document.first.nip) == ("Bupati Contoh", "", "")
    assert document.unit_name == "Kabupaten Contoh"


def test_wording_an_agreement_takes_the_same_queries_however_long_it_is(agreement, django_assert_num_queries):
    fetched = Agreement.objects.with_content().get(pk=agreement.pk)
    with django_assert_num_queries(4):  # government, the agreeing, policy of the year, wording
        agreement_document(fetched)


@pytest.mark.parametrize("status", [AgreementStatus.PARTLY_SIGNED, AgreementStatus.IN_FORCE])
def test_a_signed_agreement_is_printed_with_its_day(agreement, officer, status):
    Agreement.objects.filter(pk=agreement.pk).update(status=status, signed_on="2026-01-05")
    assert "Contoh, 5 Januari 2026" in text_of(issue_agreement(agreement, by=officer))


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_the_same_moment_get_one_document(agreement, officer):
    together = threading.Barrier(2)
    issued: list[IssuedDocument] = []

    def work() -> None:
        together.wait()
        try:
            issued.append(issue_agreement(agreement, by=officer))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({document.pk for document in issued}) == 1
    assert IssuedDocument.objects.count() == NumberRegister.objects.get().last == 1


# --- Refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "status",
    [AgreementStatus.DRAFT, AgreementStatus.SUBMITTED, AgreementStatus.RETURNED, AgreementStatus.CANCELLED],
)
def test_nothing_is_issued_before_the_approval_or_after_a_cancellation(agreement, officer, status):
    Agreement.objects.filter(pk=agreement.pk).update(status=status)
    with pytest.raises(ValidationError, match="diterbitkan setelah disepakati"):
        issue_agreement(agreement, by=officer)
    assert not IssuedDocument.objects.exists()
    assert not NumberRegister.objects.exists()


def test_a_print_that_fails_takes_no_number_and_leaves_no_file(agreement, officer, settings):
    factories.GovernmentFactory().__class__.objects.update(coat_of_arms="government/hilang.png")
    with pytest.raises(pdf.RenderRefusedError, match="lambang daerah"):
        issue_agreement(agreement, by=officer)
    assert not IssuedDocument.objects.exists()
    assert not NumberRegister.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_row_that_is_refused_leaves_no_file(agreement, officer, settings, monkeypatch):
    monkeypatch.setattr("documents.issuing.tokens.TOKEN_BYTES", 60)
    with pytest.raises(Exception, match="too long"):
        issue_agreement(agreement, by=officer)
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_an_agreement_without_a_first_party_cannot_be_printed(agreement):
    agreement.parties.filter(side="first").delete()
    with pytest.raises(ValidationError, match="Pihak Pertama"):
        agreement_document(agreement)
