"""The verifier accepts rows and returns the rest; accepted rows are locked, and both sides see what changed since."""

import dataclasses
import json
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.trail import history
from indicators.enums import ValueState
from messaging.models import Notification
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.evidence.actions import add_link
from realisations.history.since_return import since_return
from realisations.models import QuarterReport, Realisation
from realisations.reports.acceptance import open_row
from realisations.reports.actions import return_report, submit_report, verify_report
from realisations.verification.reopening import reopen_report
from tests.entries import lines_of, save_report
from tests.factories import evidence_for
from tests.office import TODAY, Office
from tests.realisations.reports.test_report_life import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]

CLINICS = Entry(state=ValueState.REPORTED, figure=Decimal("2"))
STUNTING = Entry(state=ValueState.REPORTED, figure=Decimal("15.8"), note="Sesuai e-PPGBM")


@pytest.fixture
def returned(office: Office) -> QuarterReport:
    """Stunting is to be corrected, the count of clinics was accepted, the rest is neither."""
    remarks = {office.stunting.pk: "Angka e-PPGBM 17,2."}
    report = return_report(
        sent(office), by=office.secretary, today=TODAY, row_remarks=remarks, accepted={office.clinics.pk}
    )
    return QuarterReport.objects.get(pk=report.pk)


def row(office: Office, name: str) -> Realisation:
    return Realisation.objects.get(indicator=getattr(office, name))


def type_in(report: QuarterReport, office: Office, **entries: Entry) -> QuarterReport:
    report.refresh_from_db()
    values = {getattr(office, name).pk: entry for name, entry in entries.items()}
    return save_report(report, values, by=office.operator, version=report.version)


def test_an_accepted_row_bears_who_and_when_and_the_trail_names_it(office: Office, returned: QuarterReport):
    clinics = row(office, "clinics")
    assert (clinics.is_accepted, clinics.accepted_by, clinics.accepted_at) == (True, office.secretary, timezone.now())
    assert not row(office, "grade").is_accepted
    event = history(returned).first()
    assert [label for label, _, _ in lines_of(event)] == ["IKU.1: Angka e-PPGBM 17,2.", "Diterima: IKU.2"]
    assert event.data["remarks"] == {str(office.stunting.pk): "Angka e-PPGBM 17,2."}


def test_an_accepted_row_is_locked_the_others_are_not(office: Office, returned: QuarterReport):
    with pytest.raises(ValidationError, match=r"IKU\.2: baris ini sudah diterima verifikator"):
        type_in(returned, office, clinics=CLINICS, stunting=STUNTING)
    assert row(office, "stunting").figure == Decimal("16")
    with pytest.raises(ValidationError, match="sudah diterima"):
        add_link(returned, office.clinics, "https://contoh.go.id/a", "Tautan", by=office.operator)
    unchanged = Entry.of(row(office, "clinics"))
    type_in(returned, office, clinics=unchanged, stunting=STUNTING)
    assert row(office, "stunting").figure == Decimal("15.8")


def test_a_single_box_of_an_accepted_row_is_refused_as_well(office: Office, returned: QuarterReport, client):
    client.force_login(office.operator)
    box = {"name": f"r{office.clinics.pk}-value", "text": "9", "was": "0"}
    answered = client.post(reverse("realisations:cell_save", args=[returned.pk]), box)
    assert answered.status_code == 422
    assert "baris ini sudah diterima verifikator" in answered.content.decode()
    version = returned.version
    returned.refresh_from_db()
    assert (row(office, "clinics").figure, row(office, "clinics").is_accepted, returned.version) == (0, True, version)


def test_the_mark_survives_resending_and_says_unchanged_since(office: Office, returned: QuarterReport):
    type_in(returned, office, stunting=STUNTING)
    submit_report(returned, by=office.head)
    assert row(office, "clinics").is_accepted
    assert row(office, "stunting").return_remark == ""


