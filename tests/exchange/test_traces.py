"""What a workbook writes can be traced: one event for each object that is new or changed."""

import pytest

from audit.facts import FieldChange, changes_of
from audit.models import Event
from audit.sentences import sentence
from audit.trail import history
from indicators.models import Indicator, Objective, Program
from organisation.enums import Role
from organisation.models import Assignment, Employee, Government, Position, RoleGrant, User, WorkUnit
from tests.exchange.books import INDICATOR_HEADERS, INDICATORS, OBJECTIVES, bring_in, messages, plan
from tests.factories import user_with_role
from tests.words import lines_of

pytestmark = pytest.mark.django_db

NIP = "198502032010011004"
PEOPLE = ("NIP", "Nama", "Golongan", "Kode Jabatan", "Status", "Mulai", "Selesai", "Email", "Peran")
BUDGET = ("Kode Jabatan", "Tahun", "Kode Program", "Pagu", "Sumber Dana")


@pytest.fixture
def keeper():
    """Somebody of Bagian Organisasi, who imports."""
    return user_with_role(Role.ORGANISATION_SECTION)


def verbs(obj) -> list[str]:
    return [event.verb for event in history(obj)]


def siti(rank="IV/b", end="", role=""):
    return (NIP, "Siti Rahma", rank, "KADIS", "definitif", "1/1/2025", end, "", role)


def people(*rows, by=None) -> None:
    assert messages(bring_in({"Pegawai": rows}, headers={"Pegawai": PEOPLE}, by=by)) == []


def test_a_role_that_a_workbook_gave_can_be_traced_to_who_imported_it(keeper):
    plan()
    people(siti(role="operator"), by=keeper)
    user, grant = User.objects.get(username=NIP), RoleGrant.objects.get(user__username=NIP)
    event = history(user).get(verb="role.granted")
    assert (event.actor_id, event.actor_label) == (keeper.pk, str(keeper))
    assert changes_of(event) == [
        FieldChange("organisation.rolegrant", str(grant.pk), name, None, value, "Siti Rahma: Operator OPD")
        for name, value in (("role", "operator"), ("unit", grant.unit_id), ("start", "2025-01-01"))
    ]
    assert sentence(event) == "memberikan peran"
    assert lines_of(event) == ["Impor buku kerja", "Operator OPD – Dinas Kesehatan"]


def test_a_role_is_granted_once_and_so_is_its_event():
    plan()
    for _ in range(2):
        people(siti(role="operator"))
    assert Event.objects.filter(verb="role.granted").count() == 1


def test_people_posts_and_accounts_leave_the_same_traces_as_on_the_pages():
    plan()
    people(siti())
    person, assignment = Employee.objects.get(), Assignment.objects.get()
    assert [verbs(one) for one in (person, person.user, assignment)] == [
        ["employee.created"],
        ["user.created"],
        ["assignment.started"],
    ]
    begun = "Siti Rahma sebagai Kepala Dinas Kesehatan, mulai 1 Januari 2025"
    assert lines_of(history(assignment).get()) == ["Impor buku kerja", begun]
    people(siti(rank="IV/c", end="31/12/2026"))
    assert lines_of(history(person).first()) == ["Impor buku kerja", "golongan: IV/b → IV/c"]
    assert verbs(assignment) == ["assignment.changed", "assignment.started"]
    assert lines_of(history(assignment).first()) == ["Impor buku kerja", f"{begun} sampai 31 Desember 2026"]


def test_units_and_positions_leave_one_event_for_each_that_changed():
    plan()
    unit, position = WorkUnit.objects.get(code="DINKES-1"), Position.objects.get(code="KADIS")
    assert (verbs(unit), verbs(position)) == (["unit.created"], ["position.created"])
    bring_in(
        {
            "Unit": [("DINKES", "Dinas Kesehatan", "dinas", ""), ("DINKES-1", "Bidang P2P", "bidang", "hapus")],
            "Jabatan": [("KADIS", "Kepala Dinas Kesehatan", "DINKES-1", "kepala opd", "II.a", "BUPATI")],
        }
    )
    assert verbs(unit) == ["unit.updated", "unit.created"]
    assert lines_of(history(unit).first()) == [
        "Impor buku kerja",
        "nama: Bidang Pencegahan → Bidang P2P",
        "unit induk: Dinas Kesehatan → –",
    ]
    assert set(lines_of(history(position).first())[1:]) == {
        "unit kerja: Dinas Kesehatan → Bidang P2P",
        "eselon: II.b → II.a",
    }
    assert verbs(WorkUnit.objects.get(code="DINKES")) == ["unit.created"]


def test_objectives_indicators_programmes_and_the_government_leave_their_traces():
    plan(Program=[("1.02.02", "Program lama")])
    bring_in(
        {
            "Pemda": [("Kabupaten Baru", "kabupaten", "99.01", "Bupati", "Contoh", "WIB")],
            "Program": [("1.02.02", "Program baru")],
            "Sasaran": [(OBJECTIVES[0][0], "Meningkatnya kesehatan", *OBJECTIVES[0][2:])],
            "Indikator": [("I1", "S1", "Harapan hidup", *INDICATORS[0][3:])],
        },
        headers={"Indikator": INDICATOR_HEADERS},
    )
    expected = {
        Program: ("program.changed", "nama: Program lama → Program baru"),
        Objective: ("objective.changed", "uraian: Meningkatnya derajat kesehatan → Meningkatnya kesehatan"),
        Government: ("government.saved", "nama: Kabupaten Contoh → Kabupaten Baru"),
    }
    for model, (verb, line) in expected.items():
        event = history(model.objects.get()).filter(verb=verb).first()
        assert line in lines_of(event)
    event = history(Indicator.objects.get(code="I1")).first()
    assert (event.verb, lines_of(event)[1:]) == ("indicator.changed", ["uraian: Usia Harapan Hidup → Harapan hidup"])
    assert verbs(Indicator.objects.get(code="I2")) == ["indicator.created"]


def test_a_ceiling_is_traced_at_its_position():
    plan(Program=[("1.02.02", "Program lama")])
    for amount in (500, 750, 750):
        outcome = bring_in({"Anggaran": [("KADIS", 2026, "1.02.02", amount, "APBD")]}, headers={"Anggaran": BUDGET})
        assert messages(outcome) == []
    changed, created = Event.objects.filter(verb="position.budget_changed")
    assert created.target_label == "Kepala Dinas Kesehatan"
    assert lines_of(created) == ["Tahun 2026 · Impor buku kerja", "Anggaran ditambahkan: Program lama (APBD) Rp500."]
    assert lines_of(changed)[1:] == ["Anggaran Program lama (APBD): Rp500 menjadi Rp750."]


def test_rows_that_stay_as_they_are_leave_no_trace():
    plan()
    people(siti(role="operator"))
    before = Event.objects.exclude(verb="workbook.imported").count()
    plan()
    people(siti(role="operator"))
    assert Event.objects.exclude(verb="workbook.imported").count() == before
