"""Nobody opens somebody else's account alone: where a password link goes, who confirms it, and what the trail says."""

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit import trail
from messaging.models import Delivery, Notification
from messaging.outbox.actions import deliver
from organisation.enums import LinkWay, PositionKind, Role
from organisation.models import PasswordLink, User
from organisation.password_links import actions
from organisation.password_links.facts import second_people
from organisation.password_links.tokens import address_of
from organisation.people.actions import update_employee
from organisation.users.actions import create_user_for, grant_role, revoke_role, set_active
from tests import factories

pytestmark = pytest.mark.django_db

NEW = "kuda hijau makan siang"
OWNER, HAND = LinkWay.OWNER, LinkWay.HAND


@pytest.fixture
def section() -> User:
    factories.GovernmentFactory()
    return factories.user_with_role(Role.ORGANISATION_SECTION)


@pytest.fixture
def inspector(section: User) -> User:
    return factories.user_with_role(Role.INSPECTORATE)


@pytest.fixture
def siti(section: User) -> User:
    """A member of staff with an e-mail address."""
    return factories.UserFactory(employee=factories.EmployeeFactory(name="Siti", email="siti@contoh.example"))


@pytest.fixture(params=[PositionKind.REGIONAL_HEAD, PositionKind.REGIONAL_SECRETARY, PositionKind.APPARATUS_HEAD])
def head(request: pytest.FixtureRequest, section: User) -> User:
    """The regent, the Sekda, a head of a dinas, each with an e-mail address."""
    user = factories.holder_of(factories.PositionFactory(kind=request.param))
    user.employee.email = "pimpinan@contoh.example"
    user.employee.save()
    return User.objects.get(pk=user.pk)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, account: User, way: str) -> str:
    """Everything that the asker gets to see."""
    data = {"cara": way}
    return client.post(
        reverse("organisation:password_link_request", args=[account.pk]), data, follow=True
    ).content.decode()


def address_in(text: str) -> str:
    return next((word for word in text.replace('"', " ").split() if "/sandi/atur/" in word), "")


