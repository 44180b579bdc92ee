"""Pages of units, positions and assignments."""

import datetime

import pytest

from organisation.enums import AssignmentKind, PositionKind, Role, WorkUnitKind
from organisation.models import Position, WorkUnit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    """Somebody of Bagian Organisasi, logged in."""
    user = factories.user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


@pytest.fixture
def health():
    """Dinas Kesehatan with a head in office."""
    unit = factories.WorkUnitFactory(name="Dinas Kesehatan")
    position = factories.PositionFactory(unit=unit, title="Kepala Dinas Kesehatan")
    factories.AssignmentFactory(position=position, employee=factories.EmployeeFactory(name="Siti"))
    return position


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_tree_shows_units_positions_and_holders(client, keeper, health):
    division = factories.WorkUnitFactory(name="Bidang P2P", parent=health.unit, kind=WorkUnitKind.DIVISION)
    factories.PositionFactory(unit=division, title="Kepala Bidang P2P", kind=PositionKind.ADMINISTRATOR)
    factories.PositionFactory(unit=division, title="Pengelola Data", kind=PositionKind.EXECUTING_STAFF)
    page = text(client.get("/organisasi/"))
    for part in ("Dinas Kesehatan", "Siti", "Bidang P2P", "Kepala Bidang P2P", "belum ada pejabat", "dan 1 jabatan"):
        assert part in page
    assert "Pengelola Data" not in page
    assert page.index("Dinas Kesehatan") < page.index("Bidang P2P")


def test_a_unit_shows_positions_units_below_and_history(client, keeper, health):
    factories.WorkUnitFactory(name="Bidang P2P", parent=health.unit)
    client.post(f"/organisasi/unit/{health.unit_id}/ubah/", unit_form(health.unit, name="Dinas Kesehatan Daerah"))
    page = text(client.get(f"/organisasi/unit/{health.unit_id}/"))
    for part in ("Kepala Dinas Kesehatan", "Siti", "Bidang P2P", "mengubah unit kerja", "Dinas Kesehatan Daerah"):
        assert part in page


def unit_form(unit: WorkUnit, **changes: object) -> dict[str, object]:
    return {
        "name": unit.name,
        "code": unit.code,
        "kind": unit.kind,
        "parent": unit.parent_id or "",
        "protocol_order": unit.protocol_order,
        **changes,
    }


def position_form(position: Position, **changes: object) -> dict[str, object]:
    return {
        "title": position.title,
        "code": position.code,
        "unit": position.unit_id,
        "kind": position.kind,
        "echelon": position.echelon,
        "reports_to": position.reports_to_id or "",
        "protocol_order": position.protocol_order,
        **changes,
    }


def test_a_position_shows_holders_superior_subordinates_and_history(client, keeper, health):
    superior = factories.PositionFactory(title="Bupati Contoh", kind=PositionKind.REGIONAL_HEAD)
    Position.objects.filter(pk=health.pk).update(reports_to=superior)
    factories.PositionFactory(title="Kabid P2P", reports_to=health, kind=PositionKind.ADMINISTRATOR)
    page = text(client.get(f"/organisasi/jabatan/{health.pk}/"))
    for part in ("Siti", "Menjabat", "Bupati Contoh", "Kabid P2P", "Ganti", "Akhiri"):
        assert part in page


def test_unit_and_position_are_added(client, keeper):
    data = {"name": "Dinas Baru", "code": "9.99", "kind": WorkUnitKind.SERVICE_OFFICE, "protocol_order": 1}
    page = client.post("/organisasi/unit/tambah/", data, follow=True)
    assert "Dinas Baru ditambahkan" in text(page)
    unit = WorkUnit.objects.get(code="9.99")
    form = client.get(f"/organisasi/jabatan/tambah/?unit={unit.pk}").context["form"]
    assert form["unit"].value() == str(unit.pk)
    data = {"title": "Kepala Dinas Baru", "code": "K99", "unit": unit.pk, "kind": "apparatus_head", "protocol_order": 1}
    page = client.post("/organisasi/jabatan/tambah/", data, follow=True)
    assert "Kepala Dinas Baru ditambahkan" in text(page)


