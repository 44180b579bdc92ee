"""What the database itself refuses about evidence, and two people who send the same file at once."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from realisations.evidence.actions import add_file
from realisations.models import Evidence, EvidenceUse
from tests.clocks import database_clock
from tests.factories import evidence_for
from tests.office import WIB, Office, make_office
from tests.realisations.evidence.files import pdf
from tests.realisations.evidence.test_pages import stored_files

LINK = {"kind": "link", "file": "", "format": "", "size": None, "sha256": "", "source_sha256": "", "scan": ""}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"link": "https://contoh.go.id"},
        {"file": ""},
        {"size": 0},
        {"size": None},
        {"sha256": "ABC"},
        {"sha256": "g" * 64},
        {"source_sha256": ""},
        {"format": "svg"},
        {"scan": "virus"},
        {"kind": "lain"},
        {"name": ""},
        {**LINK, "link": "http://contoh.go.id"},
        {**LINK, "link": ""},
        {**LINK, "link": "https://contoh.go.id", "format": "pdf"},
    ],
    ids=str,
)
def test_evidence_is_a_whole_file_or_an_https_link(office: Office, columns: dict[str, object]) -> None:
    evidence = evidence_for(office.report(), office.stunting).evidence
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(**columns)


@pytest.mark.django_db
def test_a_piece_of_evidence_stands_once_beside_a_figure(office: Office) -> None:
    use = evidence_for(office.report(), office.stunting)
    use.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        use.save()


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_by_two_people_at_once_is_stored_once() -> None:
    office = make_office()
    report, content = office.report(), pdf()
    rows = [(office.head, office.stunting), (office.operator, office.clinics)]

    def send(user, indicator) -> None:
        try:
            add_file(report, indicator, SimpleUploadedFile("a.pdf", content), by=user)
        finally:
            connection.close()

    nine = datetime.datetime(2026, 10, 8, 9, tzinfo=WIB)
    with database_clock(nine), ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(send, *row) for row in rows]:
            done.result()
    assert (Evidence.objects.count(), EvidenceUse.objects.count(), len(stored_files())) == (1, 2, 1)
