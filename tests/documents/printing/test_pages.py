"""Choosing, following and fetching what is printed in bulk."""

import io
import re
import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from django.urls import reverse

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from agreements.papers.actions import issue_agreement
from documents.enums import PrintKind
from documents.issuing.revisions import store_revision
from documents.models import IssuedDocument, PrintItem, PrintJob
from documents.printing import press, results
from documents.printing.choice import PrintChoice, PrintReview, PrintRow, review_of
from organisation.models import User
from tests import factories
from tests.agreements.papers.rows import agreement_of, regional_head
from tests.documents.printing.season import head_of, job_of, season, states

pytestmark = pytest.mark.django_db

LIST, CREATE = reverse("documents:print_job_list"), reverse("documents:print_job_create")
TODAY = date(2026, 11, 1)
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def address(job: PrintJob, verb: str) -> str:
    return reverse(f"documents:print_job_{verb}", args=[job.pk])


def review_for(user: User, **query: object) -> PrintReview:
    data = {"tahun": "2026", **{name: str(value) for name, value in query.items()}}
    return review_of(PrintChoice.of(data, TODAY, user))


def subjects(rows: Iterable[PrintRow]) -> list[Agreement]:
    return [row.subject for row in rows]


@pytest.fixture
def visitor(client, officer):
    client.force_login(officer)
    return client


# --- Choosing --------------------------------------------------------------------------------------------------------


def test_the_review_names_what_is_printed_and_what_is_not_with_the_reason(visitor):
    printed, draft, old = season(3)
    Agreement.objects.filter(pk=draft.pk).update(status=AgreementStatus.DRAFT)
    Agreement.objects.filter(pk=old.pk).update(status=AgreementStatus.SUPERSEDED, signed_on="2026-01-05")
    page = text(visitor.get(CREATE, {"tahun": 2026}))
    assert "Akan dicetak: 1 PK" in page
    assert "1 PK di antaranya belum terbit dan akan diberi nomor" in page
    assert f'name="pk" value="{printed.pk}" checked' in page
    assert "Masih berstatus “Draf”" in page
    assert "Sudah diganti dengan PK Perubahan" in page
    assert "1 jabatan pada pilihan ini belum mempunyai PK tahun 2026" in page
    assert not IssuedDocument.objects.exists()


def test_the_choice_follows_year_unit_level_and_state(officer):
    first, second, third = season(3)
    other_year = agreement_of(second.position, None, year=2025)
    Agreement.objects.filter(pk=third.pk).update(status=AgreementStatus.IN_FORCE, signed_on="2026-01-05")
    type(first.position).objects.filter(pk=second.position_id).update(kind="district_head")

    def printed(**changes: object) -> list[Agreement]:
        return subjects(review_for(officer, **changes).printed)

    assert printed() == [first, second, third]
    assert printed(tahun=2025) == [other_year]
    assert printed(unit=first.position.unit_id) == [first]
    assert printed(jenjang="district_head") == [second]
    assert printed(status=AgreementStatus.IN_FORCE.value) == [third]


def test_what_is_signed_electronically_goes_into_a_zip_and_never_into_a_joined_file(officer):
    (agreement,) = season(1)
    document = issue_agreement(agreement, by=officer)
    store_revision(document, b"%PDF-1.7", by=officer, party="first", fingerprint="a" * 64)
    review = review_for(officer)
    assert not review.printed and "merusak tanda tangan" in review.left_out[0].reason
    assert subjects(review_for(officer, bentuk="archive").printed) == [agreement]


def test_pressing_the_button_begins_a_job_of_what_was_ticked_and_leads_to_its_page(visitor, officer):
    agreements = season(3)
    form = {
        "tahun": 2026,
        "on_paper": "titik",
        "kunci": uuid.uuid4(),
        "pk": [agreements[0].pk, agreements[2].pk],
        "bentuk": "archive",
    }
    response = visitor.post(CREATE, form)
    job = PrintJob.objects.get()
    assert response.url == address(job, "detail")
    assert (job.kind, job.words, job.created_by) == (PrintKind.ARCHIVE, "Tahun 2026, semua unit kerja", officer)
    assert list(job.items.values_list("subject_id", flat=True)) == [agreements[0].pk, agreements[2].pk]
    assert visitor.post(CREATE, form).url == response.url
    assert PrintJob.objects.count() == 1


