"""A report is begun, sent, returned, corrected, sent again and verified; everybody who should know is told."""

import datetime
import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import Event
from audit.trail import history
from indicators.enums import ValueState
from messaging.models import Notification
from organisation.enums import PositionKind
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import ReportStatus
from realisations.evidence.actions import add_link, remove_evidence, reuse_evidence
from realisations.models import Evidence, EvidenceUse, QuarterReport, Realisation
from realisations.reports.actions import return_report, start_report, submit_report, verify_report
from realisations.reports.messages import verifiers_of
from tests.entries import lines_of, save_report
from tests.factories import PositionFactory, holder_of, report_of
from tests.office import TODAY, Office, make_office

pytestmark = pytest.mark.django_db


def answer(office: Office, **entries: Entry) -> QuarterReport:
    """Fill every indicator; `entries` replace the usual answers by the indicator's name."""
    answers = {
        "stunting": Entry(state=ValueState.REPORTED, figure=Decimal("16")),
        "clinics": Entry(state=ValueState.REPORTED, figure=Decimal("0")),
        "grade": Entry(state=ValueState.REPORTED, grade="B"),
        "on_time": Entry(state=ValueState.REPORTED, grade="ya"),
        **entries,
    }
    report = office.report()
    values = {getattr(office, name).pk: entry for name, entry in answers.items()}
    return save_report(report, values, by=office.operator, version=report.version, today=TODAY)


def sent(office: Office) -> QuarterReport:
    """The report as the verifier finds it."""
    return submit_report(answer(office), by=office.head, today=TODAY)


def written(occasion_part: str) -> set[User]:
    """Who has a message about this."""
    messages = Notification.objects.filter(occasion__contains=occasion_part).select_related("recipient")
    return {message.recipient for message in messages}


def together(number: int, work: Callable[[], object]) -> list[BaseException]:
    """Do `work` in so many threads at once; give what went wrong."""
    errors: list[BaseException] = []
    barrier = threading.Barrier(number)

    def run() -> None:
        try:
            barrier.wait()
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_beginning_twice_gives_the_same_report(office: Office) -> None:
    first = start_report(office.position, office.period, by=office.operator, today=TODAY)
    again = start_report(office.position, office.period, by=office.head, today=TODAY)
    assert first == again
    assert [event.actor_label for event in history(first)] == [str(office.operator)]


def test_beginning_is_refused_outside_the_period_and_without_targets(office: Office) -> None:
    with pytest.raises(ValidationError, match="baru dibuka"):
        start_report(office.position, office.period, by=office.head, today=datetime.date(2026, 9, 30))
    with pytest.raises(ValidationError, match="belum mempunyai target tahun 2026"):
        start_report(office.division, office.period, by=office.division_head, today=TODAY)
    assert not QuarterReport.objects.exists()


def test_a_complete_report_is_sent_and_its_verifiers_are_told(office: Office) -> None:
    report = sent(office)
    assert (report.status, report.submitted_by) == (ReportStatus.SUBMITTED, office.head)
    assert written(f"report/{report.pk}/submitted") == {office.secretary, office.section}
    message = Notification.objects.get(recipient=office.secretary)
    assert message.path == f"/realisasi/{report.pk}/verifikasi/"
    assert history(report).first().verb == "report.submitted"


def test_an_incomplete_report_is_refused_and_names_everything_that_is_missing(office: Office) -> None:
    report = answer(
        office,
        stunting=Entry(),
        clinics=Entry(state=ValueState.NOT_APPLICABLE),
        grade=Entry(state=ValueState.WAITING),
    )
    with pytest.raises(ValidationError) as refusal:
        submit_report(report, by=office.head, today=TODAY)
    assert [sentence.split(":")[0].split()[0] for sentence in refusal.value.messages] == ["IKU.1", "IKU.2", "IKU.3"]
    assert "belum diisi" in refusal.value.messages[0]
    assert "tanpa keterangan" in refusal.value.messages[1]
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT
    assert not Notification.objects.exists()


