"""Pegawai: people, the posts they hold, their accounts and roles."""

import datetime as dt

import pytest

from organisation.enums import AssignmentKind, Role
from organisation.models import Assignment, Employee, RoleGrant, User
from tests.exchange.books import bring_in, messages, only, places, plan, warnings
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db

NIP, OTHER_NIP = "198502032010011004", "197901012005012001"
HEADERS = ("NIP", "Nama", "Golongan", "Kode Jabatan", "Status", "Mulai", "Selesai", "Email", "Peran")


def person(
    nip=NIP, name="Siti Rahma", post="KADIS", kind="definitif", start="1/1/2025", end="", mail="", role="", rank="IV/b"
):
    return (nip, name, rank, post, kind, start, end, mail, role)


def people(*rows, **options):
    return bring_in({"Pegawai": rows}, headers={"Pegawai": HEADERS}, **options)


@pytest.fixture(autouse=True)
def government(db):
    plan()
    bring_in(
        {
            "Jabatan": [
                ("KABID", "Kepala Bidang", "DINKES-1", "administrator", "III.b", "KADIS"),
                ("STAF", "Pengolah Data", "DINKES-1", "pelaksana", "", "KABID"),
            ]
        }
    )


def test_a_person_gets_record_assignment_and_an_account_without_password():
    outcome = people(person(mail="siti@contoh.example", end="31/12/2026"))
    assert (messages(outcome), outcome.summary) == ([], "1 baru, 0 berubah, 0 ditolak")
    assignment = Assignment.objects.get()
    assert (assignment.employee.employee_number, assignment.employee.rank_code) == (NIP, "IV/b")
    assert (assignment.start, assignment.end) == (dt.date(2025, 1, 1), dt.date(2026, 12, 31))
    user = User.objects.get()
    assert (user.username, user.employee, user.has_usable_password()) == (NIP, assignment.employee, False)


def test_a_nip_may_be_written_in_groups():
    people(person(nip="19850203 201001 1 004"))
    assert Employee.objects.get().employee_number == NIP


def test_an_elected_head_without_nip_is_known_by_name_and_post():
    for _ in range(2):
        outcome = people(person(nip="", name="Raden Contoh", post="BUPATI", rank=""))
    assert outcome.summary == "0 baru, 0 berubah, 0 ditolak"
    assert Employee.objects.get().employee_number is None
    assert User.objects.get().username == "raden-contoh"


def test_two_people_of_one_name_get_different_user_names():
    people(person(nip="", name="Ani", post="BUPATI"), person(nip="", name="Ani", post="STAF"))
    assert set(User.objects.values_list("username", flat=True)) == {"ani", "ani-2"}


def test_one_person_may_hold_a_post_and_act_in_another():
    outcome = people(person(), person(post="KABID", kind="Plt", start="1/2/2025"))
    assert outcome.summary == "2 baru, 0 berubah, 0 ditolak"
    assert Employee.objects.count() == User.objects.count() == 1
    assert Assignment.objects.get(kind=AssignmentKind.ACTING).position.code == "KABID"


def test_the_second_import_changes_nothing():
    rows = (person(role="operator"), person(post="KABID", kind="Plt", start="1/2/2025"))
    people(*rows)
    assert people(*rows).summary == "0 baru, 0 berubah, 0 ditolak"
    assert RoleGrant.objects.count() == 1


def test_an_assignment_is_ended_and_the_next_begins_in_one_import():
    people(person())
    outcome = people(person(end="31/12/2025"), person(nip=OTHER_NIP, name="Budi", start="1/1/2026"))
    assert (messages(outcome), outcome.summary) == ([], "1 baru, 1 berubah, 0 ditolak")
    assert Assignment.objects.filter(end=None).get().employee.name == "Budi"


def test_an_operator_works_for_the_whole_opd_and_other_roles_for_no_unit():
    people(person(post="STAF", role="operator"), person(nip=OTHER_NIP, name="Budi", post="KABID", role="bappeda"))
    assert RoleGrant.objects.get(role=Role.OPERATOR).unit.code == "DINKES"
    assert RoleGrant.objects.get(role=Role.PLANNING_AGENCY).unit is None


def test_an_empty_role_takes_nothing_away():
    people(person(role="inspektorat"))
    outcome = people(person())
    assert outcome.summary == "0 baru, 0 berubah, 0 ditolak"
    assert RoleGrant.objects.filter(role=Role.INSPECTORATE).exists()