def test_whatever_road_a_change_comes_on_the_mark_falls_with_it(office: Office, returned: QuarterReport):
    Realisation.objects.filter(indicator=office.clinics).update(figure=Decimal("7"))
    assert not row(office, "clinics").is_accepted
    Realisation.objects.filter(indicator=office.grade).update(accepted_at=timezone.now(), accepted_by=office.secretary)
    Realisation.objects.filter(indicator=office.grade).update(return_remark="x")
    assert row(office, "grade").is_accepted
    with pytest.raises(IntegrityError, match="realisation_accepted_pair"), transaction.atomic():
        Realisation.objects.filter(indicator=office.grade).update(accepted_by=None)


def test_a_row_with_remark_and_mark_is_refused_and_nothing_is_written(office: Office):
    report = sent(office)
    with pytest.raises(ValidationError, match=r"IKU\.1: baris ini ditandai diterima dan juga diberi catatan"):
        return_report(
            report,
            by=office.secretary,
            today=TODAY,
            row_remarks={office.stunting.pk: "Salah."},
            accepted={office.stunting.pk},
        )
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED
    assert not Realisation.objects.exclude(return_remark="").exists()


def test_a_row_without_an_answer_is_never_accepted(office: Office):
    report = sent(office)
    Realisation.objects.filter(indicator=office.grade).update(state=ValueState.NOT_REPORTED, grade="")
    return_report(report, by=office.secretary, today=TODAY, remark="x", accepted={office.grade.pk, office.clinics.pk})
    assert list(Realisation.objects.exclude(accepted_at=None)) == [row(office, "clinics")]


def test_a_second_return_takes_the_mark_back_when_it_is_not_given_again(office: Office, returned: QuarterReport):
    submit_report(returned, by=office.head)
    return_report(returned, by=office.section, today=TODAY, remark="Lagi.", accepted=set())
    assert not row(office, "clinics").is_accepted


def test_verifier_or_section_open_a_row_and_those_who_type_are_told(office: Office, returned: QuarterReport):
    open_row(returned, office.clinics.pk, by=office.section, today=TODAY)
    type_in(returned, office, clinics=CLINICS)
    event = history(returned).get(verb="report.row_opened")
    assert event.data["detail"].startswith("IKU.2 ")
    written = Notification.objects.filter(occasion=f"report/{returned.pk}/row_opened/{event.pk}")
    assert {message.recipient for message in written} == {office.head, office.operator}
    with pytest.raises(ValidationError, match="tidak sedang terkunci"):
        open_row(returned, office.clinics.pk, by=office.section, today=TODAY)


def boxes_sent(page: str) -> dict[str, str]:
    """What a browser sends of the entry page without anything being typed: disabled boxes are left out."""
    fields = re.findall(r'<(?:input type="(?:text|hidden)"|textarea|select) name="[^"]+"[^>]*>', page)
    written = [field for field in fields if " disabled" not in field]
    found = {re.search('name="([^"]+)"', each)[1]: re.search('value="([^"]*)"', each) for each in written}
    return {name: value[1] if value else "" for name, value in found.items()}


def test_a_form_that_was_open_while_a_row_was_opened_does_not_empty_the_row(office, returned, client):
    client.force_login(office.operator)
    address = reverse("realisations:report_edit", args=[returned.pk])
    sent_boxes = boxes_sent(client.get(address).content.decode())
    value = f"r{office.clinics.pk}-value"
    assert value not in sent_boxes
    open_row(returned, office.clinics.pk, by=office.secretary, today=TODAY)
    again = client.post(address, sent_boxes)
    assert again.status_code == 409
    boxes = boxes_sent(again.content.decode())
    assert (boxes[value], boxes["version"]) == ("0", str(returned.version + 1))
    assert client.post(address, {**sent_boxes, "version": boxes["version"]}).status_code == 302
    assert (row(office, "clinics").state, row(office, "clinics").figure) == (ValueState.REPORTED, 0)


def test_what_somebody_saved_in_an_opened_row_is_shown_to_whom_it_was_locked(office, returned, client):
    client.force_login(office.operator)
    address = reverse("realisations:report_edit", args=[returned.pk])
    sent_boxes = boxes_sent(client.get(address).content.decode())
    open_row(returned, office.clinics.pk, by=office.secretary, today=TODAY)
    type_in(returned, office, clinics=CLINICS)
    again = client.post(address, sent_boxes)
    assert again.status_code == 409
    assert boxes_sent(again.content.decode())[f"r{office.clinics.pk}-value"] == "2"
    assert f"r{office.clinics.pk}-value" not in json.loads(again.context["stored"])


