"""The page of one row's evidence: adding, using again, taking away; who may; what is refused; how files are served."""

import datetime
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from audit.wording import SENTENCES
from indicators.enums import EvidenceRule
from indicators.models import Indicator, Policy
from organisation.models import User
from realisations.enums import ReportStatus
from realisations.evidence import actions
from realisations.evidence.actions import MOST_PER_ROW
from realisations.models import Evidence, EvidenceUse, QuarterReport, Realisation
from tests.factories import IndicatorFactory, ObjectiveFactory, evidence_for, realise, report_of
from tests.office import Office, figure
from tests.realisations.evidence.files import ACCEPTED, pdf, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

PDF = pdf()
SCRIPTABLE = ("html", "svg", "xml", "script", "ecma")


def visit(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(office: Office, indicator: Indicator | None = None, name: str = "report_evidence", *more: int) -> str:
    row = indicator or office.stunting
    return reverse(f"realisations:{name}", args=[office.report().pk, row.pk, *more])


def upload(name: str = "laporan.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF if content is None else content)


def send(client: Client, address: str, *files: SimpleUploadedFile, **options: object):
    return client.post(address, {"files": list(files), "whole": "ya"}, **options)


def stored_files() -> list[Path]:
    root = Path(default_storage.path("evidence"))
    return sorted(root.iterdir()) if root.exists() else []


# --- what works ---------------------------------------------------------------------------------------------------


def test_the_operator_adds_files_and_is_told_the_limits_before(office: Office) -> None:
    client = visit(office.operator)
    assert (
        "paling besar 10 MB per berkas, paling banyak 20 bukti per indikator"
        in client.get(page(office)).content.decode()
    )
    response = send(client, page(office), upload(), upload("foto.jpg", picture("JPEG")))
    assert response.status_code == 302
    shown = client.get(page(office)).content.decode()
    assert "laporan.pdf" in shown
    assert "foto.jpg" in shown
    assert f"oleh {office.operator}" in shown
    evidence = Evidence.objects.get(name="laporan.pdf")
    assert (evidence.position, evidence.format, evidence.scan) == (office.position, "pdf", "off")
    assert "laporan" not in evidence.file.name
    events = Event.objects.filter(verb="evidence.added")
    assert events.count() == 2
    assert events.first().data["code"] == "IKU.1"
    assert {"evidence.added", "evidence.reused", "evidence.removed"} <= set(SENTENCES)


def test_the_script_gets_one_sentence_for_each_file(office: Office) -> None:
    client = visit(office.operator)
    by_script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    good = send(client, page(office), upload(), **by_script)
    assert (good.status_code, good.json()) == (201, {"sentence": "Diterima."})
    bad = send(client, page(office), upload("a.txt", b"catatan"), **by_script)
    assert bad.status_code == 422
    assert bad.json()["sentence"].startswith("Jenis berkas ini tidak diterima.")


def test_one_bad_file_refuses_no_other(office: Office) -> None:
    response = send(visit(office.operator), page(office), upload("a.txt", b"catatan"), upload())
    text = response.content.decode()
    assert "a.txt: Jenis berkas ini tidak diterima." in text
    assert "1 bukti ditambahkan." in text
    assert "laporan.pdf" in text


def test_a_link_is_shown_as_one_that_may_change_and_is_never_opened(office: Office) -> None:
    client = visit(office.operator)
    client.post(page(office), {"link": "https://data.contoh.go.id/stunting", "name": ""})
    shown = client.get(page(office)).content.decode()
    assert 'href="https://data.contoh.go.id/stunting"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown
    assert "tautan luar ke data.contoh.go.id, dapat berubah" in shown
    assert client.get(reverse("realisations:evidence_file", args=[Evidence.objects.get().pk])).status_code == 404


def test_the_same_file_is_stored_once_and_used_for_another_indicator(office: Office) -> None:
    client = visit(office.operator)
    send(client, page(office), upload())
    send(client, page(office, office.clinics), upload("nama lain.pdf"))
    evidence = Evidence.objects.get()
    client.post(page(office, office.grade, "evidence_reuse"), {"evidence": evidence.pk})
    assert evidence.uses.count() == 3
    assert len(stored_files()) == 1
    assert Event.objects.filter(verb="evidence.reused").count() == 2


def test_all_evidence_of_the_year_can_be_used_again_and_the_newest_of_before(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(actions, "NEWEST_REUSABLE", 1)
    early = [report_of(office.position, year=year, quarter=1) for year in (2025, 2026)]
    for report, content in ((early[0], b"a"), (early[1], b"b"), (early[1], b"c"), (early[0], b"d"), (early[0], b"e")):
        evidence_for(report, office.clinics, content)
    a, b, c, _, newest = Evidence.objects.order_by("id")
    assert actions.reusable_evidence(office.report(), office.stunting) == [newest, c, b]
    assert actions.reusable_evidence(early[0], office.stunting)[-1] == a
    shown = visit(office.operator).get(page(office)).content.decode()
    assert shown.index(f'value="{newest.pk}"') < shown.index(f'value="{c.pk}"') < shown.index(f'value="{b.pk}"')


def test_with_its_last_use_the_file_goes(office: Office, django_capture_on_commit_callbacks) -> None:
    client = visit(office.operator)
    send(client, page(office), upload())
    send(client, page(office, office.clinics), upload())
    first, second = EvidenceUse.objects.all()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(office, office.stunting, "evidence_remove", first.pk))
    assert len(stored_files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(office, office.clinics, "evidence_remove", second.pk))
    assert (Evidence.objects.count(), stored_files()) == (0, [])
    assert Event.objects.filter(verb="evidence.removed").count() == 2


def test_evidence_stands_on_the_pages_that_fill_check_read_and_judge(office: Office) -> None:
    realise(office.report(), office.stunting, figure("16"))
    evidence_for(office.report(), office.stunting)
    head, report = visit(office.head), office.report()
    page = head.get(reverse("realisations:report_edit", args=[report.pk])).content.decode()
    assert "Kelola bukti (1)" in " ".join(page.split())
    for name in ("report_check", "report_detail"):
        assert "bukti.pdf" in head.get(reverse(f"realisations:{name}", args=[report.pk])).content.decode()
    send_off(report)
    judged = visit(office.secretary).get(reverse("realisations:report_review", args=[report.pk])).content.decode()
    assert "bukti.pdf" in judged


def send_off(report: QuarterReport) -> None:
    user = report.position.assignments.first().employee.user
    QuarterReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.SUBMITTED, submitted_at=timezone.now(), submitted_by=user
    )


# --- what the policy wants ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "is_key", "lacks"),
    [
        (EvidenceRule.NONE, True, False),
        (EvidenceRule.KEY, False, False),
        (EvidenceRule.KEY, True, True),
        (EvidenceRule.ALL, False, True),
    ],
)
def test_the_policy_says_which_figures_need_evidence(office: Office, rule: str, is_key: bool, lacks: bool) -> None:
    Policy.objects.filter(year=2026).update(evidence_rule=rule)
    Indicator.objects.update(is_key=is_key)
    realise(office.report(), office.stunting, figure("16"))
    check = reverse("realisations:report_check", args=[office.report().pk])
    assert ("kurang bukti" in visit(office.head).get(check).content.decode()) is lacks