def test_odd_numbers_are_warned_of_and_accepted():
    outcome = people(person(nip="199913322010011004"), person(nip="198502032010011000", name="Budi", post="KABID"))
    assert outcome.is_written
    assert any("bukan tanggal lahir" in warning for warning in warnings(outcome))
    assert any("bukan 000" in warning for warning in warnings(outcome))


@pytest.mark.parametrize("nip", ["12345", "19850203201001100X", "1985020320100110041"])
def test_what_is_not_eighteen_digits_is_refused(nip):
    outcome = people(person(nip=nip))
    assert "18 angka" in only(outcome, messages(outcome))


def test_a_number_cell_that_lost_digits_is_refused():
    outcome = people(person(nip=198502032010011004))
    assert "format sel menjadi Teks" in only(outcome, messages(outcome))


def test_rows_that_contradict_each_other_about_a_person_are_refused():
    outcome = people(person(), person(post="KABID", kind="Plt", rank="III/d"))
    assert places(outcome) == [("Pegawai", 3, "Golongan")]
    assert "Berbeda dari baris 2" in messages(outcome)[0]


def test_an_unknown_position_is_refused():
    assert places(people(person(post="TIDAK-ADA"))) == [("Pegawai", 2, "Kode Jabatan")]


def test_an_end_before_the_beginning_is_refused():
    assert places(people(person(end="31/12/2024"))) == [("Pegawai", 2, "Selesai")]


def test_two_definitive_holders_at_once_are_refused_naming_both_rows():
    outcome = people(person(), person(nip=OTHER_NIP, name="Budi", start="1/6/2025"))
    sentence = only(outcome, messages(outcome))
    assert sentence.startswith("Lembar Pegawai, baris 3, kolom Mulai")
    assert "baris 2 (Siti Rahma, 01/01/2025 sampai sekarang)" in sentence
    assert "satu pejabat definitif" in sentence


def test_two_acting_holders_at_once_are_refused():
    outcome = people(person(kind="Plt"), person(nip=OTHER_NIP, name="Budi", kind="Plh", start="1/6/2025"))
    assert "satu Plt/Plh/Pj" in only(outcome, messages(outcome))


def test_two_definitive_posts_of_one_person_are_refused():
    outcome = people(person(), person(post="KABID", start="1/6/2025"))
    assert "satu jabatan definitif" in only(outcome, messages(outcome))


def test_a_long_term_collides_with_every_term_inside_it():
    outcome = people(
        person(),
        person(nip=OTHER_NIP, name="Budi", start="1/2/2025", end="28/2/2025"),
        person(nip="197901012005012002", name="Cahyo", start="1/6/2025", end="30/6/2025"),
    )
    assert [row for _, row, _ in places(outcome)] == [3, 4]


def test_an_overlap_with_the_application_is_refused_naming_the_holder():
    people(person())
    outcome = people(person(nip=OTHER_NIP, name="Budi", start="1/6/2025"))
    assert "penugasan di aplikasi (Siti Rahma, 01/01/2025 sampai sekarang)" in only(outcome, messages(outcome))


def test_terms_that_only_touch_are_fine():
    outcome = people(person(end="31/5/2025"), person(nip=OTHER_NIP, name="Budi", start="1/6/2025"))
    assert messages(outcome) == []


def test_the_same_term_twice_is_refused():
    outcome = people(person(), person())
    assert any("sudah ada pada baris 2" in sentence for sentence in messages(outcome))


def test_only_an_administrator_gives_the_administrators_role():
    row = person(role="admin")
    keeper = user_with_role(Role.ORGANISATION_SECTION)
    assert places(people(row, by=keeper)) == [("Pegawai", 2, "Peran")]
    assert people(row, by=user_with_role(Role.ADMINISTRATOR)).is_written


def test_bappeda_cannot_change_people_or_structure():
    planner = user_with_role(Role.PLANNING_AGENCY)
    outcome = people(person(), by=planner)
    assert "hanya dapat diubah oleh Bagian Organisasi" in only(outcome, messages(outcome))
    assert bring_in({"Unit": [("DINKES", "Nama lain", "dinas", "")]}, by=planner).is_refused
    assert not Employee.objects.exists()


def test_bappeda_may_upload_a_file_whose_structure_is_unchanged():
    people(person())
    outcome = people(person(), by=user_with_role(Role.PLANNING_AGENCY))
    assert outcome.is_written