def set_password(address: str, client: Client | None = None) -> str:
    client = client or Client()
    page = client.get(urlsplit(address).path, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else urlsplit(address).path
    return client.post(where, {"new_password1": NEW, "new_password2": NEW}, follow=True).content.decode()


def everything_stored() -> str:
    rows = [*Notification.objects.values(), *Delivery.objects.values(), *trail.Event.objects.values()]
    return str(rows)


def test_the_link_goes_to_the_owner_and_who_asked_never_sees_it(section: User, siti: User) -> None:
    client = browser(section)
    page = ask(client, siti, OWNER)
    assert "Tautan dikirim ke pemilik akun" in page
    assert address_in(page) == ""
    deliver()
    [message] = mail.outbox
    assert message.to == ["siti@contoh.example"]
    address = address_in(message.body)
    seen = [client.get(reverse("messaging:sent_detail", args=[Notification.objects.get(recipient=siti).pk]))]
    seen += [client.get(reverse("organisation:user_detail", args=[siti.pk]))]
    assert not [page for page in seen if "/sandi/atur/" in page.content.decode()]
    assert "/sandi/atur/" not in everything_stored(), "neither the bell nor the trail holds it"
    assert "Silakan masuk" in set_password(address)
    siti.refresh_from_db()
    assert siti.check_password(NEW)
    assert "tidak berlaku lagi" in Client().get(urlsplit(address).path).content.decode(), "only once"


def test_what_was_set_behind_a_link_is_told_of_the_link_and_not_of_the_owner(section: User, siti: User) -> None:
    ask(browser(section), siti, OWNER)
    deliver()
    set_password(address_in(mail.outbox[0].body))
    link = PasswordLink.objects.get()
    verbs = list(trail.history(siti).order_by("id").values_list("verb", "actor_id"))
    asked = ("user.password_link_requested", section.pk)
    assert verbs == [asked, ("user.password_link_sent", None), ("user.password_set_by_link", None)]
    history = " ".join(
        browser(section).get(reverse("organisation:user_detail", args=[siti.pk])).content.decode().split()
    )
    assert f"tautan nomor {link.pk} · diminta {section} · ke Surel pemilik akun" in history
    deliver()
    assert "baru saja dibuat lewat tautan" in mail.outbox[-1].body, "the owner learns of it on the own channel"


def test_no_single_person_opens_a_heads_account(section: User, inspector: User, head: User) -> None:
    page = ask(browser(section), head, OWNER)
    link = PasswordLink.objects.get()
    assert "menunggu orang kedua" in page
    deliver()
    assert not [message for message in mail.outbox if "/sandi/atur/" in message.body]
    assert [message.subject for message in mail.outbox if message.to == ["pimpinan@contoh.example"]], "told at once"
    with pytest.raises(ValidationError):
        actions.confirm_link(link, by=section)
    assert "tidak berlaku lagi" in Client().get(urlsplit(address_of(link)).path).content.decode()
    answer = browser(section).post(reverse("organisation:password_link_confirm", args=[link.pk]))
    assert answer.status_code == 403
    colleague = factories.user_with_role(Role.ORGANISATION_SECTION)
    assert browser(colleague).post(reverse("organisation:password_link_confirm", args=[link.pk])).status_code == 403
    browser(inspector).post(reverse("organisation:password_link_confirm", args=[link.pk]))
    deliver()
    [message] = [message for message in mail.outbox if "/sandi/atur/" in message.body]
    assert (message.to, f"{inspector} mengonfirmasinya" in message.body) == (["pimpinan@contoh.example"], True)
    assert trail.history(head).filter(verb="user.password_link_confirmed").get().actor_id == inspector.pk


def test_who_has_no_channel_is_given_the_link_after_a_second_person(section: User, inspector: User) -> None:
    owner = factories.UserFactory(employee=factories.EmployeeFactory(email="", phone=""), email="")
    client = browser(section)
    assert "belum mempunyai surel" in ask(client, owner, OWNER)
    assert not PasswordLink.objects.exists()
    assert address_in(ask(client, owner, HAND)) == ""
    link = PasswordLink.objects.get()
    show = reverse("organisation:password_link_show", args=[link.pk])
    assert address_in(client.post(show, follow=True).content.decode()) == ""
    assert Notification.objects.filter(recipient=inspector, path__contains="tautan-sandi").exists()
    actions.confirm_link(link, by=inspector)
    assert address_in(browser(inspector).post(show, follow=True).content.decode()) == "", "not to the second person"
    address = address_in(client.post(show, follow=True).content.decode())
    assert address_in(client.post(show, follow=True).content.decode()) == "", "shown once"
    assert "Silakan masuk" in set_password(address)
    assert "diserahkan langsung" in str(
        browser(section).get(reverse("organisation:user_detail", args=[owner.pk])).content
    )


def test_an_address_that_the_asker_has_just_entered_is_not_the_owners(section: User, siti: User) -> None:
    update_employee(siti.employee, by=section, email="penyerang@contoh.example")
    assert "belum mempunyai surel" in ask(browser(section), siti, OWNER)
    other = factories.user_with_role(Role.ADMINISTRATOR)
    assert "Tautan dikirim" in ask(browser(other), siti, OWNER)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8), tick=False):
        assert actions.request_link(siti, way=OWNER, by=section).is_live


def test_an_address_in_use_that_the_asker_changed_is_the_owners_after_the_next_log_in(
    section: User, siti: User
) -> None:
    browser(siti)
    update_employee(siti.employee, by=section, email="penyerang@contoh.example")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=60), tick=False):
        with pytest.raises(ValidationError, match="belum mempunyai surel"):
            actions.request_link(siti, way=OWNER, by=section)
        browser(siti)
        assert actions.request_link(siti, way=OWNER, by=section).is_live


def test_an_address_that_is_entered_after_the_request_gets_no_link(section: User, siti: User) -> None:
    actions.request_link(siti, way=OWNER, by=section)
    colleague = factories.user_with_role(Role.ORGANISATION_SECTION)
    update_employee(siti.employee, by=colleague, email="penyerang@contoh.example")
    deliver()
    assert not [message for message in mail.outbox if "/sandi/atur/" in message.body]
    told = Delivery.objects.get(message__password_link__isnull=False)
    assert (told.state, told.problem[:26]) == ("failed", "Alamat pemilik akun diubah")