def test_rows_are_opened_only_while_the_report_is_with_its_holder(office: Office, returned: QuarterReport):
    submit_report(returned, by=office.head)
    with pytest.raises(ValidationError, match="berstatus “Dikirim”"):
        open_row(returned, office.clinics.pk, by=office.section, today=TODAY)


def test_a_reopened_report_has_no_locked_rows(office: Office, returned: QuarterReport):
    submit_report(returned, by=office.head)
    verify_report(returned, by=office.secretary, today=TODAY)
    reopen_report(returned, by=office.section, today=TODAY, reason="Sumber data direvisi BPS")
    assert not Realisation.objects.exclude(accepted_at=None).exists()


def test_what_changed_since_the_return_is_told_row_by_row(office: Office, returned: QuarterReport):
    type_in(returned, office, stunting=dataclasses.replace(STUNTING, figure=Decimal("15.9")))
    type_in(returned, office, stunting=STUNTING, grade=Entry(state=ValueState.REPORTED, grade="BB"))
    type_in(returned, office, grade=Entry(state=ValueState.REPORTED, grade="B"))
    returned.refresh_from_db()
    save_report(returned, {}, by=office.operator, version=returned.version, spending={office.budget.pk: Decimal(5)})
    add_link(returned, office.grade, "https://contoh.go.id/a", "LHE", by=office.operator)
    since = since_return(returned)
    written = [(change.label, change.before, change.after) for change in since.of(office.stunting.pk).changes]
    assert written == [("Realisasi", "16", "15,8"), ("Keterangan", "kosong", "Sesuai e-PPGBM")]
    assert since.of(office.stunting.pk).remark == "Angka e-PPGBM 17,2."
    assert [change.label for change in since.of(office.grade.pk).changes] == [
        "Bukti ditambahkan: LHE (https://contoh.go.id/a)"
    ]
    assert [(change.before, change.after) for change in since.money] == [("kosong", "5")]
    assert since.summary == "Sejak itu 2 indikator berubah, 1 angka anggaran berubah."


def test_a_remark_that_nobody_followed_is_called_so(office: Office, returned: QuarterReport):
    assert since_return(returned).summary == "Sejak itu 1 baris yang diberi catatan belum berubah."
    assert since_return(returned).of(office.stunting.pk).is_unheeded


def test_a_report_that_was_never_returned_has_no_such_story(office: Office):
    assert since_return(sent(office)) is None


def test_the_sender_finds_remark_lock_and_changes_at_the_row(office: Office, returned: QuarterReport, client):
    client.force_login(office.operator)
    form = client.get(reverse("realisations:report_edit", args=[returned.pk])).content.decode()
    assert "Angka e-PPGBM 17,2." in form
    assert "Sudah diterima verifikator pada 8 Oktober 2026, jadi terkunci" in form
    assert f'name="r{office.clinics.pk}-value" value="0"' in form
    typed = {"version": returned.version, f"r{office.stunting.pk}-value": "15,8", f"r{office.clinics.pk}-value": "9"}
    typed |= {f"r{office.grade.pk}-value": "B", f"r{office.on_time.pk}-value": "ya"}
    client.post(reverse("realisations:report_edit", args=[returned.pk]), typed)
    assert row(office, "clinics").figure == 0
    assert row(office, "stunting").figure == Decimal("15.8")
    check = " ".join(client.get(reverse("realisations:report_check", args=[returned.pk])).content.decode().split())
    assert "Realisasi: 16 → 15,8" in check
    assert f"Sudah diterima {office.secretary} pada 8 Oktober 2026; tidak berubah sejak itu." in check


