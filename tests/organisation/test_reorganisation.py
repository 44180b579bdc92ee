"""Renaming, merging, splitting and closing units: previewed, then performed in one transaction."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit import trail
from audit.sentences import worded
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Assignment, Position, WorkUnit
from organisation.people.actions import assign
from organisation.reorganisation.actions import rename_unit, reorganise
from organisation.reorganisation.facts import outlook_of, sentences_of
from organisation.reorganisation.plan import NewUnit, Reorganisation
from organisation.scope import positions_below
from organisation.structure.past import as_it_was
from tests import factories

pytestmark = pytest.mark.django_db

JULY, JUNE = datetime.date(2026, 7, 1), datetime.date(2026, 6, 30)
DECREE = "Perda 3/2026"
BOTH = NewUnit("9.01", "Dinas AB", WorkUnitKind.SERVICE_OFFICE, "J-AB", "Kepala Dinas AB")


@pytest.fixture
def keeper():
    """Somebody of Bagian Organisasi."""
    return factories.user_with_role(Role.ORGANISATION_SECTION)


def office(letter: str, divisions: int = 1) -> WorkUnit:
    """An office with a head in office, and heads of division below."""
    regent = Position.objects.filter(title="Bupati").first() or factories.PositionFactory(
        title="Bupati", kind=PositionKind.REGIONAL_HEAD
    )
    unit = factories.WorkUnitFactory(name=f"Dinas {letter}", code=f"U-{letter}")
    head = factories.PositionFactory(unit=unit, code=f"K-{letter}", reports_to=regent)
    factories.AssignmentFactory(position=head, employee=factories.EmployeeFactory(name=f"Kepala {letter}"))
    for number in range(divisions):
        factories.PositionFactory(
            unit=unit,
            title=f"Kabid {letter}{number}",
            code=f"B-{letter}{number}",
            kind=PositionKind.ADMINISTRATOR,
            reports_to=head,
        )
    return unit


def merging(*units: WorkUnit, new: NewUnit = BOTH) -> Reorganisation:
    return Reorganisation(JULY, DECREE, units, new=(new,))


def test_a_merger_is_previewed_in_words():
    first, second = office("A"), office("B", divisions=2)
    factories.user_with_role(Role.OPERATOR, first)
    found = sentences_of(outlook_of(merging(first, second)))
    assert found[0] == "Dinas A dan Dinas B berakhir 30 Juni 2026; Dinas AB berlaku sejak 1 Juli 2026 (Perda 3/2026)."
    assert "3 jabatan pindah: Kabid A0, Kabid B0, Kabid B1." in found
    assert "2 jabatan berakhir: Kepala Dinas A, Kepala Dinas B." in found
    assert "1 operator juga menjadi operator Dinas AB." in found
    assert "TW I–II 2026 tetap milik Dinas A dan Dinas B." in found
    assert "TW III 2026 dan sesudahnya milik Dinas AB." in found
    assert not WorkUnit.objects.filter(name="Dinas AB").exists()


def test_a_merger_moves_positions_and_ends_heads(keeper):
    first, second = office("A"), office("B")
    operator = factories.user_with_role(Role.OPERATOR, second)
    [unit] = reorganise(merging(first, second), by=keeper)
    head = Position.objects.get(code="J-AB")
    assert (unit.valid_from, head.valid_from, head.unit) == (JULY, JULY, unit)
    assert head.reports_to.title == "Bupati"
    for code in ("B-A0", "B-B0"):
        division = Position.objects.select_related("unit").get(code=code)
        assert (division.unit, division.reports_to) == (unit, head)
        assert as_it_was(division, JUNE).unit.name == f"Dinas {code[2]}"
    assert set(Position.objects.filter(valid_until=JUNE).values_list("code", flat=True)) == {"K-A", "K-B"}
    assert set(WorkUnit.objects.filter(valid_until=JUNE)) == {first, second}
    assert set(Assignment.objects.values_list("end", flat=True)) == {JUNE}
    assert set(unit.replaces.all()) == {first, second}
    assert set(head.replaces.values_list("code", flat=True)) == {"K-A", "K-B"}
    assert operator.role_grants.filter(unit=unit, start=JULY).exists()
    closed = worded(trail.history(first))[0]
    assert (closed.sentence, closed.detail) == ("menutup unit kerja", "Berlaku sejak 1 Juli 2026 · Perda 3/2026")


def test_the_new_head_answers_for_what_the_old_ones_left(keeper):
    first, second = office("A"), office("B")
    employee = Assignment.objects.get(position__code="K-A").employee
    user = factories.UserFactory(employee=employee)
    reorganise(merging(first, second, new=NewUnit(*BOTH_FIELDS, head_holder=employee)), by=keeper)
    assert user.authority.holds(Position.objects.get(code="J-AB").pk)
    assert user.authority.holds(Position.objects.get(code="K-B").pk)
    assert user.authority.visible_position_ids >= set(
        Position.objects.filter(code__startswith="K-").values_list("pk", flat=True)
    )


BOTH_FIELDS = (BOTH.code, BOTH.name, BOTH.kind, BOTH.head_code, BOTH.head_title)


def test_units_below_move_with_the_unit_above(keeper):
    first, second = office("A"), office("B")
    clinic = factories.WorkUnitFactory(name="UPTD A", kind=WorkUnitKind.TECHNICAL_UNIT, parent=first)
    doctor = factories.PositionFactory(
        unit=clinic, code="D", kind=PositionKind.SUPERVISOR, reports_to=Position.objects.get(code="K-A")
    )
    [unit] = reorganise(merging(first, second), by=keeper)
    clinic.refresh_from_db()
    doctor.refresh_from_db()
    assert (clinic.parent, doctor.unit) == (unit, clinic)
    assert doctor.reports_to.code == "J-AB"
    assert doctor.pk in positions_below(positions=[], units=[first.pk], on=JUNE)
    assert doctor.pk not in positions_below(positions=[], units=[first.pk], on=JULY)


def test_a_split_sends_each_position_where_it_was_told(keeper):
    unit = office("A", divisions=2)
    stays, goes = Position.objects.get(code="B-A0"), Position.objects.get(code="B-A1")
    halves = tuple(
        NewUnit(f"9.{n}", f"Dinas A{n}", WorkUnitKind.SERVICE_OFFICE, f"J-A{n}", f"Kepala Dinas A{n}") for n in (1, 2)
    )
    first, second = reorganise(Reorganisation(JULY, DECREE, (unit,), new=halves, places={goes.pk: 1}), by=keeper)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.unit, stays.reports_to.code) == (first, "J-A1")
    assert (goes.unit, goes.reports_to.code) == (second, "J-A2")
    assert {head.code for head in Position.objects.get(code="K-A").replaced_by.all()} == {"J-A1", "J-A2"}


def test_a_unit_is_closed_with_and_without_somebody_who_takes_over(keeper):
    first, second, third = office("A"), office("B"), office("C")
    [unit] = reorganise(Reorganisation(JULY, DECREE, (first,), into=second), by=keeper)
    assert unit == second
    assert Position.objects.get(code="B-A0").reports_to.code == "K-B"
    assert Position.objects.get(code="K-A").replaced_by.get().code == "K-B"
    assert reorganise(Reorganisation(JULY, DECREE, (third,)), by=keeper) == []
    assert set(Position.objects.filter(valid_until=JUNE, unit=third).values_list("code", flat=True)) == {"K-C", "B-C0"}


def test_a_renamed_unit_takes_its_titles_along(keeper):
    unit = office("A")
    head = Position.objects.get(code="K-A")
    rename_unit(unit, name="Dinas Z", titles={head.pk: "Kepala Dinas Z"}, day=JULY, decree=DECREE, by=keeper)
    head = Position.objects.select_related("unit").get(code="K-A")
    assert (head.title, head.unit.name) == ("Kepala Dinas Z", "Dinas Z")
    then = as_it_was(head, JUNE)
    assert (then.title, then.unit.name) == ("Kepala Dinas A", "Dinas A")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda unit: Reorganisation(datetime.date(2199, 1, 1), DECREE, (unit,), new=(BOTH,)), "paling awal"),
        (lambda unit: Reorganisation(JULY, DECREE, (unit,), new=(NewUnit("U-A", "X", "other"),)), "sudah dipakai"),
        (lambda unit: Reorganisation(JULY, DECREE, (unit,), into=unit), "sendiri berakhir"),
        (lambda unit: Reorganisation(JULY, DECREE, (unit,), new=(BOTH, BOTH)), "sudah dipakai"),
    ],
    ids=["a day to come", "a code that is taken", "into itself", "twice the same code"],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(keeper, change, sentence):
    unit = office("A")
    before = WorkUnit.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        reorganise(change(unit), by=keeper)
    assert WorkUnit.objects.count() == before


def test_somebody_who_came_later_is_named(keeper):
    first, second = office("A"), office("B")
    Assignment.objects.filter(position__code="K-A").update(start=datetime.date(2026, 8, 1))
    with pytest.raises(ValidationError, match="Kepala A baru menjadi Kepala Dinas A sejak 1 Agustus 2026"):
        reorganise(merging(first, second), by=keeper)


def test_two_people_do_not_merge_the_same_unit(keeper):
    first, second = office("A"), office("B")
    read_before = merging(first, second, new=NewUnit("9.02", "Dinas BA", WorkUnitKind.SERVICE_OFFICE))
    reorganise(merging(first, second), by=keeper)
    with pytest.raises(ValidationError, match="Dinas A tidak berlaku pada 1 Juli 2026"):
        reorganise(read_before, by=keeper)
    assert not WorkUnit.objects.filter(code="9.02").exists()


def test_whoever_operates_both_units_operates_the_new_one_once(keeper):
    first, second = office("A"), office("B")
    operator, until = factories.user_with_role(Role.OPERATOR, first), datetime.date(2026, 12, 31)
    operator.role_grants.update(end=until)
    factories.RoleGrantFactory(user=operator, role=Role.OPERATOR, unit=second, start=datetime.date(2026, 8, 1))
    [unit] = reorganise(merging(first, second), by=keeper)
    grant = operator.role_grants.get(unit=unit)
    assert (grant.start, grant.end) == (datetime.date(2026, 8, 1), None)


def test_whoever_operates_the_unit_that_takes_over_needs_no_second_role(keeper):
    first, second = office("A"), office("B")
    operator = factories.user_with_role(Role.OPERATOR, first)
    factories.RoleGrantFactory(user=operator, role=Role.OPERATOR, unit=second)
    reorganise(Reorganisation(JULY, DECREE, (first,), into=second), by=keeper)
    assert operator.role_grants.filter(unit=second).count() == 1


def test_nothing_stays_behind_in_a_unit_that_ends_before_it_began(keeper):
    first, second = office("A"), office("B")
    Position.objects.filter(code="B-A0").update(valid_from=datetime.date(2026, 9, 1))
    with pytest.raises(ValidationError, match="Kabid A0 baru berlaku sejak 1 September 2026"):
        reorganise(merging(first, second), by=keeper)
    WorkUnit.objects.filter(pk=second.pk).update(valid_from=datetime.date(2026, 9, 1))
    Position.objects.filter(code="B-A0").update(valid_from=None)
    with pytest.raises(ValidationError, match="Dinas B tidak berlaku pada 1 Juli 2026"):
        reorganise(Reorganisation(JULY, DECREE, (first,), into=second), by=keeper)


def test_a_verified_quarter_forbids_to_date_back(keeper):
    first, second = office("A"), office("B")
    factories.report_of(Position.objects.get(code="K-A"), quarter=3)
    with pytest.raises(ValidationError, match="TW III 2026 Kepala Dinas A sudah terverifikasi"):
        reorganise(merging(first, second), by=keeper)
    with pytest.raises(ValidationError, match="Pilih 1 Oktober 2026 atau sesudahnya"):
        rename_unit(first, name="Dinas Z", titles={}, day=JULY, decree=DECREE, by=keeper)
    rename_unit(first, name="Dinas Z", titles={}, day=datetime.date(2026, 10, 1), decree=DECREE, by=keeper)


def test_nobody_is_put_into_a_position_that_has_ended(keeper):
    first, second = office("A"), office("B")
    reorganise(merging(first, second), by=keeper)
    with pytest.raises(ValidationError, match="hanya berlaku sampai 30 Juni 2026"):
        assign(
            employee=factories.EmployeeFactory(),
            position=Position.objects.get(code="K-A"),
            kind="definitive",
            start=JULY,
            by=keeper,
        )


# --- Pages -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def at_desk(client, keeper):
    """Somebody of Bagian Organisasi, logged in."""
    client.force_login(keeper)
    return client


def test_the_page_previews_first_and_performs_when_confirmed(at_desk):
    first, second = office("A"), office("B")
    address = f"/organisasi/unit/{first.pk}/gabung/"
    typed = {"others": [second.pk], "name": "Dinas AB", "code": "9.01", "head_title": "Kepala Dinas AB",
             "head_code": "J-AB", "day": "1 Juli 2026", "decree": DECREE}  # fmt: skip
    page = at_desk.post(address, typed).content.decode()
    assert "Dinas A dan Dinas B berakhir 30 Juni 2026" in page
    assert not WorkUnit.objects.filter(code="9.01").exists()
    answer = at_desk.post(address, typed | {"konfirmasi": "ya"})
    new = WorkUnit.objects.get(code="9.01")
    assert answer.url == f"/organisasi/unit/{new.pk}/"
    page = at_desk.get(answer.url).content.decode()
    assert "Menggantikan" in page
    assert "Tidak berlaku lagi" in at_desk.get("/organisasi/").content.decode()


@pytest.mark.parametrize("kind", ["ganti-nama", "gabung", "pecah", "tutup"])
def test_each_kind_has_a_page_that_asks_for_day_and_decree(at_desk, kind):
    unit = office("A")
    page = at_desk.get(f"/organisasi/unit/{unit.pk}/{kind}/").content.decode()
    assert "Dasar hukum" in page
    assert "Lihat akibatnya" in page


def test_the_page_of_a_new_name_shows_titles_and_refuses_what_is_settled(at_desk):
    unit = office("A")
    typed = {"name": "Dinas Z", "day": "1-7-2026", "decree": DECREE}
    page = at_desk.post(f"/organisasi/unit/{unit.pk}/ganti-nama/", typed).content.decode()
    assert "Kepala Dinas A menjadi Kepala Dinas Z." in page
    factories.report_of(Position.objects.get(code="K-A"), quarter=3)
    page = at_desk.post(f"/organisasi/unit/{unit.pk}/ganti-nama/", typed | {"konfirmasi": "ya"}).content.decode()
    assert "sudah terverifikasi" in page
    unit.refresh_from_db()
    assert unit.name == "Dinas A"


def test_other_words_and_closed_units_have_no_page(at_desk):
    unit = office("A")
    assert at_desk.get(f"/organisasi/unit/{unit.pk}/hapus/").status_code == 404
    Assignment.objects.update(end=timezone.localdate())
    WorkUnit.objects.update(valid_until=timezone.localdate())
    assert at_desk.get(f"/organisasi/unit/{unit.pk}/tutup/").status_code == 404


def test_a_head_sees_no_such_page(client):
    unit = office("A")
    head = factories.UserFactory(employee=Assignment.objects.get(position__code="K-A").employee)
    client.force_login(head)
    assert client.get(f"/organisasi/unit/{unit.pk}/tutup/").status_code == 403