def test_without_the_evidence_that_is_wanted_nothing_is_sent(office: Office) -> None:
    Policy.objects.filter(year=2026).update(evidence_rule=EvidenceRule.ALL)
    Indicator.objects.exclude(pk=office.stunting.pk).update(objective=other_objective(office))
    realise(office.report(), office.stunting, figure("16"))
    client, submit = visit(office.head), reverse("realisations:report_submit", args=[office.report().pk])
    assert "kurang bukti" in client.post(submit).content.decode()
    assert office.report().status == ReportStatus.DRAFT
    evidence_for(office.report(), office.stunting)
    client.post(submit)
    assert office.report().status == ReportStatus.SUBMITTED


def other_objective(office: Office):
    return ObjectiveFactory(position=office.division)


# --- how files are served -------------------------------------------------------------------------------------------


def test_nothing_is_ever_served_as_html_svg_or_script(office: Office) -> None:
    client = visit(office.operator)
    rows = [office.stunting, office.clinics]
    for row, part in zip(rows, (ACCEPTED[:14], ACCEPTED[14:]), strict=True):
        files = [SimpleUploadedFile(name, content, "text/html") for name, content, _ in part]
        assert send(client, page(office, row), *files).status_code == 302
    assert Evidence.objects.count() == len(ACCEPTED)
    for evidence in Evidence.objects.all():
        response = client.get(reverse("realisations:evidence_file", args=[evidence.pk]))
        assert response.status_code == 200
        assert not any(word in response["Content-Type"] for word in SCRIPTABLE) or "openxml" in response["Content-Type"]
        assert response["Content-Type"].startswith(("application/pdf", "image/", "application/vnd."))
        assert response["Content-Disposition"].startswith("attachment; filename")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert response["Cache-Control"] == "private, no-store"
        assert "\n" not in response["Content-Disposition"]
        assert len(response.content) == evidence.size


def test_a_file_that_was_altered_on_the_disk_is_not_served(office: Office) -> None:
    evidence = evidence_for(office.report(), office.stunting).evidence
    Path(evidence.file.path).write_bytes(b"<html>")
    assert visit(office.head).get(reverse("realisations:evidence_file", args=[evidence.pk])).status_code == 404


# --- who may not ----------------------------------------------------------------------------------------------------


def test_evidence_of_a_draft_is_for_its_authors_and_of_a_sent_report_for_its_scope(office: Office) -> None:
    address = reverse("realisations:evidence_file", args=[evidence_for(office.report(), office.stunting).evidence_id])
    assert visit(office.operator).get(address).status_code == 200
    assert visit(office.section).get(address).status_code == 403
    send_off(office.report())
    assert visit(office.section).get(address).status_code == 200
    assert visit(office.division_head).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_files_are_not_below_an_address_of_the_web_server(office: Office) -> None:
    evidence = evidence_for(office.report(), office.stunting).evidence
    for start in ("/media/", "/static/", "/static/../", "/"):
        assert visit(office.head).get(f"{start}{evidence.file.name}").status_code == 404