def test_what_is_explained_or_not_measured_this_quarter_may_be_sent(office: Office) -> None:
    office.on_time.targets.get().quarters.filter(quarter=3).delete()
    report = answer(
        office,
        clinics=Entry(state=ValueState.NOT_APPLICABLE, note="Dihentikan Perbup 5/2026"),
        grade=Entry(state=ValueState.WAITING, note="LHE Inspektorat, November"),
        on_time=Entry(),
    )
    assert submit_report(report, by=office.head, today=TODAY).status == ReportStatus.SUBMITTED


def test_sending_is_refused_outside_the_period_and_twice(office: Office) -> None:
    report = answer(office)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        submit_report(report, by=office.head, today=datetime.date(2026, 11, 1))
    submit_report(report, by=office.head, today=TODAY)
    with pytest.raises(ValidationError, match="sudah berstatus “Dikirim”"):
        submit_report(report, by=office.head, today=TODAY)


def test_a_return_reaches_head_and_operator_with_its_remarks(office: Office) -> None:
    report = sent(office)
    remarks = {office.stunting.pk: "Angka e-PPGBM 17,2.", office.clinics.pk: "  "}
    return_report(report, by=office.secretary, today=TODAY, remark="Periksa sumber data.", row_remarks=remarks)
    report.refresh_from_db()
    assert (report.status, report.remark) == (ReportStatus.RETURNED, "Periksa sumber data.")
    noted = Realisation.objects.exclude(return_remark="")
    assert list(noted.values_list("indicator", "return_remark")) == [(office.stunting.pk, "Angka e-PPGBM 17,2.")]
    assert written(f"report/{report.pk}/returned") == {office.head, office.operator}
    event = history(report).first()
    assert (event.data["remark"], lines_of(event)) == ("Periksa sumber data.", [("IKU.1: Angka e-PPGBM 17,2.", "", "")])


def test_a_row_that_nobody_filled_can_be_remarked_on(office: Office) -> None:
    Realisation.objects.filter(report=sent(office), indicator=office.clinics).delete()
    return_report(office.report(), by=office.section, today=TODAY, row_remarks={office.clinics.pk: "Mengapa kosong?"})
    row = Realisation.objects.get(indicator=office.clinics)
    assert (row.state, row.return_remark) == (ValueState.NOT_REPORTED, "Mengapa kosong?")


def test_a_return_without_any_remark_is_refused(office: Office) -> None:
    report = sent(office)
    with pytest.raises(ValidationError, match="Tulis apa yang perlu diperbaiki"):
        return_report(report, by=office.secretary, today=TODAY, remark=" ", row_remarks={office.stunting.pk: ""})
    assert office.report().status == ReportStatus.SUBMITTED


def test_sending_again_takes_the_remarks_off_and_asks_the_verifiers_anew(office: Office) -> None:
    report = sent(office)
    return_report(report, by=office.section, today=TODAY, remark="Lengkapi.", row_remarks={office.stunting.pk: "Cek."})
    answer(office, stunting=Entry(state=ValueState.REPORTED, figure=Decimal("17.2")))
    again = submit_report(report, by=office.head, today=TODAY)
    again.refresh_from_db()
    assert (again.status, again.remark) == (ReportStatus.SUBMITTED, "")
    assert not Realisation.objects.exclude(return_remark="").exists()
    assert Notification.objects.filter(recipient=office.secretary, occasion__contains="submitted").count() == 2
    assert history(report).filter(verb="report.returned").get().data["remark"] == "Lengkapi."


def test_a_verified_report_is_final_and_its_authors_are_told(office: Office) -> None:
    report = verify_report(sent(office), by=office.secretary, today=TODAY)
    assert (report.status, report.verified_by) == (ReportStatus.VERIFIED, office.secretary)
    assert written(f"report/{report.pk}/verified") == {office.head, office.operator}
    with pytest.raises(ValidationError, match="berstatus “Terverifikasi”"):
        return_report(report, by=office.secretary, today=TODAY, remark="Ralat.")


