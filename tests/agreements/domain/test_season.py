"""The month after the budget document: its last day, how long ago, and who is late."""

import datetime

import pytest

from agreements.domain.season import Season


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    "document_on, deadline",
    [
        ("2025-12-31", "2026-01-31"),
        ("2026-01-02", "2026-02-02"),
        ("2026-01-31", "2026-02-28"),
        ("2028-01-30", "2028-02-29"),
        ("2025-11-30", "2025-12-30"),
    ],
)
def test_the_deadline_is_one_calendar_month_later(document_on, deadline):
    assert Season(day(document_on), day("2026-01-01")).deadline == day(deadline)


@pytest.mark.parametrize(
    "today, sentence",
    [
        ("2026-01-28", "28 hari sejak DPA ditetapkan; batas satu bulan 31 Januari 2026."),
        ("2026-01-31", "31 hari sejak DPA ditetapkan; batas satu bulan 31 Januari 2026."),
        (
            "2026-02-04",
            "35 hari sejak DPA ditetapkan; batas satu bulan 31 Januari 2026 sudah lewat 4 hari. PK yang terlambat "
            "tetap dapat disusun, diajukan, dan ditandatangani.",
        ),
        ("2025-12-30", "DPA ditetapkan 31 Desember 2025, 1 hari lagi."),
    ],
)
def test_the_days_are_told_in_words_and_nothing_is_blocked(today, sentence):
    assert Season(day("2025-12-31"), day(today)).sentence == sentence


@pytest.mark.parametrize(
    "submitted_on, expected",
    [
        ("2026-01-31", ""),
        ("2026-02-01", "terlambat 1 hari"),
        ("2026-02-03", "terlambat 3 hari"),
        (None, "terlambat 10 hari"),
    ],
)
def test_each_agreement_is_in_time_or_late(submitted_on, expected):
    season = Season(day("2025-12-31"), day("2026-02-10"))
    assert season.lateness(day(submitted_on) if submitted_on else None) == expected


def test_before_the_deadline_nobody_is_late():
    assert Season(day("2025-12-31"), day("2026-01-31")).lateness(None) == ""
