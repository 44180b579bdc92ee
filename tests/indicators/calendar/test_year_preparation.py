"""Preparing a year: its policy, its scale and its four periods."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connection

from audit.models import Event
from audit.trail import history
from indicators.calendar.actions import INHERITED, ensure_year
from indicators.domain.policy import PERMENDAGRI_86
from indicators.enums import EvidenceRule, SigningOrder
from indicators.models import Period, Policy, ScaleBand
from organisation.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OF_ITS_YEAR = ("year", "budget_document_on")
"""What a policy says of one year only, so that the next one does not take it over."""


def test_a_first_year_gets_the_national_scale_and_four_periods() -> None:
    policy, periods = ensure_year(2026, by=UserFactory())
    assert policy.as_domain().scale.descending == PERMENDAGRI_86.descending
    assert [period.quarter for period in periods] == [1, 2, 3, 4]
    assert [(p.opens, p.due, p.closes) for p in periods][2:] == [
        (datetime.date(2026, 10, 1), datetime.date(2026, 10, 10), datetime.date(2026, 10, 31)),
        (datetime.date(2027, 1, 1), datetime.date(2027, 1, 10), datetime.date(2027, 1, 31)),
    ]


def test_a_later_year_repeats_the_choices_of_the_year_before() -> None:
    before, _ = ensure_year(2025, by=None)
    Policy.objects.filter(pk=before.pk).update(due_day=15, cap_in_average=Decimal(100), scale_name="Kabupaten Contoh")
    before.bands.all().delete()
    ScaleBand.objects.create(policy=before, lower=Decimal(80), label="Baik", tone="good")
    ScaleBand.objects.create(policy=before, lower=None, label="Kurang", tone="bad")
    policy, periods = ensure_year(2026, by=None)
    assert (policy.scale_name, policy.cap_in_average) == ("Kabupaten Contoh", 100)
    assert [band.label for band in policy.bands.all()] == ["Baik", "Kurang"]
    assert periods[0].due == datetime.date(2026, 4, 15)


def test_a_later_year_keeps_the_rule_of_evidence_and_the_order_of_signing() -> None:
    before, _ = ensure_year(2025, by=None)
    Policy.objects.filter(pk=before.pk).update(evidence_rule=EvidenceRule.KEY, signing_order=SigningOrder.ANY)
    policy, _ = ensure_year(2026, by=None)
    assert (policy.evidence_rule, policy.signing_order) == (EvidenceRule.KEY, SigningOrder.ANY)


def test_every_field_of_a_policy_is_taken_over_or_named_here_as_said_of_one_year_only() -> None:
    fields = [field.name for field in Policy._meta.concrete_fields if not field.primary_key]
    assert sorted(fields) == sorted([*INHERITED, *OF_ITS_YEAR])


def test_a_year_that_exists_stays_as_it_is() -> None:
    ensure_year(2026, by=None)
    Period.objects.filter(year=2026, quarter=1).update(closes=datetime.date(2026, 6, 30))
    events = Event.objects.count()
    _, periods = ensure_year(2026, by=None)
    assert periods[0].closes == datetime.date(2026, 6, 30)
    assert (Policy.objects.count(), Period.objects.count(), Event.objects.count()) == (1, 4, events)


def test_the_trail_says_who_prepared_the_year() -> None:
    person: User = UserFactory(name="Siti")
    policy, periods = ensure_year(2026, by=person)
    assert [(e.verb, e.actor_label) for e in history(policy)] == [("policy.created", "Siti")]
    assert history(periods[3]).get().verb == "period.created"


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_prepare_the_same_year_together_make_it_once() -> None:
    errors: list[Exception] = []

    def prepare() -> None:
        try:
            ensure_year(2026, by=None)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=prepare) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (Policy.objects.count(), Period.objects.count(), ScaleBand.objects.count()) == (1, 4, 5)
    assert Event.objects.filter(verb="policy.created").count() == 1