def test_an_address_that_is_entered_before_the_confirmation_gets_no_heads_link(
    section: User, inspector: User, head: User
) -> None:
    link = actions.request_link(head, way=OWNER, by=section)
    update_employee(head.employee, by=section, email="penyerang@contoh.example")
    actions.confirm_link(link, by=inspector)
    deliver()
    assert not [message for message in mail.outbox if "/sandi/atur/" in message.body]


def test_a_confirmed_link_is_not_shown_for_ever(section: User, inspector: User) -> None:
    link = actions.request_link(factories.UserFactory(), way=HAND, by=section)
    actions.confirm_link(link, by=inspector)
    later = timezone.now() + datetime.timedelta(days=10)
    with time_machine.travel(later, tick=False), pytest.raises(ValidationError, match="tidak dapat ditampilkan"):
        actions.show_link(link, by=section)


def test_an_older_link_ends_with_the_next_request_and_can_be_withdrawn(section: User, siti: User) -> None:
    old = actions.request_link(siti, way=OWNER, by=section)
    address = address_of(old)
    new = actions.request_link(siti, way=OWNER, by=section)
    assert "tidak berlaku lagi" in Client().get(urlsplit(address).path).content.decode()
    actions.withdraw_link(new, by=section)
    deliver()
    assert not [message for message in mail.outbox if "/sandi/atur/" in message.body], "what has ended is not sent"
    assert set(Delivery.objects.filter(message__password_link=new).values_list("state", flat=True)) == {"failed"}


def test_the_owner_is_told_on_every_channel_whatever_they_chose_and_at_night(section: User, siti: User) -> None:
    factories.MessageSettingsFactory(
        user=siti, email_kinds=[], whatsapp_kinds=[], quiet_from="00:00", quiet_until="23:59"
    )
    actions.request_link(siti, way=OWNER, by=section)
    deliver()
    assert [message.to for message in mail.outbox] == [["siti@contoh.example"]]


def test_a_link_forgets_the_wrong_passwords_once_it_is_out(section: User, inspector: User) -> None:
    owner = factories.UserFactory(employee=factories.EmployeeFactory())
    AccessAttempt.objects.create(username=owner.employee.employee_number, ip_address="10.0.0.1", failures_since_start=9)
    link = actions.request_link(owner, way=HAND, by=section)
    assert AccessAttempt.objects.exists()
    actions.confirm_link(link, by=inspector)
    assert not AccessAttempt.objects.exists()


def test_a_closed_account_gets_no_link(section: User) -> None:
    with pytest.raises(ValidationError, match="Aktifkan dahulu"):
        actions.request_link(factories.UserFactory(is_active=False), way=HAND, by=section)


def test_nobody_confirms_with_an_account_that_the_asker_has_made(head: User, section: User) -> None:
    made_up = create_user_for(factories.EmployeeFactory(), username="rekaan", by=section)
    factories.RoleGrantFactory(user=made_up, role=Role.INSPECTORATE)
    link = actions.request_link(head, way=HAND, by=section)
    with pytest.raises(ValidationError, match="orang kedua"):
        actions.confirm_link(link, by=User.objects.get(pk=made_up.pk))
    assert made_up not in second_people(link)


def test_nobody_confirms_with_a_role_that_the_asker_has_given(head: User, section: User) -> None:
    colleague = factories.UserFactory()
    grant_role(colleague, Role.INSPECTORATE, start=timezone.localdate(), by=section)
    link = actions.request_link(head, way=HAND, by=section)
    with pytest.raises(ValidationError, match="orang kedua"):
        actions.confirm_link(link, by=User.objects.get(pk=colleague.pk))


def test_nobody_confirms_a_link_to_an_address_of_their_own_making(head: User, section: User, inspector: User) -> None:
    update_employee(head.employee, by=inspector, email="salah@contoh.example")
    link = actions.request_link(User.objects.get(pk=head.pk), way=OWNER, by=section)
    with pytest.raises(ValidationError, match="orang kedua"):
        actions.confirm_link(link, by=inspector)


def test_a_closed_account_is_not_opened_by_confirming(head: User, section: User, inspector: User) -> None:
    link = actions.request_link(head, way=OWNER, by=section)
    set_active(head, active=False, by=section)
    with pytest.raises(ValidationError, match="tidak menunggu"):
        actions.confirm_link(link, by=inspector)


