"""The demo: one fictional government, loaded once, with a bit of everything."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from agreements.enums import AgreementStatus
from agreements.models import Agreement
from audit.trail import history
from demo.accounts import ACCOUNTS, PASSWORD
from demo.building import build
from demo.loading import OPEN_QUARTER, WORKBOOK
from documents.models import IssuedDocument
from indicators.enums import Aggregation, Polarity, ValueState
from indicators.models import Indicator, Target
from messaging.enums import DeliveryState
from messaging.models import Delivery, Notification
from organisation.enums import SENIOR_KINDS, AssignmentKind
from organisation.models import Assignment, Employee, Position, User, WorkUnit
from realisations.enums import ReportStatus
from realisations.models import QuarterReport, Realisation
from tests.factories import WorkUnitFactory

pytestmark = pytest.mark.django_db


def cells(path) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbooks_in_the_repository_are_what_the_builder_makes(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "WORKBOOK", tmp_path / "a.xlsx")
    monkeypatch.setattr(build, "OPEN_QUARTER", tmp_path / "b.xlsx")
    build.main()
    assert cells(tmp_path / "a.xlsx") == cells(WORKBOOK)
    assert cells(tmp_path / "b.xlsx") == cells(OPEN_QUARTER)


@pytest.mark.slow  # the whole demo
@pytest.mark.timeout(900)  # with a drawn document for everything in force
def test_the_demo_loads_once_with_a_bit_of_everything(client, capsys):
    call_command("load_demo")
    holds_heads_and_impossible_people()
    holds_every_kind_of_figure_and_gap()
    holds_agreements_in_every_state()
    leaves_no_message_to_be_sent()
    lets_every_account_log_in(client, capsys)

    before = QuarterReport.objects.count(), Agreement.objects.count(), User.objects.count()
    capsys.readouterr()
    call_command("load_demo")
    assert "sudah ada" in capsys.readouterr().out
    assert (QuarterReport.objects.count(), Agreement.objects.count(), User.objects.count()) == before


def holds_heads_and_impossible_people():
    assert Position.objects.filter(kind__in=SENIOR_KINDS).count() == 45
    numbers = Employee.objects.exclude(employee_number=None).values_list("employee_number", flat=True)
    assert {number[4:6] for number in numbers} == {"13"}
    assert set(Assignment.objects.values_list("kind", flat=True)) >= {
        AssignmentKind.ACTING,
        AssignmentKind.DAILY_ACTING,
    }


def holds_every_kind_of_figure_and_gap():
    assert set(Indicator.objects.values_list("polarity", flat=True)) == set(Polarity)
    assert set(Indicator.objects.values_list("aggregation", flat=True)) == set(Aggregation)
    assert Indicator.objects.exclude(roll_up="").exists()
    assert set(Target.objects.exclude(last_quarter=None).values_list("indicator__code", "last_quarter")) == {
        ("CAMAT-MUARADAMAI-03", 1)
    }
    heads = Indicator.objects.filter(objective__position__kind__in=SENIOR_KINDS)
    per_head = Counter(heads.values_list("objective__position", flat=True))
    assert len(per_head) == 45
    assert set(per_head.values()) <= {3, 4, 5, 6}
    reports = QuarterReport.objects.of_quarter(2026, 3)
    assert set(reports.values_list("status", flat=True)) == set(ReportStatus)
    assert not reports.filter(position__code="KEPALA-ARPUS").exists()
    states = set(Realisation.objects.values_list("state", flat=True))
    assert states == {ValueState.REPORTED, ValueState.NOT_APPLICABLE, ValueState.WAITING}
    assert Realisation.objects.filter(is_provisional=True).exists()
    assert Realisation.objects.filter(figure=0).exists()
    late = reports.filter(submitted_at__date__gt="2026-10-10")
    assert late.count() == 2


def holds_agreements_in_every_state():
    states = Counter(Agreement.objects.filter(position__kind__in=SENIOR_KINDS).values_list("year", "status"))
    assert states[2025, AgreementStatus.IN_FORCE] == 45
    assert {status for year, status in states if year == 2026} == set(AgreementStatus) - {AgreementStatus.CANCELLED}
    regent = Agreement.objects.filter(position__code="BUPATI")
    assert set(regent.values_list("year", "status")) == {(y, AgreementStatus.IN_FORCE) for y in (2022, 2025, 2026)}
    assert {agreement.parties.count() for agreement in regent} == {1}
    nothing_is_in_force_without_a_paper()


def nothing_is_in_force_without_a_paper():
    """Each has a number of its year without gaps, a file, and the day of its signatures, on which it was issued."""
    bound = Agreement.objects.filter(status__in=["partly_signed", "in_force", "superseded"])
    documents = {document.subject_id: document for document in IssuedDocument.objects.all()}
    assert set(bound.values_list("pk", flat=True)) == set(documents)
    for agreement in bound:
        assert timezone.localdate(documents[agreement.pk].issued_at) == agreement.signed_on
        assert documents[agreement.pk].file
        assert history(agreement).filter(verb="agreement.dated").exists(), "no dots on its paper"
    for year in (2022, 2025, 2026):
        numbers = sorted(document.sequence for document in documents.values() if document.year == year)
        assert numbers == list(range(1, len(numbers) + 1))


def leaves_no_message_to_be_sent():
    assert set(Delivery.objects.values_list("state", flat=True)) <= {DeliveryState.INBOX_ONLY}
    assert Notification.objects.unread().exists()


def lets_every_account_log_in(client, capsys):
    capsys.readouterr()
    call_command("demo_accounts")
    printed = capsys.readouterr().out
    for account in ACCOUNTS:
        assert account.username in printed
        client.post(reverse("organisation:login"), {"username": account.username, "password": PASSWORD})
        assert client.get("/").status_code == 200, account
        client.post(reverse("organisation:logout"))


def test_the_demo_is_not_loaded_beside_other_data():
    WorkUnitFactory()
    with pytest.raises(CommandError, match="sudah berisi data lain"):
        call_command("load_demo")


def test_the_accounts_are_told_only_after_loading():
    with pytest.raises(CommandError, match="belum dimuat"):
        call_command("demo_accounts")


@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_a_real_installation_has_no_demo(settings, command):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="AMANAH_ENV=production"):
        call_command(command)
    assert not WorkUnit.objects.exists()