def test_what_cannot_be_printed_any_more_is_said_and_left_out(visitor):
    agreements = season(2)
    Agreement.objects.filter(pk=agreements[1].pk).update(status=AgreementStatus.CANCELLED)
    form = {"tahun": 2026, "on_paper": "titik", "kunci": uuid.uuid4(), "pk": [a.pk for a in agreements]}
    page = text(visitor.post(CREATE, form, follow=True))
    assert "1 PK yang Anda pilih tidak lagi dapat dicetak" in page
    assert PrintItem.objects.get().subject_id == agreements[0].pk


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"on_paper": "titik", "kunci": str(uuid.uuid4())}, "Pilih sedikitnya satu PK"),
        ({"pk": "1", "on_paper": "titik", "kunci": "x"}, "tidak lengkap"),
    ],
)
def test_a_form_without_agreements_or_key_is_refused_with_a_sentence(visitor, form, sentence):
    season(1)
    assert sentence in text(visitor.post(CREATE, {"tahun": 2026, **form}))
    assert not PrintJob.objects.exists()


def test_nonsense_in_the_address_falls_back_to_everything(visitor):
    season(1)
    query = {"tahun": "abad", "unit": "'; --", "jenjang": "raja", "status": "draft", "bentuk": "docx"}
    assert "Cetak PK" in text(visitor.get(CREATE, query))


def test_a_head_is_not_offered_a_promise_that_comes_from_another_dinas(client):
    own, other = season(2)
    Agreement.objects.filter(pk=other.pk).update(counterpart=own.position)
    head = head_of(own)
    review = review_for(head)
    assert (subjects(review.printed), review.left_out) == ([own], ())
    client.force_login(head)
    data = {
        "tahun": 2026,
        "bentuk": "merged",
        "on_paper": "titik",
        "kunci": str(uuid.uuid4()),
        "pk": [own.pk, other.pk],
    }
    client.post(CREATE, data)
    assert list(PrintItem.objects.values_list("subject_id", flat=True)) == [own.pk]
    assert not IssuedDocument.objects.filter(subject_id=other.pk).exists()


def test_a_head_prints_the_own_dinas_and_nothing_else(client):
    own, other = season(2)
    client.force_login(head_of(own))
    assert f'value="{other.pk}"' not in text(client.get(CREATE, {"tahun": 2026}))
    client.post(CREATE, {"tahun": 2026, "on_paper": "titik", "kunci": uuid.uuid4(), "pk": [own.pk, other.pk]})
    assert PrintItem.objects.get().subject_id == own.pk


# --- Following -------------------------------------------------------------------------------------------------------


def test_a_running_job_shows_counts_and_name_and_asks_again_every_two_seconds(visitor, officer):
    job = job_of(season(3), officer)
    press._print(press.claim())
    press.claim()
    page = text(visitor.get(address(job, "detail"), **HTMX))
    assert "<html" not in page
    assert "1 dari 3" in page
    assert "Sedang mencetak: Kepala Dinas Contoh 02." in page
    assert f'hx-get="{address(job, "detail")}" hx-trigger="every 2s"' in page
    assert "Hentikan" in page and "Unduh" not in page


def test_a_job_that_nobody_has_taken_yet_says_that_it_waits_also_without_javascript(visitor, officer):
    job = job_of(season(1), officer)
    page = text(visitor.get(address(job, "detail")))
    assert "Menunggu giliran" in page and "Muat ulang keadaan" in page


def test_a_finished_job_stops_asking_and_offers_its_file(visitor, officer):
    job = job_of(season(2), officer)
    press.work(within=timedelta(seconds=60))
    page = text(visitor.get(address(job, "detail"), **HTMX))
    assert "hx-trigger" not in page and "Unduh berkas hasil" in page and "Ulangi" not in page
    response = visitor.get(address(job, "file"))
    content = b"".join(response.streaming_content)
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert "attachment" in response["Content-Disposition"]
    assert int(response["Content-Length"]) == len(content)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) > 2


def test_failures_are_listed_with_their_sentence_and_can_be_repeated(visitor, officer):
    agreements = season(2)
    job = job_of(agreements, officer)
    Agreement.objects.filter(pk=agreements[0].pk).update(status=AgreementStatus.CANCELLED)
    press.work(within=timedelta(seconds=60))
    page = text(visitor.get(address(job, "detail")))
    assert "Gagal dicetak: 1 PK" in page and "berstatus “Dibatalkan”" in page
    assert "1 PK gagal dicetak dan tidak ada di dalam berkas hasil" in page
    assert "Ulangi yang gagal" in page and "Unduh berkas hasil" in page
    assert "Pencetakan dilanjutkan" in text(visitor.post(address(job, "retry"), follow=True))
    assert states(job) == ["ready", "done"]