# --- what is refused ------------------------------------------------------------------------------------------------


def refused(office: Office, post: Callable[[Client], object]) -> str:
    """The page after a refused request; nothing was stored."""
    response = post(visit(office.operator))
    assert EvidenceUse.objects.count() == 0
    assert stored_files() == []
    return response.content.decode()


def test_no_file_at_all_is_asked_for(office: Office) -> None:
    assert "Pilih sedikitnya satu berkas." in refused(office, lambda client: client.post(page(office), {"whole": "ya"}))


def test_an_upload_that_was_cut_in_the_middle_is_refused(office: Office) -> None:
    body = encode_multipart(BOUNDARY, {"files": upload(), "whole": "ya"})
    cut = body[: body.index(b"%%EOF") + 5]
    text = refused(office, lambda client: client.generic("POST", page(office), cut, MULTIPART_CONTENT))
    assert "Unggahan terputus" in text


def test_a_full_disk_leaves_no_half_file(office: Office, full_disk) -> None:
    realise(office.report(), office.stunting, figure("16"))
    large = SimpleUploadedFile("bukti.pdf", pdf(pages=200))
    assert "Ruang penyimpanan server penuh" in refused(office, lambda client: send(client, page(office), large))
    assert Realisation.objects.get().figure == 16


def test_a_disk_that_cannot_be_written_is_told(office: Office, settings) -> None:
    Path(settings.MEDIA_ROOT).write_text("a file where a folder should be")
    text = send(visit(office.operator), page(office), upload()).content.decode()
    assert "gangguan penyimpanan server" in text
    assert not EvidenceUse.objects.exists()


@pytest.mark.parametrize(
    "link",
    ["http://contoh.go.id/a", "javascript:alert(1)", "https://orang@contoh.go.id/", "https://localhost/", "https://",
     "data:text/html,x", "https://contoh.go.id/ a", "ftp://contoh.go.id/"],
)  # fmt: skip
def test_only_https_addresses_are_links(office: Office, link: str) -> None:
    text = refused(office, lambda client: client.post(page(office), {"link": link}))
    assert "diawali https://" in text


def test_a_closed_period_takes_no_evidence(office: Office) -> None:
    address = page(office)
    for number, day in enumerate(("opens", "due", "closes"), start=1):
        setattr(office.period, day, datetime.date(2026, 1, number))
    office.period.save()
    assert "sudah ditutup" in refused(office, lambda client: send(client, address, upload()))


def test_a_sent_report_takes_no_evidence_and_gives_none_back(office: Office) -> None:
    use = evidence_for(office.report(), office.stunting)
    send_off(office.report())
    client = visit(office.operator)
    assert "jadi isinya tidak dapat diubah" in send(client, page(office), upload()).content.decode()
    client.post(page(office, office.stunting, "evidence_remove", use.pk))
    assert EvidenceUse.objects.count() == 1


def test_a_row_of_another_report_does_not_exist_here(office: Office) -> None:
    foreign = IndicatorFactory(objective=other_objective(office))
    assert send(visit(office.operator), page(office, foreign), upload()).status_code == 404


def test_evidence_of_another_position_is_not_used_here(office: Office) -> None:
    foreign = IndicatorFactory(objective=other_objective(office))
    evidence = evidence_for(report_of(office.division, ReportStatus.DRAFT), foreign).evidence
    response = visit(office.operator).post(page(office, None, "evidence_reuse"), {"evidence": evidence.pk})
    assert "tidak ada lagi dalam daftar" in response.content.decode()
    assert evidence.uses.count() == 1


def test_the_same_file_twice_on_one_row_is_told(office: Office) -> None:
    client = visit(office.operator)
    send(client, page(office), upload())
    assert "sudah ada pada indikator ini" in send(client, page(office), upload("lagi.pdf")).content.decode()
    assert EvidenceUse.objects.count() == 1


def test_a_row_takes_twenty_pieces(office: Office) -> None:
    for number in range(MOST_PER_ROW):
        evidence_for(office.report(), office.stunting, b"%%PDF-%d" % number)
    assert "sudah mempunyai 20 bukti" in send(visit(office.operator), page(office), upload()).content.decode()
    assert EvidenceUse.objects.count() == MOST_PER_ROW


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_page_takes_the_same_queries_for_one_piece_and_for_three(
    office: Office, pieces: int, django_assert_num_queries
) -> None:
    for number in range(pieces):
        evidence_for(office.report(), office.stunting, b"%%PDF-%d" % number)
        evidence_for(office.report(), office.clinics, b"%%PDF-x%d" % number)
    client = visit(office.operator)
    with django_assert_num_queries(24):
        client.get(page(office))


def test_the_script_is_light() -> None:
    scripts = [Path(finders.find("js/evidence.js")), *Path(finders.find("js/evidence")).glob("*.js")]
    assert len(scripts) >= 3
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < 3500