def test_a_position_is_changed(client, keeper, health):
    url = f"/organisasi/jabatan/{health.pk}/ubah/"
    assert "Perubahan disimpan" in text(client.post(url, position_form(health, echelon="II.a"), follow=True))
    health.refresh_from_db()
    assert health.echelon == "II.a"


def test_somebody_is_put_into_office_by_nip_or_by_name(client, keeper):
    empty, second = factories.PositionFactory(), factories.PositionFactory()
    siti = factories.EmployeeFactory(name="Siti Rahma")
    url = f"/organisasi/jabatan/{empty.pk}/tugaskan/"
    data = {"employee": siti.employee_number, "kind": "definitive", "start": "1 Maret 2026"}
    assert "Siti Rahma dicatat sebagai" in text(client.post(url, data, follow=True))
    data = {"employee": "rahma siti", "kind": "acting", "start": "01-03-2026", "end": "31/12/2026"}
    client.post(f"/organisasi/jabatan/{second.pk}/tugaskan/", data)
    acting = second.assignments.get()
    assert (acting.employee, acting.start, acting.end) == (siti, datetime.date(2026, 3, 1), datetime.date(2026, 12, 31))


def test_a_holder_is_replaced_and_another_ended(client, keeper, health):
    old = health.assignments.get()
    budi = factories.EmployeeFactory(name="Budi")
    data = {"employee": f"Budi – {budi.employee_number}", "kind": "definitive", "start": "1 April 2026"}
    page = client.post(f"/organisasi/penugasan/{old.pk}/ganti/", data, follow=True)
    assert "Budi menggantikan Siti sebagai Kepala Dinas Kesehatan" in text(page)
    assert "mengakhiri penugasan" in text(page)
    new = health.assignments.get(employee=budi)
    page = client.post(f"/organisasi/penugasan/{new.pk}/akhiri/", {"end": "30 April 2026"}, follow=True)
    assert "diakhiri" in text(page)
    assert "Jabatan ini belum mempunyai pejabat hari ini" in text(page)


def test_the_browser_offers_names_while_one_types(client, keeper):
    siti = factories.EmployeeFactory(name="Siti Rahma")
    factories.EmployeeFactory(name="Orang Lain")
    page = text(client.get("/pegawai/pilihan/", {"employee": "siti"}))
    assert "Siti Rahma – " in page
    assert "Orang Lain" not in page
    assert text(client.get("/pegawai/pilihan/", {"employee": "s"})) == ""
    assert siti.employee_number[:8] in text(client.get("/pegawai/pilihan/", {"employee": siti.employee_number[:10]}))


def units_with_holders(count: int) -> None:
    for _ in range(count):
        position = factories.PositionFactory()
        factories.AssignmentFactory(position=position)
        factories.AssignmentFactory(position=position, kind=AssignmentKind.ACTING)
        factories.PositionFactory(unit=position.unit, reports_to=position)
        factories.WorkUnitFactory(parent=position.unit)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_the_same_queries_for_one_unit_and_for_three(client, keeper, django_assert_num_queries, count):
    units_with_holders(count)
    with django_assert_num_queries(8):
        client.get("/organisasi/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_unit_costs_the_same_queries_for_one_position_and_for_three(
    client, keeper, health, django_assert_num_queries, count
):
    for _ in range(count):
        position = factories.PositionFactory(unit=health.unit, reports_to=health)
        factories.AssignmentFactory(position=position)
        factories.WorkUnitFactory(parent=health.unit)
    with django_assert_num_queries(12):
        client.get(f"/organisasi/unit/{health.unit_id}/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_position_costs_the_same_queries_for_one_holder_and_for_three(
    client, keeper, health, django_assert_num_queries, count
):
    for year in range(count):
        day = datetime.date(2010 + year, 1, 1)
        factories.AssignmentFactory(position=health, start=day, end=day)
        factories.AssignmentFactory(position=factories.PositionFactory(reports_to=health))
    with django_assert_num_queries(14):
        client.get(f"/organisasi/jabatan/{health.pk}/")


