"""The catalogue of programmes: everybody reads it, Bappeda writes it, nothing that is used goes away."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import AgreementBudgetLine
from audit.models import Event
from audit.trail import history
from indicators.models import Program
from indicators.programs.actions import change_program, create_program
from organisation.enums import GovernmentKind, Role
from organisation.models import User
from tests.agreements.stage import drafted
from tests.factories import BudgetLineFactory, GovernmentFactory, ProgramFactory, UserFactory, user_with_role
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db
TREE = (
    ("1.02.02", "Program Upaya Kesehatan", 1),
    ("1.02.02.2.01", "Penyediaan Fasilitas", 2),
    ("1.02.02.2.01.0001", "Pembangunan Rumah Sakit", 3),
)


@pytest.fixture
def planner() -> User:
    GovernmentFactory()
    return user_with_role(Role.PLANNING_AGENCY)


@pytest.fixture
def tree() -> list[Program]:
    return [ProgramFactory(code=code, name=name, level=level) for code, name, level in TREE]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, route: str, *args: object, **query: str) -> str:
    return unescape(client.get(reverse(f"indicators:{route}", args=args), query).content.decode())


def sent(client: Client, route: str, *args: object, **data: str) -> str:
    return unescape(client.post(reverse(f"indicators:{route}", args=args), data, follow=True).content.decode())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["1.02.02", "1.02.02.2.01", "1.02.02.2.01.0001", "2.16.01"]),
        ({"q": "rumah sakit"}, ["1.02.02.2.01.0001"]),
        ({"q": "2.16"}, ["2.16.01"]),
        ({"tingkat": "2"}, ["1.02.02.2.01"]),
        ({"bidang": "2.16"}, ["2.16.01"]),
        ({"bidang": "1.02", "tingkat": "1"}, ["1.02.02"]),
        ({"tingkat": "9", "bidang": "zz"}, ["1.02.02", "1.02.02.2.01", "1.02.02.2.01.0001", "2.16.01"]),
        ({"q": "tidak ada"}, []),
    ],
)
def test_the_list_is_searched_and_narrowed_by_its_address(tree, query, shown):
    ProgramFactory(code="2.16.01", name="Program Informatika", level=1)
    answer = as_user(UserFactory()).get(reverse("indicators:program_list"), query)
    assert [program.code for program in answer.context["page_obj"]] == shown
    assert bool(shown) != ("Tidak ada entri yang cocok" in answer.content.decode())


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_tree_need_the_same_queries_for_one_entry_and_for_three(tree, count, django_assert_num_queries):
    Program.objects.exclude(pk__in=[program.pk for program in tree[:count]]).delete()
    client = as_user(UserFactory())
    with django_assert_num_queries(8):
        client.get(reverse("indicators:program_list"))
    with django_assert_num_queries(8):
        client.get(reverse("indicators:program_detail", args=[tree[0].pk]))


def test_an_empty_catalogue_says_who_fills_it(planner):
    assert "Nomenklatur masih kosong" in page(as_user(UserFactory()), "program_list")
    assert reverse("indicators:program_create") in page(as_user(planner), "program_list")


def test_a_programme_is_shown_with_what_stands_below_and_above(tree):
    text = page(as_user(UserFactory()), "program_detail", tree[1].pk)
    assert all(code in text and name in text for code, name, _ in TREE)
    assert "Tambah sub kegiatan" not in text


def test_bappeda_builds_a_programme_from_the_top(planner):
    client = as_user(planner)
    assert "Buat dahulu program 1.02.02" in sent(client, "program_create", code="1.02.02.2.01", name="Kegiatan")
    for code, name, level in TREE:
        assert "ditambahkan pada nomenklatur" in sent(client, "program_create", code=f" {code} ", name=name)
        assert Program.objects.get(code=code).level == level
    assert Event.objects.filter(verb="program.created").count() == 3
    assert 'value="1.02.02."' in page(client, "program_create", di="1.02.02")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("1.02.02", "sudah ada pada nomenklatur"),
        ("1.02.02.1.01", "kabupaten/kota adalah 2, bukan 1"),
        ("1.02.02.2.01.01", "empat angka"),
        ("kode", "Kode ditulis seperti"),
        ("", "tidak boleh kosong"),
    ],
)
def test_a_code_that_cannot_be_is_refused_and_what_was_typed_stays(planner, tree, code, sentence):
    text = sent(as_user(planner), "program_create", code=code, name="Nama yang diketik")
    assert sentence in text
    assert "Nama yang diketik" in text
    assert Program.objects.count() == 3


def test_a_province_writes_its_own_activities(planner, tree):
    GovernmentFactory()
    type(GovernmentFactory()).objects.update(kind=GovernmentKind.PROVINCE)
    assert create_program(code="1.02.02.1.01", name="Kegiatan", by=planner).level == 2


def test_a_name_changes_and_the_trail_tells_it(planner, tree):
    client = as_user(planner)
    seen = {"seen_code": tree[2].code, "seen_name": tree[2].name}
    sent(client, "program_edit", tree[2].pk, code=tree[2].code, name="Nama baru", **seen)
    assert words_of(history(tree[2]).first()) == ["nama: Pembangunan Rumah Sakit → Nama baru"]
    text = sent(client, "program_edit", tree[2].pk, code=tree[2].code, name="Nama ketiga", **seen)
    assert "orang lain mengubahnya menjadi 1.02.02.2.01.0001 Nama baru" in text
    assert "Nama ketiga" in text


def test_a_code_changes_only_while_nothing_hangs_on_it(planner, tree):
    client = as_user(planner)
    seen = {"seen_code": tree[2].code, "seen_name": tree[2].name}
    sent(client, "program_edit", tree[2].pk, code="1.02.02.2.01.0002", name=tree[2].name, **seen)
    assert Program.objects.get(pk=tree[2].pk).code == "1.02.02.2.01.0002"
    assert "bukan kode sub kegiatan" in sent(
        client, "program_edit", tree[2].pk, code="1.02.03", name="X",
        seen_code="1.02.02.2.01.0002", seen_name=tree[2].name,
    )  # fmt: skip
    BudgetLineFactory(program=tree[2])
    assert "Terkunci karena dipakai 1 baris anggaran" in page(client, "program_edit", tree[2].pk)
    assert "masih ada 1 kegiatan" in page(client, "program_edit", tree[1].pk)
    with pytest.raises(Exception, match="dipakai 1 baris anggaran"):
        change_program(
            tree[2], code="1.02.02.2.01.0003", name="X", seen=("1.02.02.2.01.0002", tree[2].name), by=planner
        )


def test_only_what_nobody_uses_is_removed(planner, tree):
    client = as_user(planner)
    assert "masih ada 2 kegiatan atau sub kegiatan" in sent(
        client, "program_remove", Program.objects.get(code="1.02.02").pk
    )
    assert "Hapus sub kegiatan ini?" in page(client, "program_remove", tree[2].pk)
    assert "dihapus dari nomenklatur" in sent(client, "program_remove", tree[2].pk)
    assert Event.objects.get(verb="program.removed").target_label.startswith("1.02.02.2.01.0001")


def test_what_an_agreement_names_stays_too(stage, planner):
    agreement = drafted(stage)
    program = ProgramFactory(code="1.02.03", name="Program lain", level=1)
    AgreementBudgetLine.objects.create(
        agreement=agreement, order=9, program_code=program.code, program_name="K", amount=1, funding_source="APBD"
    )
    assert "dimuat dalam 1 baris anggaran PK" in sent(as_user(planner), "program_remove", program.pk)
    assert Program.objects.filter(pk=program.pk).exists()


@pytest.mark.parametrize("role", [Role.ORGANISATION_SECTION, Role.INSPECTORATE, Role.ADMINISTRATOR])
def test_nobody_but_bappeda_writes(tree, role):
    client = as_user(user_with_role(role))
    for name in ("program_edit", "program_remove"):
        assert client.post(reverse(f"indicators:{name}", args=[tree[2].pk])).status_code == 403
    assert client.post(reverse("indicators:program_create")).status_code == 403
    assert "Hapus dari nomenklatur" not in page(client, "program_detail", tree[2].pk)