def test_a_draft_is_neither_verified_nor_returned(office: Office) -> None:
    report = answer(office)
    with pytest.raises(ValidationError, match="berstatus “Draf”"):
        verify_report(report, by=office.secretary, today=TODAY)
    with pytest.raises(ValidationError, match="berstatus “Draf”"):
        return_report(report, by=office.secretary, today=TODAY, remark="Cepat.")
    assert office.report().remark == ""


def test_a_report_that_changed_since_the_verifier_looked_is_not_judged_unseen(office: Office) -> None:
    report = sent(office)
    seen = report.version
    return_report(report, by=office.section, today=TODAY, remark="Lengkapi.")
    submit_report(report, by=office.head, today=TODAY)
    for verdict in (
        lambda: verify_report(report, by=office.secretary, today=TODAY, version=seen),
        lambda: return_report(report, by=office.secretary, today=TODAY, remark="Lagi.", version=seen),
    ):
        with pytest.raises(ValidationError, match="berubah sejak Anda membukanya"):
            verdict()
    assert office.report().status == ReportStatus.SUBMITTED


@pytest.mark.usefixtures("at_office")
def test_evidence_that_changed_after_the_check_is_not_sent_unseen(office: Office) -> None:
    report = answer(office)
    seen = report.version
    add_link(report, office.clinics, "https://contoh.go.id/a", "Tautan", by=office.operator)
    with pytest.raises(ValidationError, match="berubah sejak Anda membukanya"):
        submit_report(report, by=office.head, today=TODAY, version=seen)
    seen = office.report().version
    reuse_evidence(report, office.grade, Evidence.objects.get(), by=office.operator)
    remove_evidence(report, office.clinics, EvidenceUse.objects.first().pk, by=office.operator)
    assert office.report().version == seen + 2
    with pytest.raises(ValidationError, match="berubah sejak Anda membukanya"):
        submit_report(report, by=office.head, today=TODAY, version=seen)
    assert submit_report(report, by=office.head, today=TODAY, version=seen + 2).is_waiting


def test_who_may_verify_is_who_is_told(office: Office) -> None:
    """A rule for one person and a list of people must never disagree."""
    regent = PositionFactory(kind=PositionKind.REGIONAL_HEAD)
    secretary = office.position.reports_to
    people = [office.head, office.operator, office.secretary, office.section, office.division_head, holder_of(regent)]
    expected = {
        office.position: {office.secretary, office.section},
        office.division: {office.head},
        secretary: {office.section},
        regent: {office.secretary, office.section},
    }
    for position, verifiers in expected.items():
        report = report_of(position, ReportStatus.SUBMITTED)
        assert {user for user in people if user.has_perm("realisations.verify_report", report)} == verifiers
        assert set(verifiers_of(report, TODAY)) == verifiers


def test_fill_and_send_belong_to_the_position(office: Office) -> None:
    report = office.report()
    people = [office.head, office.operator, office.secretary, office.section, office.division_head]
    assert [user.has_perm("realisations.fill_report", report) for user in people] == [True, True, False, False, False]
    assert [user.has_perm("realisations.submit_report", report) for user in people] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert [user.has_perm("realisations.view_report", report) for user in people] == [True, True, True, True, False]


@pytest.mark.django_db(transaction=True)
def test_twenty_people_who_send_together_send_once() -> None:
    office = make_office()
    report = answer(office)
    errors = together(20, lambda: submit_report(report, by=office.head, today=TODAY))
    assert len(errors) == 19
    assert {type(error) for error in errors} == {ValidationError}
    assert Event.objects.filter(verb="report.submitted").count() == 1
    assert Notification.objects.filter(occasion__contains="submitted").count() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_begin_together_begin_one_report() -> None:
    office = make_office()
    errors = together(10, lambda: start_report(office.position, office.period, by=office.operator, today=TODAY))
    assert errors == []
    assert (QuarterReport.objects.count(), Event.objects.filter(verb="report.started").count()) == (1, 1)