def test_everybody_sees_only_the_own_scope(client, health):
    other = factories.PositionFactory(title="Kepala Dinas Lain")
    client.force_login(factories.holder_of(other))
    page = text(client.get("/organisasi/"))
    assert "Kepala Dinas Lain" in page
    assert "Kesehatan" not in page
    for path in (f"unit/{health.unit_id}", f"jabatan/{health.pk}"):
        assert client.get(f"/organisasi/{path}/").status_code == 404


def test_who_holds_nothing_is_told_whom_to_ask(client):
    client.force_login(factories.UserFactory())
    assert "Mintalah Bagian Organisasi" in text(client.get("/organisasi/"))


def test_the_head_of_an_office_sees_it_but_changes_nothing(client, health):
    head = factories.holder_of(health, kind=AssignmentKind.ACTING)
    client.force_login(head)
    page = text(client.get(f"/organisasi/jabatan/{health.pk}/"))
    assert "/ganti/" not in page
    assignment = health.assignments.first()
    for path in (
        f"unit/{health.unit_id}/ubah",
        f"jabatan/{health.pk}/ubah",
        f"jabatan/{health.pk}/tugaskan",
        f"penugasan/{assignment.pk}/ganti",
        f"penugasan/{assignment.pk}/akhiri",
        "unit/tambah",
        "jabatan/tambah",
    ):
        assert client.get(f"/organisasi/{path}/").status_code == 403
        assert client.post(f"/organisasi/{path}/").status_code == 403


def test_a_circle_is_refused_beside_its_field_and_what_was_typed_stays(client, keeper, health):
    below = factories.PositionFactory(title="Kabid", reports_to=health, kind=PositionKind.ADMINISTRATOR)
    url = f"/organisasi/jabatan/{health.pk}/ubah/"
    response = client.post(url, position_form(health, reports_to=below.pk, title="Judul baru yang diketik"))
    page = text(response)
    assert response.context["form"].errors["reports_to"]
    assert "tidak dapat menjadi atasan langsung" in page
    assert 'href="#id_reports_to"' in page
    assert 'value="Judul baru yang diketik"' in page
    health.refresh_from_db()
    assert health.title == "Kepala Dinas Kesehatan"


def test_a_collision_is_refused_with_both_names_and_what_was_typed_stays(client, keeper, health):
    factories.EmployeeFactory(name="Budi Satu")
    data = {"employee": "Budi Satu", "kind": "definitive", "start": "1 Maret 2026"}
    page = text(client.post(f"/organisasi/jabatan/{health.pk}/tugaskan/", data))
    assert "Budi Satu tidak dapat menjadi Kepala Dinas Kesehatan mulai 1 Maret 2026" in page
    assert "Siti adalah" in page
    assert 'value="1 Maret 2026"' in page
    assert 'value="Budi Satu"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Budi", "Ada beberapa pegawai yang cocok"),
        ("Tidak Ada", "Tidak ada pegawai yang cocok"),
        ("", "wajib"),
        ("198502032010011004", "Tidak ada pegawai yang cocok"),
    ],
)
def test_a_name_that_means_nobody_or_several_is_asked_back(client, keeper, health, typed, sentence):
    factories.EmployeeFactory(name="Budi Satu")
    factories.EmployeeFactory(name="Budi Dua", employee_number=None)
    data = {"employee": typed, "kind": "acting", "start": "1 Maret 2026"}
    response = client.post(f"/organisasi/jabatan/{health.pk}/tugaskan/", data)
    error = response.context["form"].errors["employee"][0]
    assert sentence in error or (not typed and error)


def test_of_two_with_the_same_name_and_no_nip_each_can_be_chosen(client, keeper, health):
    first, second = (factories.EmployeeFactory(name="Budi", employee_number=None) for _ in range(2))
    offered = text(client.get("/pegawai/pilihan/", {"employee": "budi"}))
    assert f"Budi – no. {first.pk}" in offered
    data = {"employee": f"Budi – no. {second.pk}", "kind": "acting", "start": "1 Maret 2026"}
    client.post(f"/organisasi/jabatan/{health.pk}/tugaskan/", data)
    assert health.assignments.get(kind="acting").employee == second


def test_reading_pages_do_not_accept_posts(client, keeper, health):
    for path in ("", f"unit/{health.unit_id}/", f"jabatan/{health.pk}/"):
        assert client.post(f"/organisasi/{path}").status_code == 405