def test_the_verifier_finds_what_changed_and_the_old_remark(office: Office, returned: QuarterReport, client):
    type_in(returned, office, stunting=STUNTING)
    submit_report(returned, by=office.head)
    client.force_login(office.secretary)
    page = " ".join(client.get(reverse("realisations:report_review", args=[returned.pk])).content.decode().split())
    assert "Realisasi: 16 → 15,8" in page
    assert "Catatan saat dikembalikan:" in page
    assert f"– {office.operator}, " in page
    assert (
        f'name="accept_{office.clinics.pk}" class="form-check-input" id="id_accept_{office.clinics.pk}" checked' in page
    )


def test_the_verifier_accepts_the_rest_with_one_box(office: Office, client):
    report = sent(office)
    client.force_login(office.secretary)
    typed = {"version": report.version, f"row_{office.stunting.pk}": "Periksa.", "accept_rest": "on"}
    client.post(reverse("realisations:report_return", args=[report.pk]), typed)
    marked = Realisation.objects.exclude(accepted_at=None).values_list("indicator", flat=True)
    assert set(marked) == {office.clinics.pk, office.grade.pk, office.on_time.pk}


def test_a_refused_verdict_keeps_what_was_typed(office: Office, client):
    report = sent(office)
    client.force_login(office.secretary)
    typed = {"version": report.version, f"row_{office.stunting.pk}": "Periksa.", f"accept_{office.stunting.pk}": "on"}
    page = client.post(reverse("realisations:report_return", args=[report.pk]), typed).content.decode()
    assert "ditandai diterima dan juga diberi catatan" in page
    assert "Periksa." in page


def test_bagian_organisasi_finds_the_button_at_the_accepted_row_the_sender_does_not(office, returned, client):
    address = reverse("realisations:row_open", args=[returned.pk, office.clinics.pk])
    for user, finds in ((office.section, True), (office.secretary, True), (office.head, False)):
        client.force_login(user)
        assert (
            address in client.get(reverse("realisations:report_detail", args=[returned.pk])).content.decode()
        ) is finds
    assert client.post(address).status_code == 403
    client.force_login(office.secretary)
    assert "IKU.2 dibuka" in client.post(address, follow=True).content.decode()


def test_evidence_of_an_accepted_row_stays(office: Office, returned: QuarterReport, client):
    use = evidence_for(returned, office.clinics)
    client.force_login(office.operator)
    address = reverse("realisations:evidence_remove", args=[returned.pk, office.clinics.pk, use.pk])
    page = client.post(address, follow=True).content.decode()
    assert "sudah diterima verifikator" in page
    assert "Unggah berkas" not in page
    assert type(use).objects.filter(pk=use.pk).exists()


def test_who_changes_a_row_from_the_check_page_comes_back_to_it(office: Office, returned: QuarterReport, client):
    client.force_login(office.operator)
    check, edit = (reverse(f"realisations:report_{page}", args=[returned.pk]) for page in ("check", "edit"))
    place = f"indikator-{office.stunting.pk}"
    assert f'href="{edit}?kembali={place}#{place}"' in client.get(check).content.decode()
    assert f'href="{check}#{place}"' in client.get(edit, {"kembali": place}).content.decode()
    typed = {"version": returned.version, f"r{office.stunting.pk}-value": "15,8"}
    typed |= {f"r{office.grade.pk}-value": "B", f"r{office.on_time.pk}-value": "ya"}
    assert client.post(f"{edit}?kembali={place}", typed).url == f"{check}#{place}"
    assert "Kembali ke Periksa" not in client.get(edit, {"kembali": "//jahat.example"}).content.decode()


def test_what_is_mended_after_a_return_is_shown_to_its_authors_alone(office: Office, returned: QuarterReport, client):
    type_in(returned, office, stunting=dataclasses.replace(STUNTING, figure=Decimal("15.25")))

    def read(user):
        client.force_login(user)
        return client.get(reverse("realisations:report_detail", args=[returned.pk])).content.decode()

    assert "15,25" in read(office.operator)
    for reader in (office.secretary, office.section):
        page = read(reader)
        assert "Laporan ini sedang diperbaiki" in page
        assert "15,25" not in page
        assert office.clinics.statement in page  # was accepted, so it stands as it was sent
        assert office.stunting.statement not in page