def test_a_job_is_stopped_and_continued_with_buttons(visitor, officer):
    job = job_of(season(1), officer)
    page = text(visitor.post(address(job, "cancel"), follow=True))
    assert "Dihentikan setelah 0 dari 1 PK" in page and "Lanjutkan" in page and "hx-trigger" not in page
    assert "tidak dapat menjadi" in text(visitor.post(address(job, "cancel"), follow=True))
    assert "Menunggu giliran" in text(visitor.post(address(job, "retry"), follow=True))


def test_a_lost_or_altered_file_is_not_passed_off_as_the_result(visitor, officer):
    job = job_of(season(1), officer)
    assert visitor.get(address(job, "file")).status_code == 404
    press.work(within=timedelta(seconds=60))
    job.refresh_from_db()
    path = Path(job.file.path)
    path.write_bytes(path.read_bytes() + b" ")
    assert visitor.get(address(job, "file")).status_code == 503
    path.unlink()
    assert visitor.get(address(job, "file")).status_code == 503


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_for_few_and_many(visitor, officer, django_assert_num_queries, count):
    agreements = season(count)
    for _ in range(count):
        job = job_of(agreements, officer)
    job.items.update(state="failed", problem="Lambang daerah hilang.")
    for url, queries in ((LIST, 7), (f"{CREATE}?tahun=2026", 11), (address(job, "detail"), 10)):
        with django_assert_num_queries(queries):
            visitor.get(url)


def test_the_part_that_moves_asks_the_database_little(visitor, officer, django_assert_num_queries):
    job = job_of(season(2), officer)
    with django_assert_num_queries(7):
        visitor.get(address(job, "detail"), **HTMX)


def test_the_list_shows_counts_and_the_empty_list_says_what_to_do(visitor, officer):
    assert "Belum ada cetakan" in text(visitor.get(LIST))
    factories.GovernmentFactory()
    regional_head()
    job_of(season(2), officer)
    page = text(visitor.get(LIST))
    assert "0 dari 2" in page and "Berjalan" in page


@pytest.mark.parametrize(
    ("order", "expected"),
    [("protokol", [0, 1, 2]), ("nama", [2, 0, 1]), ("unit", [1, 2, 0]), ("nomor", [2, 0, 1])],
)
def test_the_order_is_chosen_and_what_is_equal_follows_the_protocol(officer, order, expected):
    agreements = season(3)
    for agreement, name, unit in zip(agreements, ("Budi", "Citra", "Agus"), ("Z", "X", "Y"), strict=True):
        agreement.parties.filter(side="first").update(name=name)
        type(agreement.position.unit).objects.filter(pk=agreement.position.unit_id).update(name=unit, protocol_order=5)
    issue_agreement(agreements[2], by=officer)
    printed = subjects(review_for(officer, urut=order).printed)
    assert [agreements.index(agreement) for agreement in printed] == expected


def test_order_and_sides_go_with_the_job_and_stand_in_its_words(visitor):
    agreements = season(2)
    query = {"tahun": 2026, "urut": "nama", "sisi": "bolak-balik"}
    page = text(visitor.get(CREATE, query))
    assert '<input type="hidden" name="urut" value="nama">' in page
    assert '<input type="hidden" name="sisi" value="bolak-balik">' in page
    visitor.post(CREATE, {**query, "on_paper": "titik", "kunci": uuid.uuid4(), "pk": [a.pk for a in agreements]})
    job = PrintJob.objects.get()
    assert job.is_double_sided and job.words.endswith("urut nama pihak pertama, bolak-balik")
    visitor.post(
        CREATE, {**query, "bentuk": "archive", "on_paper": "titik", "kunci": uuid.uuid4(), "pk": [agreements[0].pk]}
    )
    assert not PrintJob.objects.first().is_double_sided


def test_a_result_that_was_tidied_away_is_told_and_can_be_made_again(visitor, officer):
    job = job_of(season(1), officer)
    press.work(within=timedelta(seconds=60))
    results.remove_old(older_than=timedelta(0))
    page = text(visitor.get(address(job, "detail")))
    assert "karena sudah lama; berkas itu dapat dibuat ulang" in page and "Buat ulang berkas" in page
    assert "Unduh" not in page and "Unduh" not in text(visitor.get(LIST))
    assert visitor.get(address(job, "file")).status_code == 404
    visitor.post(address(job, "retry"))
    press.work(within=timedelta(seconds=60))
    assert visitor.get(address(job, "file")).status_code == 200
