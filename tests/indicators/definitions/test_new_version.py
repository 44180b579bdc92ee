"""Versions of an indicator: the old one keeps its history, the new one is measured otherwise from a year on."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreements.cascade.facts import cascade_of
from agreements.copying.actions import draft_from_last_year
from agreements.domain.lines import LineWording
from agreements.drafting.actions import draft_agreement
from agreements.lines.actions import add_line
from audit.trail import history
from indicators.definitions.crosscutting import write_also_supports
from indicators.domain.kinds import Figure
from indicators.domain.measure import Measure
from indicators.enums import Aggregation, Polarity
from indicators.models import Indicator, Target
from indicators.versions.actions import NewVersion, begin_version, first_free_year
from indicators.versions.facts import free_code, is_other_version_in, replacements, versions_of, years_in_words
from organisation.enums import Role
from realisations.measurement.position_year import year_rows
from reports.lkjip.facts import performance_report
from tests.agreements.stage import TODAY, Stage, drafted, in_force
from tests.exchange.books import bring_in, messages
from tests.factories import TargetFactory, realise, report_of, target_for, user_with_role
from tests.words import lines_of as words_of

pytestmark = pytest.mark.django_db
NEXT = NewVersion(
    first_year=2027,
    statement="Persentase puskesmas terakreditasi paripurna",
    unit_of_measure="%",
    measure=Measure(Polarity.MAXIMIZE, Aggregation.AVERAGE),
    reason="Perubahan pedoman akreditasi",
)


def renewed(stage: Stage, **changes: object) -> Indicator:
    """The next version of the first indicator."""
    return begin_version(stage.indicators[0], replace(NEXT, **changes), by=stage.section)


def test_the_new_version_takes_over_and_the_old_one_keeps_its_years(stage):
    old = stage.indicators[0]
    realise(report_of(stage.head, quarter=1), old, Figure(Decimal(70)))
    new = renewed(stage)
    old.refresh_from_db()
    assert (old.last_year, new.first_year, new.replaces, new.objective) == (2026, 2027, old, old.objective)
    assert (new.code, new.aggregation, new.formula_text) == (f"{old.code}-V2", "average", old.formula_text)
    assert old.targets.get().year == 2026
    assert old.aggregation == "last"
    assert [years_in_words(version) for version in versions_of(new)] == ["sampai 2026", "sejak 2027"]


def test_both_histories_tell_it_and_targets_that_went_are_kept_there(stage):
    old = stage.indicators[0]
    target_for(old, Figure(Decimal(90)), 2027)
    new = renewed(stage)
    ended, begun = history(old).first(), history(new).first()
    assert (ended.verb, ended.data["remark"]) == ("indicator.version_ended", "Perubahan pedoman akreditasi")
    assert words_of(ended) == [f"Sampai 2026; sejak 2027 digantikan {new.code}.", "Target 2027: 90 → –"]
    assert "akumulasi: Posisi akhir → Rata-rata" in words_of(begun)


def test_a_version_is_replaced_once_and_the_next_one_counts_on(stage):
    new = renewed(stage)
    with pytest.raises(ValidationError, match=f"sudah digantikan {new.code} sejak 2027"):
        renewed(stage, first_year=2030)
    third = begin_version(new, replace(NEXT, first_year=2030, unit_of_measure="unit"), by=stage.section)
    assert third.code == f"{stage.indicators[0].code}-V3"
    assert replacements(2028) == {stage.indicators[0].pk: new.pk}
    assert replacements(2030) == {stage.indicators[0].pk: third.pk, new.pk: third.pk}


def test_the_same_measure_needs_no_new_version(stage):
    with pytest.raises(ValidationError, match="sama dengan versi sekarang"):
        renewed(stage, measure=Measure(Polarity.MAXIMIZE, Aggregation.LAST))


def test_a_year_that_was_reported_or_promised_stays_with_the_old_version(stage):
    realise(report_of(stage.head, quarter=1), stage.indicators[0], Figure(Decimal(70)))
    with pytest.raises(ValidationError, match=r"Laporan tahun 2026 sudah memuat.*sejak 2027"):
        renewed(stage, first_year=2026)
    with pytest.raises(ValidationError, match=r"Dinas Kesehatan.*Hapus barisnya dari draf"):
        drafted(stage)
        begin_version(stage.indicators[1], replace(NEXT, first_year=2026), by=stage.section)
    assert Indicator.objects.count() == 3


def test_an_agreement_in_force_stays_with_the_old_version(stage):
    in_force(stage)
    assert first_free_year(stage.indicators[0]) == 2027
    with pytest.raises(ValidationError, match=r"status Berlaku.*sejak 2027"):
        renewed(stage, first_year=2026)


def test_a_version_begins_after_the_one_before(stage):
    new = renewed(stage)
    with pytest.raises(ValidationError, match="baru berlaku sejak 2027"):
        begin_version(new, replace(NEXT, unit_of_measure="unit"), by=stage.section)


@pytest.mark.parametrize("year", [2027, 2028])
def test_the_database_takes_no_target_outside_the_years_of_a_version(stage, year):
    new = renewed(stage)
    with pytest.raises(IntegrityError, match="is not measured in"), transaction.atomic():
        TargetFactory(indicator=stage.indicators[0], year=year)
    with pytest.raises(IntegrityError, match="is not measured in"), transaction.atomic():
        TargetFactory(indicator=new, year=2026)
    TargetFactory(indicator=new, year=year)


@pytest.mark.parametrize("columns", [{"last_year": 2028}, {"last_year": None}, {"last_year": 2025}])
def test_the_database_keeps_versions_apart_and_targets_inside(stage, columns):
    renewed(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=stage.indicators[0].pk).update(**columns)
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_draft_and_a_copy_take_only_the_version_of_their_year(stage):
    in_force(stage)
    new = renewed(stage)
    copied = draft_from_last_year(stage.head, 2027, by=stage.head_user, today=datetime.date(2027, 1, 5))
    assert stage.indicators[0].pk not in copied.lines.values_list("indicator_id", flat=True)
    wording = LineWording(new.objective.code, new.objective.statement, new.statement, "%", Figure(Decimal(1)))
    with pytest.raises(ValidationError, match="tidak diukur pada tahun 2027"):
        add_line(copied, by=stage.head_user, edition=None, wording=wording, source=stage.indicators[0])
    add_line(copied, by=stage.head_user, edition=None, wording=wording, source=new)


def test_the_plan_of_the_new_year_promises_the_new_version(stage):
    new = renewed(stage)
    target_for(new, Figure(Decimal(95)), 2027)
    agreement = draft_agreement(stage.head, 2027, by=stage.head_user, today=TODAY)
    assert agreement.lines.get().indicator == new


def test_indicators_below_follow_the_version_of_the_year(stage):
    child, old = stage.indicators[2], stage.indicators[0]
    Indicator.objects.filter(pk=child.pk).update(supports=old)
    new = renewed(stage)
    for indicator in (new, child):
        target_for(indicator, Figure(Decimal(95)), 2027)
    assert cascade_of(stage.section, 2026).nodes[child.pk].supports == old.pk
    assert cascade_of(stage.section, 2027).nodes[child.pk].supports == new.pk


def test_what_is_supported_beside_the_parent_follows_the_version_of_the_year(stage):
    old, parent, child = stage.indicators
    Indicator.objects.filter(pk__in=[old.pk, child.pk]).update(supports=parent)
    write_also_supports({child.pk: [old.pk]})
    new = renewed(stage)
    for indicator in (new, child):
        target_for(indicator, Figure(Decimal(95)), 2027)
    assert cascade_of(stage.section, 2026).nodes[child.pk].also == (old.pk,)
    assert cascade_of(stage.section, 2027).nodes[child.pk].also == (new.pk,)


def test_a_new_version_supports_what_the_old_one_did(stage):
    old, parent, other = stage.indicators
    Indicator.objects.filter(pk=old.pk).update(supports=parent)
    write_also_supports({old.pk: [other.pk]})
    new = renewed(stage)
    assert (new.supports, list(new.also_supports.all())) == (parent, [other])
    assert list(old.also_supports.all()) == [other]


def test_years_of_two_versions_are_not_compared(stage):
    old = stage.indicators[0]
    realise(report_of(stage.head, quarter=4), old, Figure(Decimal(70)))
    new = renewed(stage)
    target_for(new, Figure(Decimal(95)), 2027)
    report = performance_report(stage.head, 2027, on=datetime.date(2027, 12, 31))
    assert report.sections[0].rows[0].previous == "versi berbeda"
    [row] = year_rows([stage.head.pk], 2027, today=datetime.date(2027, 12, 31))
    assert (row.comparison, row.no_comparison) == (None, "versi berbeda")
    old.refresh_from_db()
    assert (is_other_version_in(new, 2026), is_other_version_in(old, 2026), is_other_version_in(old, 2027)) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("code", "taken", "expected"),
    [
        ("I1", [], "I1-V2"),
        ("I1-V2", [], "I1-V3"),
        ("I1", ["I1-V2", "I1-V3"], "I1-V4"),
        ("A-V", [], "A-V-V2"),
        ("I" * 60, [], "I" * 57 + "-V2"),
    ],
)
def test_codes_of_versions_are_counted_on(code, taken, expected):
    assert free_code(code, taken) == expected


FORM = {
    "first_year": "2027",
    "statement": "Persentase baru",
    "unit_of_measure": "%",
    "polarity": "minimize",
    "aggregation": "last",
    "scale": "",
    "reason": "Pedoman berubah",
}


def test_bappeda_begins_a_version_on_its_page_and_both_name_each_other(stage, client):
    client.force_login(user_with_role(Role.PLANNING_AGENCY))
    address = reverse("indicators:indicator_version", args=[stage.indicators[0].pk])
    assert "Mulai versi baru" in client.get(address).content.decode()
    answer = client.post(address, FORM, follow=True)
    new = Indicator.objects.get(replaces=stage.indicators[0])
    page = answer.content.decode()
    assert new.polarity == "minimize"
    assert "Versi indikator" in page
    assert stage.indicators[0].code in page


def test_the_head_begins_no_version(stage, client):
    client.force_login(stage.head_user)
    address = reverse("indicators:indicator_version", args=[stage.indicators[0].pk])
    assert client.post(address, FORM).status_code == 403
    assert (
        "versi-baru"
        not in client.get(reverse("realisations:indicator_detail", args=[stage.indicators[0].pk])).content.decode()
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"first_year": "1e5"}, "Tulis tahunnya dengan empat angka"),
        ({"first_year": ""}, "Bidang ini tidak boleh kosong"),
        ({"reason": " "}, "Bidang ini tidak boleh kosong"),
        ({"polarity": "predicate"}, "Skala"),
        ({"polarity": "sideways"}, "Masukkan pilihan yang valid"),
        ({"polarity": "maximize"}, "sama dengan versi sekarang"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(stage, client, change, sentence):
    client.force_login(user_with_role(Role.PLANNING_AGENCY))
    answer = client.post(reverse("indicators:indicator_version", args=[stage.indicators[0].pk]), {**FORM, **change})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence.casefold() in page.casefold()
    assert "Persentase baru" in page
    assert Indicator.objects.count() == 3


def test_targets_and_realisations_of_another_version_are_refused_by_the_workbook(stage):
    old = stage.indicators[0]
    new = renewed(stage)
    outcome = bring_in({"Target": [(old.code, 2027, 80), (new.code, 2026, 80)], "Realisasi": [(old.code, 2027, 1, 80)]})
    assert len(messages(outcome)) == 3
    assert all("versi lain indikator ini" in message for message in messages(outcome))
    assert not Target.objects.filter(year=2027).exists()
