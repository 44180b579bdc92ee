"""Pages of employees: who is found, who may read a NIP, what is odd and what is refused."""

import pytest

from audit import trail
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Employee
from organisation.people import actions
from organisation.people.views import HIDDEN
from tests import factories

pytestmark = pytest.mark.django_db

NIP = "198502032010011004"
GROUPED = "19850203 201001 1 004"


@pytest.fixture
def keeper(client):
    """Somebody of Bagian Organisasi, logged in."""
    user = factories.user_with_role(Role.ORGANISATION_SECTION)
    client.force_login(user)
    return user


@pytest.fixture
def siti():
    """Siti with a NIP, head of Dinas Kesehatan."""
    return factories.EmployeeFactory(name="Siti Rahma", title_suffix="S.H.", employee_number=NIP, rank_code="IV/b")


@pytest.fixture
def health(siti):
    position = factories.PositionFactory(
        unit=factories.WorkUnitFactory(name="Dinas Kesehatan"), title="Kepala Dinas Kesehatan"
    )
    factories.AssignmentFactory(position=position, employee=siti)
    return position


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_people_are_listed_with_grouped_nip_and_todays_posts(client, keeper, health):
    page = text(client.get("/pegawai/"))
    for part in ("Siti Rahma, S.H.", GROUPED, "IV/b", "Kepala Dinas Kesehatan", "1–1 dari 1 pegawai"):
        assert part in page


@pytest.mark.parametrize("query", ["siti", "rahma siti", NIP, GROUPED, "19850203"])
def test_people_are_found_by_name_or_nip(client, keeper, siti, query):
    factories.EmployeeFactory(name="Orang Lain")
    page = text(client.get("/pegawai/", {"q": query}))
    assert "Siti Rahma" in page
    assert "Orang Lain" not in page


def test_people_are_found_by_unit_with_the_units_below(client, keeper, health):
    division = factories.WorkUnitFactory(parent=health.unit, kind=WorkUnitKind.DIVISION)
    factories.AssignmentFactory(
        position=factories.PositionFactory(unit=division), employee=factories.EmployeeFactory(name="Kabid Budi")
    )
    factories.AssignmentFactory(employee=factories.EmployeeFactory(name="Orang Lain"))
    page = text(client.get("/pegawai/", {"unit": health.unit_id}))
    assert "Siti Rahma" in page
    assert "Kabid Budi" in page
    assert "Orang Lain" not in page
    assert "selected" in page


def test_pages_of_the_list_keep_the_search(client, keeper):
    for number in range(51):
        factories.EmployeeFactory(name=f"Budi {number:02}")
    page = text(client.get("/pegawai/", {"q": "budi"}))
    assert "1–50 dari 51 pegawai" in page
    assert "?q=budi&amp;halaman=2" in page
    assert "51–51 dari 51" in text(client.get("/pegawai/", {"q": "budi", "halaman": 2}))


def test_a_person_has_particulars_posts_and_history(client, keeper, health, siti):
    page = text(client.get(f"/pegawai/{siti.pk}/"))
    for part in ("Siti Rahma, S.H.", GROUPED, "IV/b – Pembina Tingkat I", "Kepala Dinas Kesehatan", "Buat akun"):
        assert part in page


def test_a_person_is_added_with_every_spelling_brought_to_one(client, keeper):
    data = {"name": "Budi", "employee_number": GROUPED, "rank_code": "iii.d"}
    assert "Budi ditambahkan" in text(client.post("/pegawai/tambah/", data, follow=True))
    budi = Employee.objects.get()
    assert (budi.employee_number, budi.rank_code) == (NIP, "III/d")
    assert trail.history(budi).get().verb == "employee.created"


def test_elected_heads_have_no_nip(client, keeper):
    for name in ("Bupati", "Wakil Bupati"):
        client.post("/pegawai/tambah/", {"name": name, "employee_number": ""})
    assert list(Employee.objects.values_list("employee_number", flat=True)) == [None, None]


def test_an_odd_nip_is_saved_with_a_warning(client, keeper):
    data = {"name": "Aneh", "employee_number": "198502032010011000"}
    page = text(client.post("/pegawai/tambah/", data, follow=True))
    assert "Aneh ditambahkan" in page
    assert page.count("mungkin angka dibulatkan oleh Excel") == 2
    employee = Employee.objects.get()
    assert "mungkin angka dibulatkan" in text(client.get(f"/pegawai/{employee.pk}/"))


def test_particulars_are_changed_and_the_change_is_kept(client, keeper, siti):
    data = {"name": "Siti Rahmawati", "title_suffix": "S.H.", "employee_number": NIP, "rank_code": "IV/c"}
    page = text(client.post(f"/pegawai/{siti.pk}/ubah/", data, follow=True))
    assert "nama: Siti Rahma → Siti Rahmawati" in page
    assert "golongan: IV/b → IV/c" in page


