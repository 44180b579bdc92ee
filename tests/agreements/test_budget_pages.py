"""The page on which the money of a draft is written: with and without JavaScript, and what it refuses."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from agreements.budget.actions import set_budget
from agreements.drafting.actions import draft_agreement
from agreements.models import Agreement, AgreementBudgetLine
from indicators.domain.planned_budget import PlannedBudgetLine
from indicators.models import BudgetLine, Program
from organisation.models import User
from tests.agreements.stage import TODAY, YEAR, Stage, drafted, in_force, indicators_of, submitted, user_in_office
from tests.factories import PositionFactory, ProgramFactory

pytestmark = pytest.mark.django_db

Row = tuple[str, str, str, str]
FIRST: Row = ("1.02.01 Program 1.02.01", "APBD", "1.500.000.000", "")
SECOND: Row = ("1.02.02", "DAK", "2.750.000.000,50", "")


def address(agreement: Agreement, name: str = "budget_edit") -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk])


def typed(agreement: Agreement, *rows: Row, step: str = "simpan", note: str = "", **changed: object) -> dict:
    """The form as the browser sends it."""
    data = {"anggaran-TOTAL_FORMS": len(rows), "anggaran-INITIAL_FORMS": len(rows), "langkah": step, "note": note}
    data["edition"] = agreement.edition
    for number, row in enumerate(rows):
        for name, value in zip(("program", "funding_source", "amount", "objective"), row, strict=True):
            data[f"anggaran-{number}-{name}"] = value
    return data | changed


def visit(client: Client, user: User) -> Client:
    client.force_login(User.objects.get(pk=user.pk))
    return client


def send(client: Client, stage: Stage, agreement: Agreement, *rows: Row, **given: object):
    return visit(client, stage.head_user).post(address(agreement), typed(agreement, *rows, **given))


def stored(agreement: Agreement) -> list[tuple[str, str, Decimal, str]]:
    rows = AgreementBudgetLine.objects.filter(agreement=agreement).order_by("order")
    return [(row.program_code, row.funding_source, row.amount, row.objective_code) for row in rows]


def shown(answer) -> list[str]:
    """What stands in the programme fields."""
    return [row["program"].value() or "" for row in answer.context["rows"]]


def errors(answer) -> str:
    assert answer.status_code == 200
    return " ".join([str(answer.context["rows"].errors), str(answer.context["note"].errors)])


def test_the_page_shows_lines_parts_and_ceiling(stage: Stage, client: Client) -> None:
    text = visit(client, stage.head_user).get(address(drafted(stage))).content.decode()
    for words in ["1.02.01 Program 1.02.01", "1.500.000.000", "Pagu jabatan", "Rp4.250.000.001", "100,00%"]:
        assert words in text
    assert "Belum ditetapkan sasarannya" in text


def test_what_is_typed_is_stored_in_its_order(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    objective = agreement.lines.first().objective_code
    answer = send(client, stage, agreement, SECOND, (*FIRST[:3], objective), ("", "", "", ""))
    assert answer.url == agreement.get_absolute_url()
    assert stored(agreement) == [
        ("1.02.02", "DAK", Decimal("2750000000.50"), ""),
        ("1.02.01", "APBD", Decimal(1_500_000_000), objective),
    ]


@pytest.mark.parametrize("text", ["1.02.05", "1.02.05 apa saja", "program gizi  MASYARAKAT", "gizi"])
def test_a_programme_is_found_by_code_or_name(text: str, stage: Stage, client: Client) -> None:
    ProgramFactory(code="1.02.05", name="Program Gizi Masyarakat")
    agreement = drafted(stage)
    send(client, stage, agreement, (text, "DAU", "5", ""))
    assert stored(agreement) == [("1.02.05", "DAU", Decimal(5), "")]


def test_an_activity_and_a_sub_activity_can_be_chosen(stage: Stage, client: Client) -> None:
    ProgramFactory(code="1.02.02.2.01", name="Kegiatan", level=2)
    ProgramFactory(code="1.02.02.2.02.0001", name="Subkegiatan", level=3)
    agreement = drafted(stage)
    send(client, stage, agreement, ("1.02.02.2.01", "DAU", "5", ""), ("1.02.02.2.02.0001", "DAU", "6", ""))
    assert [row[0] for row in stored(agreement)] == ["1.02.02.2.01", "1.02.02.2.02.0001"]


def test_money_is_not_promised_for_an_activity_and_for_a_part_of_it(stage: Stage, client: Client) -> None:
    ProgramFactory(code="1.02.02.2.01", name="Kegiatan", level=2)
    agreement = drafted(stage)
    before = stored(agreement)
    answer = send(client, stage, agreement, ("1.02.02", "DAU", "5", ""), ("1.02.02.2.01", "DAU", "6", ""))
    assert "terhitung dua kali" in answer.content.decode()
    assert stored(agreement) == before


@pytest.mark.parametrize(
    ("step", "programs"),
    [
        ("tambah", ["satu", "dua", ""]),
        ("hapus-0", ["dua"]),
        ("naik-1", ["dua", "satu"]),
        ("turun-0", ["dua", "satu"]),
        ("naik-0", ["satu", "dua"]),
        ("turun-1", ["satu", "dua"]),
        ("hitung", ["satu", "dua"]),
        ("hapus-99", ["satu", "dua"]),
        ("hapus-abc", ["satu", "dua"]),
        ("<b>", ["satu", "dua"]),
    ],
)
def test_buttons_arrange_the_rows_and_keep_what_was_typed(
    step: str, programs: list[str], stage: Stage, client: Client
) -> None:
    agreement = drafted(stage)
    before = stored(agreement)
    rows = (("satu", "DAU", "bukan angka", ""), ("dua", "DAK", "7", ""))
    answer = send(client, stage, agreement, *rows, step=step, note="Sedang ditulis")
    assert shown(answer) == programs
    assert "Sedang ditulis" in answer.content.decode()
    assert stored(agreement) == before


def test_the_last_row_can_be_removed_and_an_empty_budget_stored(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    assert shown(send(client, stage, agreement, FIRST, step="hapus-0")) == [""]
    send(client, stage, agreement, ("", "", "", ""), note="Belum ada anggaran.")
    assert stored(agreement) == []


def test_parts_are_counted_while_typing_without_storing(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    answer = send(client, stage, agreement, ("x", "DAU", "300", ""), ("y", "DAK", "100", ""), step="hitung")
    text = answer.content.decode()
    assert "75,00%" in text
    assert "25,00%" in text
    assert "100,00%" in text
    assert "Selisih dengan pagu" in text


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("1.02.01", "DAU", "9" * 40, ""), "terlalu besar"),
        (("1.02.01", "DAU", "9" * 41, ""), "terlalu panjang"),
        (("1.02.01", "DAU", "-5", ""), "tidak boleh negatif"),
        (("1.02.01", "DAU", "1,234", ""), "angka di belakang koma"),
        (("1.02.01", "DAU", "lima", ""), "bukan angka"),
        (("1.02.01", "DAU", "", ""), "Isi anggarannya"),
        (("1.02.01", "", "5", ""), "Isi sumber dananya"),
        (("", "DAU", "5", ""), "Isi programnya"),
        (("9.99.99", "DAU", "5", ""), "Tidak ada program yang cocok"),
        (("<script>alert(1)</script>", "DAU", "5", ""), "Tidak ada program yang cocok"),
        (("Program", "DAU", "5", ""), "Ada beberapa program yang cocok"),
        (("x" * 500, "DAU", "5", ""), "400"),
        (("1.02.01", "D" * 61, "5", ""), "60"),
        (("1.02.01\x00", "DAU", "5", ""), "null"),
        (("1.02.01", "DAU", "5", "S-asing"), "S-asing"),
    ],
)
def test_a_row_that_cannot_be_stored_says_why_and_stays(row: Row, words: str, stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    before = stored(agreement)
    answer = send(client, stage, agreement, row)
    assert words.casefold() in errors(answer).casefold()
    assert "<script>alert" not in answer.content.decode()
    assert stored(agreement) == before


@pytest.mark.parametrize("source", ["DAU", "dau", " DAU "])
def test_the_same_programme_and_source_twice_is_refused(source: str, stage: Stage, client: Client) -> None:
    answer = send(client, stage, drafted(stage), ("1.02.01", "DAU", "5", ""), ("1.02.01", source, "6", ""))
    assert "sudah ditulis pada baris lain" in errors(answer)


@pytest.mark.parametrize("count", ["1001", "99999999", "0", "-1", "abc", ""])
def test_a_form_with_an_impossible_number_of_rows_changes_nothing(count: str, stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    before = stored(agreement)
    for step in ("simpan", "tambah"):
        answer = send(client, stage, agreement, FIRST, step=step, **{"anggaran-TOTAL_FORMS": count})
        assert answer.status_code == 200
        assert len(answer.context["rows"].forms) <= 200
    assert stored(agreement) == before


def test_more_fields_than_any_form_has_are_refused(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    rows = [(f"1.02.{number:02}", "DAU", "5", "") for number in range(1001)]
    answer = send(client, stage, agreement, *rows)
    assert answer.status_code == 200
    assert "200" in str(answer.context["rows"].non_form_errors())


def test_text_is_shown_as_text(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    answer = send(client, stage, agreement, ("1.02.01", "<i>DAU</i>", "5", ""), note="<script>alert(1)</script>")
    assert answer.status_code == 302
    for url in (agreement.get_absolute_url(), address(agreement)):
        text = client.get(url).content.decode()
        assert "<i>DAU" not in text
        assert "<script>alert(1)" not in text


def test_a_refusal_of_the_step_keeps_what_was_typed(stage: Stage, client: Client) -> None:
    spent = BudgetLine.objects.get(position=stage.head, program__code="1.02.01")
    spent.realisations.create(quarter=1, amount=5)
    answer = send(client, stage, drafted(stage), SECOND)
    assert "Sudah ada realisasi anggaran" in errors(answer)
    assert shown(answer) == ["1.02.02"]


def test_of_two_people_the_second_sees_both_versions_and_chooses(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    first = PlannedBudgetLine("1.02.01", "Program 1.02.01", "BLUD", Decimal(77))
    set_budget(agreement, by=stage.section, lines=[first], edition=agreement.edition)
    answer = send(client, stage, agreement, SECOND)
    text = answer.content.decode()
    assert "Draf ini sudah diubah orang lain" in text
    assert "Rp77" in text
    assert "2.750.000.000,5" in text
    assert stored(agreement) == [("1.02.01", "BLUD", Decimal(77), "")]
    edition = answer.context["note"]["edition"].value()
    send(client, stage, agreement, SECOND, edition=edition)
    assert stored(agreement) == [("1.02.02", "DAK", Decimal("2750000000.50"), "")]


def test_following_the_plan_again_is_one_button(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    send(client, stage, agreement, SECOND)
    assert "Ikuti anggaran rencana lagi" in client.get(agreement.get_absolute_url()).content.decode()
    client.post(address(agreement, "budget_follow"))
    assert [row[:2] for row in stored(agreement)] == [("1.02.01", "APBD"), ("1.02.02", "APBD")]
    assert "Ikuti anggaran rencana lagi" not in client.get(agreement.get_absolute_url()).content.decode()


def test_the_page_of_the_pk_tells_difference_and_explanation(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    send(
        client, stage, agreement, ("1.02.01", "DAU", "4.250.000.000,50", ""), ("1.02.02", "DAU", "10", ""), note="DPPA"
    )
    text = client.get(agreement.get_absolute_url()).content.decode()
    assert "Di atas pagu jabatan Rp4.250.000.001" in text
    assert "+Rp10" in text
    assert "DPPA" in text


def test_the_regional_heads_budget_says_where_it_is_edited(stage: Stage, client: Client) -> None:
    indicators_of(stage.bupati, 1)
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.section, today=TODAY)
    answer = visit(client, stage.bupati_user).get(address(agreement), follow=True)
    assert "jumlah anggaran semua perangkat daerah" in answer.content.decode()
    assert "Ubah anggaran<" not in answer.content.decode()


@pytest.mark.parametrize("made", [submitted, in_force])
def test_a_frozen_budget_has_no_page(made, stage: Stage, client: Client) -> None:
    agreement = made(stage)
    before = stored(agreement)
    answer = visit(client, stage.head_user).get(address(agreement), follow=True)
    assert "anggarannya tidak dapat diubah" in answer.content.decode()
    client.post(address(agreement), typed(agreement, SECOND))
    client.post(address(agreement, "budget_follow"))
    assert stored(agreement) == before


def test_who_is_outside_finds_nothing_and_who_only_reads_may_not(stage: Stage, client: Client) -> None:
    agreement = drafted(stage)
    stranger = user_in_office(PositionFactory(title="Kepala Dinas Lain"))
    for name in ("budget_edit", "budget_follow"):
        assert visit(client, stranger).post(address(agreement, name)).status_code == 404
        assert visit(client, stage.bupati_user).post(address(agreement, name)).status_code == 403
        assert client.post(reverse(f"agreements:{name}", args=[10**9])).status_code == 404


def test_the_catalogue_is_offered_while_typing(stage: Stage, client: Client) -> None:
    ProgramFactory(code="1.02.05", name="Program <Gizi>")
    visit(client, stage.head_user)
    url = reverse("agreements:program_options")
    assert "1.02.05 Program &lt;Gizi&gt;" in client.get(url, {"anggaran-0-program": "gizi"}).content.decode()
    assert "1.02.05" in client.get(url, {"anggaran-3-program": "1.02.05"}).content.decode()
    for nothing in ("", "g", "\x00", "tidak ada yang begini"):
        assert "<option" not in client.get(url, {"anggaran-0-program": nothing}).content.decode()
    assert "<option" not in client.get(url).content.decode()
    for number in range(10, 60):
        ProgramFactory(code=f"1.03.{number}", name=f"Gizi {number}")
    assert client.get(url, {"q": "gizi"}).content.decode().count("<option") == 20


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_lines(
    count: int, stage: Stage, client: Client, django_assert_num_queries
) -> None:
    agreement = drafted(stage)
    programs = [Program.objects.first(), *(ProgramFactory(code=f"1.02.1{number}") for number in range(count - 1))]
    lines = [PlannedBudgetLine(program.code, program.name, "DAU", Decimal(5)) for program in programs]
    set_budget(agreement, by=stage.section, lines=lines)
    visit(client, stage.head_user).get(address(agreement))
    with django_assert_num_queries(20):
        client.get(address(agreement))
