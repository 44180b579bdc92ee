"""Ceremonies: prepared by Bagian Organisasi, seen by those who go there, and told on a screen that never writes."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.ceremonies.actions import delete_ceremony, record_attendance, uninvite
from agreements.enums import Attendance
from agreements.models import Ceremony, Invitation
from audit.models import Event
from audit.trail import history
from organisation.enums import PositionKind
from organisation.models import User
from tests.agreements.stage import approved, drafted, in_force, user_in_office
from tests.factories import PositionFactory, user_with_role


@pytest.fixture
def ceremony(stage):
    return Ceremony.objects.create(
        year=2026, title="Penandatanganan PK 2026", held_on=datetime.date(2026, 1, 21), place="Pendopo"
    )


@pytest.fixture
def guest(stage, ceremony):
    return Invitation.objects.create(ceremony=ceremony, position=stage.head)


def address(name, *args):
    return reverse(f"agreements:ceremony_{name}", args=args)


def test_a_ceremony_is_prepared_and_those_under_the_regional_head_are_proposed(stage, client):
    PositionFactory(title="Kepala Bidang", kind=PositionKind.ADMINISTRATOR, reports_to=stage.head)
    client.force_login(stage.section)
    fields = {"title": "Tanda tangan", "year": "2026", "held_on": "21 Januari 2026", "place": "Pendopo"}
    answer = client.post(address("create"), fields)
    ceremony = Ceremony.objects.get()
    assert answer.url == address("invite", ceremony.pk)
    page = client.get(answer.url)
    assert page.context["positions"] == [stage.head]
    assert page.content.decode().count("checked") == 1
    client.post(answer.url, {"jabatan": [stage.head.pk]})
    assert ceremony.invitations.get().position == stage.head
    assert [event.verb for event in history(ceremony)] == ["ceremony.invited", "ceremony.created"]


def test_guests_are_found_by_level_and_invited_only_once(stage, ceremony, guest, client):
    division = PositionFactory(title="Kepala Bidang", kind=PositionKind.ADMINISTRATOR, reports_to=stage.head)
    client.force_login(stage.section)
    page = client.get(address("invite", ceremony.pk), {"jenjang": "administrator"})
    assert page.context["positions"] == [division]
    assert "checked" not in page.content.decode()
    client.post(address("invite", ceremony.pk), {"jabatan": [stage.head.pk, division.pk, "x"]})
    assert ceremony.invitations.count() == 2


def test_a_guest_is_taken_off_the_list(ceremony, guest, stage, client):
    client.force_login(stage.section)
    client.post(address("uninvite", ceremony.pk), {"tamu": guest.pk})
    assert not ceremony.invitations.exists()
    assert client.post(address("uninvite", ceremony.pk), {"tamu": guest.pk}).status_code == 404


def test_whoever_comes_second_to_a_guest_is_refused_with_a_sentence(ceremony, guest, stage):
    seen_by_another = Invitation.objects.get(pk=guest.pk)
    uninvite(guest, by=stage.section)
    with pytest.raises(ValidationError, match="Undangan ini sudah dibatalkan"):
        uninvite(seen_by_another, by=stage.section)
    with pytest.raises(ValidationError, match="Undangan ini sudah dibatalkan"):
        record_attendance(seen_by_another, Attendance.PRESENT, by=stage.section)
    assert [event.verb for event in history(ceremony)] == ["ceremony.uninvited"]


def test_a_ceremony_is_deleted_once(ceremony, stage):
    seen_by_another = Ceremony.objects.get(pk=ceremony.pk)
    delete_ceremony(ceremony, by=stage.section)
    with pytest.raises(ValidationError, match="Acara ini sudah dihapus"):
        delete_ceremony(seen_by_another, by=stage.section)


def test_who_came_is_recorded_with_and_without_scripts(ceremony, guest, stage, client):
    client.force_login(stage.section)
    answer = client.post(address("attend", ceremony.pk), {"tamu": guest.pk, "kehadiran": "present"})
    assert answer.url.endswith(f"#tamu-{guest.pk}")
    fragment = client.post(
        address("attend", ceremony.pk), {"tamu": guest.pk, "kehadiran": "absent"}, headers={"HX-Request": "true"}
    )
    assert "Tidak hadir" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    guest.refresh_from_db()
    assert guest.attendance == Attendance.ABSENT
    assert history(ceremony).filter(verb="ceremony.attendance").count() == 2
    assert client.post(address("attend", ceremony.pk), {"tamu": guest.pk, "kehadiran": "x"}).status_code == 404


def test_a_ceremony_is_changed_and_deleted_and_no_agreement_with_it(ceremony, guest, stage, client):
    agreement = drafted(stage)
    client.force_login(stage.section)
    fields = {"title": "Acara baru", "year": "2026", "held_on": "22-01-2026", "place": ""}
    client.post(address("edit", ceremony.pk), fields)
    ceremony.refresh_from_db()
    assert (ceremony.title, ceremony.held_on) == ("Acara baru", datetime.date(2026, 1, 22))
    assert "Hapus acara “Acara baru”?" in client.get(address("delete", ceremony.pk)).content.decode()
    client.post(address("delete", ceremony.pk))
    assert not Ceremony.objects.exists()
    agreement.refresh_from_db()
    assert Event.objects.filter(verb="ceremony.deleted").count() == 1


def test_the_screen_tells_who_has_signed_who_came_and_who_was_last(ceremony, guest, stage, client):
    vacant = PositionFactory(title="Camat Contoh", reports_to=stage.bupati)
    Invitation.objects.create(ceremony=ceremony, position=vacant, attendance=Attendance.ABSENT)
    approved(stage)
    client.force_login(stage.section)
    page = client.get(address("screen", ceremony.pk)).content.decode()
    assert "Belum ada yang menandatangani" in page
    assert "Tidak hadir" in page
    assert 'name="viewport"' in page
    in_force(stage, stage.head.agreements.get())
    fragment = client.get(address("screen", ceremony.pk), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "<strong>1</strong> dari 2" in fragment
    assert "Terakhir menandatangani" in fragment
    assert "dr. Siti Rahma, M.Kes." in fragment
    assert "<strong> Sudah </strong>" in " ".join(fragment.split())


def test_the_screen_writes_nothing(ceremony, guest, stage, client):
    client.force_login(stage.section)
    before = Event.objects.count()
    client.get(address("screen", ceremony.pk))
    client.get(address("detail", ceremony.pk))
    assert Event.objects.count() == before
    assert client.post(address("screen", ceremony.pk)).status_code == 405


def test_guests_see_the_ceremony_and_strangers_do_not(ceremony, guest, stage, client):
    for user, status in ((stage.head_user, 200), (user_with_role("inspectorate"), 200)):
        client.force_login(user)
        assert client.get(address("screen", ceremony.pk)).status_code == status
        assert "Tambah undangan" not in client.get(address("detail", ceremony.pk)).content.decode()
    client.force_login(user_in_office(PositionFactory(title="Kepala Dinas Lain", reports_to=stage.bupati)))
    assert client.get(address("screen", ceremony.pk)).status_code == 404
    assert client.get(address("list")).context["rows"] == []


@pytest.mark.parametrize("name", ["edit", "delete", "invite"])
def test_only_bagian_organisasi_manages(ceremony, guest, stage, client, name):
    client.force_login(stage.bupati_user)
    assert client.get(address(name, ceremony.pk)).status_code == 403
    assert client.post(address(name, ceremony.pk)).status_code == 403
    assert client.get(address("create")).status_code == 403


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"title": "", "year": "2026", "held_on": "21-01-2026"}, "Kesalahan:"),
        ({"title": "A", "year": "1", "held_on": "21-01-2026"}, "2000"),
        ({"title": "A", "year": "2026", "held_on": "31-02-2026"}, "Tanggal ini tidak dikenal"),
    ],
)
def test_what_cannot_be_a_ceremony_is_refused_beside_its_box(stage, client, fields, sentence):
    client.force_login(stage.section)
    assert sentence in client.post(address("create"), fields).content.decode()
    assert not Ceremony.objects.exists()


def test_nobody_chosen_is_told(ceremony, stage, client):
    client.force_login(stage.section)
    page = client.post(address("invite", ceremony.pk), {}, follow=True).content.decode()
    assert "Centang sedikitnya satu jabatan yang diundang." in page


@pytest.mark.parametrize("guests", [1, 3])
def test_the_screen_costs_the_same_for_one_guest_and_for_three(
    ceremony, guest, stage, client, django_assert_num_queries, guests
):
    in_force(stage)
    for _ in range(guests - 1):
        position = PositionFactory(reports_to=stage.bupati)
        user_in_office(position)
        Invitation.objects.create(ceremony=ceremony, position=position)
    client.force_login(User.objects.get(pk=stage.section.pk))
    with django_assert_num_queries(10):
        client.get(address("screen", ceremony.pk))