def test_the_history_of_a_person_says_no_more_than_the_page(client, health, siti):
    office, stranger = factories.UserFactory(employee=siti), factories.user_with_role(Role.PLANNING_AGENCY)
    fields = {"email": "siti@contoh.example", "phone": "0812", "rank_code": "IV/c"}
    actions.update_employee(siti, by=office, employee_number="197901012005012001", **fields)
    client.force_login(office)
    page = text(client.get(f"/pegawai/{siti.pk}/"))
    assert f"NIP: {NIP} → 197901012005012001" in page
    assert "surel: – → siti@contoh.example" in page
    client.force_login(stranger)
    page = text(client.get(f"/pegawai/{siti.pk}/"))
    assert "golongan: IV/b → IV/c" in page
    assert ["NIP diubah" in page, "surel diubah" in page, "telepon diubah" in page] == [True] * 3
    assert not [secret for secret in (NIP, "197901012005012001", "siti@contoh.example", "0812") if secret in page]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_one_person_and_for_three(client, keeper, django_assert_num_queries, count):
    for _ in range(count):
        factories.AssignmentFactory()
    with django_assert_num_queries(9):
        assert "Dinas Contoh" in text(client.get("/pegawai/"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_costs_the_same_queries_for_one_post_and_for_three(
    client, keeper, siti, django_assert_num_queries, count
):
    for _ in range(count):
        factories.AssignmentFactory(employee=siti, kind="acting")
    with django_assert_num_queries(8):
        client.get(f"/pegawai/{siti.pk}/")


class TestWhoReadsANip:
    """The NIP holds the birth date: it is for the person, the own office, Bagian Organisasi and administrators."""

    def sees_number(self, client, user, employee) -> bool:
        client.force_login(user)
        listed = text(client.get("/pegawai/"))
        own_page = text(client.get(f"/pegawai/{employee.pk}/"))
        assert (GROUPED in listed) == (GROUPED in own_page)
        assert (HIDDEN in listed) != (GROUPED in listed)
        found = "Siti" in text(client.get("/pegawai/", {"q": "19850203"}))
        assert found == (GROUPED in listed)
        return GROUPED in listed

    def test_the_person_does(self, client, health, siti):
        assert self.sees_number(client, factories.UserFactory(employee=siti), siti)

    def test_the_own_office_does(self, client, health, siti):
        assert self.sees_number(client, factories.user_with_role(Role.OPERATOR, health.unit), siti)

    def test_the_administrator_does(self, client, health, siti):
        assert self.sees_number(client, factories.user_with_role(Role.ADMINISTRATOR), siti)

    @pytest.mark.parametrize("role", [Role.PLANNING_AGENCY, Role.INSPECTORATE])
    def test_bappeda_and_inspectorate_do_not(self, client, health, siti, role):
        assert not self.sees_number(client, factories.user_with_role(role), siti)

    def test_the_sekda_does_only_in_the_own_office(self, client, health, siti):
        sekda = factories.PositionFactory(kind=PositionKind.REGIONAL_SECRETARY)
        assert not self.sees_number(client, factories.holder_of(sekda), siti)
        factories.AssignmentFactory(employee=siti, position=factories.PositionFactory(unit=sekda.unit), kind="acting")
        assert self.sees_number(client, factories.holder_of(sekda, kind="daily_acting"), siti)


def test_other_offices_do_not_exist_for_the_head_of_one(client, siti, health):
    client.force_login(factories.holder_of(factories.PositionFactory()))
    assert "Siti" not in text(client.get("/pegawai/"))
    assert "Siti" not in text(client.get("/pegawai/", {"unit": health.unit_id}))
    assert client.get(f"/pegawai/{siti.pk}/").status_code == 404


def test_only_bagian_organisasi_and_administrators_change_people(client, health, siti):
    client.force_login(factories.UserFactory(employee=siti))
    assert "Ubah data" not in text(client.get(f"/pegawai/{siti.pk}/"))
    for path in (f"/pegawai/{siti.pk}/ubah/", f"/pegawai/{siti.pk}/akun/", "/pegawai/tambah/"):
        assert client.get(path).status_code == client.post(path).status_code == 403
    assert client.get("/pegawai/pilihan/?employee=siti").status_code == 403


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("employee_number", "1985 0203", "yang diketik 8 angka"),
        ("employee_number", GROUPED, "sudah dipakai pegawai lain"),
        ("rank_code", "V/z", "Golongan “V/z” tidak dikenal"),
        ("email", "bukan surel", "alamat email"),
        ("name", "", "wajib"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field_and_what_was_typed_stays(client, keeper, siti, field, typed, sentence):
    data = {"name": "Budi Tetap", "phone": "0812-yang-diketik", field: typed}
    response = client.post("/pegawai/tambah/", data)
    page = text(response)
    assert list(response.context["form"].errors) == [field]
    assert sentence.lower() in response.context["form"].errors[field][0].lower() or field == "name"
    assert 'value="0812-yang-diketik"' in page
    assert f'href="#id_{field}"' in page
    assert Employee.objects.count() == 1


@pytest.mark.parametrize("unit", ["abc", "-1", "9" * 30, "٣"])
def test_a_senseless_filter_is_ignored(client, keeper, siti, unit):
    assert "Siti" in text(client.get("/pegawai/", {"unit": unit, "halaman": "abc"}))


def test_markup_in_names_stays_text(client, keeper):
    employee = factories.EmployeeFactory(name="<img src=x onerror=alert(1)>")
    for path in ("/pegawai/", f"/pegawai/{employee.pk}/", f"/pegawai/{employee.pk}/ubah/"):
        assert "<img" not in text(client.get(path))
