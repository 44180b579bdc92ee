"""A workbook of 459 quarterly rows of eight offices comes in, and its preview says how it was read."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchange.sheets.outcome import import_workbook
from indicators.models import QuarterTarget, Target
from organisation.enums import Role
from realisations.models import BudgetRealisation, Realisation
from tests.exchange.books import messages
from tests.exchange.office_book import office_book
from tests.factories import GovernmentFactory, user_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_workbook_comes_in_as_it_was_meant():
    outcome = import_workbook(office_book(), by=None, is_verified=True, today=timezone.localdate())

    assert messages(outcome) == []
    assert Realisation.objects.count() == 459
    figures = dict(
        Realisation.objects.filter(indicator__code__startswith="I1-0", report__period__quarter=3).values_list(
            "indicator__code", "figure"
        )
    )
    assert [figures[f"I1-0{one}"] for one in range(1, 6)] == [Decimal("61.5"), 4, 290, Decimal("14.7"), 73]
    first = Realisation.objects.get(indicator__code="I1-01", report__period__quarter=1)
    assert first.figure == Decimal("20.5")
    assert Target.objects.get(indicator__code="I1-04").figure == Decimal("14.5")
    assert set(QuarterTarget.objects.filter(target__indicator__code="I1-04").values_list("quarter", flat=True)) == {
        2,
        4,
    }
    spent = BudgetRealisation.objects.filter(line__position__code="K2").order_by("quarter")
    assert list(spent.values_list("amount", flat=True)) == [250_000_000, 0, 2_500_000, 0]
    assert Realisation.objects.filter(is_provisional=True).count() == 32


def test_the_preview_tells_every_way_of_reading_once():
    GovernmentFactory()
    client = Client()
    client.force_login(user_with_role(Role.ORGANISATION_SECTION))
    file = SimpleUploadedFile("kinerja.xlsx", office_book().read())

    response = client.post(reverse("exchange:workbook_upload"), {"file": file})

    page = response.content.decode()
    assert "Belum disimpan." in page
    assert len(response.context["readings"]) <= 14
    for sentence in (
        "Sel yang menampilkan 20,5% dibaca 20,5.",
        "“≥ 80” dibaca 80. Arah indikatornya sudah berarti paling sedikit.",
        "“70 s/d 75” dibaca rentang 70–75.",
        "“-” dibaca 0 rupiah.",
        "“-” dibaca: tidak ada target pada triwulan ini.",
        "“290*” dibaca 290. Tanda * dicatat sebagai angka sementara.",
    ):
        assert sentence in page