def is_withdrawn(link: PasswordLink) -> bool:
    return PasswordLink.objects.get(pk=link.pk).withdrawn_at is not None


def test_closing_an_account_ends_its_links_and_those_that_it_asked_for_or_confirmed(
    head: User, siti: User, section: User, inspector: User
) -> None:
    closer = factories.user_with_role(Role.ADMINISTRATOR)
    own = actions.request_link(head, way=OWNER, by=section)
    set_active(head, active=False, by=closer)
    assert is_withdrawn(own)
    asked = actions.request_link(siti, way=OWNER, by=section)
    set_active(section, active=False, by=closer)
    assert is_withdrawn(asked)
    set_password(address_of(asked))
    assert not User.objects.get(pk=siti.pk).check_password(NEW)
    other = actions.request_link(siti, way=HAND, by=closer)
    actions.confirm_link(other, by=inspector)
    set_active(inspector, active=False, by=closer)
    assert is_withdrawn(other)
    names = [event.verb for event in trail.history(siti)]
    assert names.count("user.password_link_withdrawn") == 2
    set_active(head, active=True, by=closer)
    assert is_withdrawn(own), "they do not come back with the account"


def test_a_link_that_somebody_asked_for_before_the_account_was_closed_is_confirmed_by_nobody(
    head: User, section: User, inspector: User
) -> None:
    link = actions.request_link(head, way=OWNER, by=section)
    User.objects.filter(pk=section.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="tidak menunggu"):
        actions.confirm_link(link, by=inspector)


def test_a_role_that_the_asker_gave_back_meanwhile_still_counts(head: User, inspector: User) -> None:
    administrator, both = factories.user_with_role(Role.ADMINISTRATOR), factories.UserFactory()
    today = timezone.localdate()
    grants = [grant_role(both, role, start=today, by=administrator) for role in (Role.INSPECTORATE, Role.ADMINISTRATOR)]
    link = actions.request_link(head, way=HAND, by=both)
    assert inspector not in second_people(link)
    revoke_role(grants[0], by=administrator, on=today)
    link = PasswordLink.objects.get(pk=link.pk)
    assert inspector not in second_people(link), "the asker was of the Inspektorat when the link was asked for"
    with pytest.raises(ValidationError, match="orang kedua"):
        actions.confirm_link(link, by=inspector)


def test_a_role_that_the_asker_got_meanwhile_counts_too(head: User, section: User, inspector: User) -> None:
    link = actions.request_link(head, way=HAND, by=section)
    grant_role(section, Role.INSPECTORATE, start=timezone.localdate(), by=factories.user_with_role(Role.ADMINISTRATOR))
    assert inspector not in second_people(PasswordLink.objects.get(pk=link.pk))


@pytest.mark.parametrize("since", [datetime.timedelta(0), datetime.timedelta(days=400)])
def test_nobody_becomes_a_second_person_after_the_link_was_asked_for(
    head: User, section: User, since: datetime.timedelta
) -> None:
    colleague = factories.UserFactory()
    link = actions.request_link(head, way=HAND, by=section)
    given_by = factories.user_with_role(Role.ADMINISTRATOR)
    grant_role(colleague, Role.INSPECTORATE, start=timezone.localdate() - since, by=given_by)
    assert colleague not in second_people(link)
    with pytest.raises(ValidationError, match="orang kedua"):
        actions.confirm_link(link, by=User.objects.get(pk=colleague.pk))


@pytest.mark.parametrize("changes", [{"confirmed_by": "asker"}, {"used_at": "now"}, {"needs_confirmation": False}])
def test_the_database_itself_wants_the_second_person(section: User, changes: dict) -> None:
    link = actions.request_link(factories.UserFactory(), way=HAND, by=section)
    values = {name: {"asker": section, "now": timezone.now()}.get(value, value) for name, value in changes.items()}
    if "confirmed_by" in values:
        values["confirmed_at"] = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        PasswordLink.objects.filter(pk=link.pk).update(**values)


@pytest.mark.parametrize("key", ["", "x", "MQ", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "%00", "8J-Yig"])
def test_an_address_that_names_no_link_says_whom_to_ask(section: User, key: str) -> None:
    page = Client().get(f"/sandi/atur/{key or '-'}/abc-def/").content.decode()
    assert "tidak berlaku lagi" in page
