"""The pages on which the rows of a draft are written: what works, who may not, what is refused, what is never lost."""

import re
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agreements.content.facts import content_of
from agreements.drafting.actions import draft_agreement, update_draft
from agreements.enums import AgreementStatus
from agreements.lines.actions import edit_line, remove_line
from agreements.models import ActionStep, Agreement, AgreementLine
from agreements.negotiation.actions import submit_agreement
from agreements.steps.forms import MOST_STEPS
from indicators.domain.kinds import Figure, Grade, Range
from indicators.models import Indicator, Target
from organisation.enums import PositionKind, Role
from organisation.models import Assignment, Position, User
from tests.agreements.stage import TODAY, YEAR, Stage, drafted, in_force, indicators_of, user_in_office
from tests.agreements.test_editing import FALLING, add, edit, fresh, lines_of, wording_of
from tests.factories import (
    IndicatorFactory,
    PositionFactory,
    WorkUnitFactory,
    realise,
    report_of,
    target_for,
    user_with_role,
)

pytestmark = pytest.mark.django_db


def address(agreement: Agreement, name: str = "line_edit", number: int | None = 0) -> str:
    """The page of the row with this number; without a number, a page of the draft."""
    line = [] if number is None else [fresh(agreement).lines.all()[number].pk]
    return reverse(f"agreements:{name}", args=[agreement.pk, *line])


def form_on_page(client: Client, url: str, form: int = 0) -> dict:
    """What the form on the page would send if nobody typed anything."""
    text = client.get(url).content.decode()
    return boxes_in(text)


def boxes_in(text: str) -> dict:
    """The names and values of the boxes of the form with the row, in the page's text."""
    inside = text[text.index('id="isi-baris"') :] if 'id="isi-baris"' in text else text
    data: dict = {}
    for tag in re.findall(r"<input[^>]*>", inside):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and "disabled" not in tag and ("checkbox" not in tag or "checked" in tag):
            data.setdefault(name[1], []).append(unescaped(value[1]) if value else "on" * ("checkbox" in tag))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', inside, re.DOTALL):
        data[name] = [unescaped(value)]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"(.*?)</select>', inside, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options) or re.search(r'value="([^"]*)"', options)
        if "disabled" not in options.partition(">")[0]:
            data[name] = [unescaped(chosen[1])]
    return data


def unescaped(text: str) -> str:
    """As the browser reads it."""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def login(client: Client, user: User) -> None:
    client.force_login(User.objects.get(pk=user.pk))


@pytest.fixture
def draft(stage: Stage, client: Client) -> Agreement:
    """The head's draft, with the head logged in."""
    login(client, stage.head_user)
    return drafted(stage)


def send(client: Client, url: str, typed: dict | None = None, **changed: object) -> HttpResponse:
    """Open the page, change some boxes, send it."""
    return client.post(url, {**(typed or form_on_page(client, url)), **changed}, follow=True)


def said(answer: HttpResponse) -> str:
    return "\n".join(str(message) for message in answer.context["messages"])


def step(place: int, statement: str, person: str = "", quarters: tuple = ()) -> dict:
    """The boxes of one action."""
    name = f"langkah-{place}"
    return {f"{name}-statement": statement, f"{name}-person": person, f"{name}-quarters": list(quarters)}


def test_a_row_is_written_with_targets_and_actions(draft: Agreement, client: Client) -> None:
    actions = {"langkah-jumlah": 2, **step(0, "Melatih kader", "Kabid", ("1", "2")), **step(1, "Menilai")}
    answer = send(client, address(draft), target="85,5", q1="20", q4="85,5", unit_of_measure="persen", **actions)
    assert said(answer) == "Baris sudah disimpan."
    line = lines_of(draft)[0]
    assert line.value == Figure(Decimal("85.5"))
    assert line.quarters == ((1, Figure(Decimal(20))), (4, Figure(Decimal("85.5"))))
    assert [(s.statement, s.person_in_charge, s.quarters) for s in line.steps] == [
        ("Melatih kader", "Kabid", (1, 2)),
        ("Menilai", "", ()),
    ]
    assert "Disusun pada PK" in answer.content.decode()


def test_an_untouched_page_sends_back_what_it_showed(draft: Agreement, client: Client) -> None:
    indicator = lines_of(draft)[0].indicator_id
    Target.objects.filter(indicator=indicator).update(figure=Decimal("1234.5"))
    login(client, User.objects.get(pk=client.session["_auth_user_id"]))
    assert said(send(client, address(draft))) == "Tidak ada yang berubah pada baris ini."
    assert not lines_of(draft)[0].is_own


def test_quarters_that_do_not_agree_with_the_year_are_a_warning_not_a_block(draft: Agreement, client: Client) -> None:
    answer = send(client, address(draft), q4="10")
    assert "Target triwulan IV 10, sedangkan target setahun 80" in said(answer)
    assert lines_of(draft)[0].quarters == ((4, Figure(Decimal(10))),)
    assert "Target triwulan IV 10, sedangkan" in client.get(address(draft)).content.decode()


@pytest.mark.parametrize(
    "polarity, scale, typed, value",
    [
        ("range", [], "80–90", Range(Decimal(80), Decimal(90))),
        ("predicate", ["C", "B", "A"], "B", Grade("B")),
        ("yes_no", [], "ya", Grade("ya")),
        ("minimize", [], "1.250,75", Figure(Decimal("1250.75"))),
    ],
)
def test_every_polarity_has_its_kind_of_target(
    draft: Agreement, client: Client, polarity: str, scale: list, typed: str, value: object
) -> None:
    Indicator.objects.filter(pk=lines_of(draft)[0].indicator_id).update(polarity=polarity, predicate_scale=scale)
    assert send(client, address(draft), target=typed, q4=typed).redirect_chain
    assert (lines_of(draft)[0].value, lines_of(draft)[0].quarters) == (value, ((4, value),))
    assert said(send(client, address(draft))) == "Tidak ada yang berubah pada baris ini."


def test_another_objective_keeps_its_own_words_unless_others_are_typed(
    draft: Agreement, stage: Stage, client: Client
) -> None:
    other = stage.indicators[2].objective
    send(client, address(draft), objective=other.code)
    first = lines_of(draft)[0]
    assert (first.indicator_id, first.objective_statement) == (stage.indicators[0].pk, other.statement)
    answer = send(client, address(draft), objective="")
    assert "Tulis bunyi sasaran yang baru." in answer.content.decode()
    send(client, address(draft), objective="", objective_statement="Sasaran yang belum ada")
    assert "Sasaran yang belum ada" in {line.objective_statement for line in lines_of(draft)}


# --- rows of actions without JavaScript --------------------------------------------------------------------------


def test_rows_of_actions_are_added_moved_and_removed_and_nothing_typed_is_lost(
    draft: Agreement, client: Client
) -> None:
    url = address(draft)
    typed = form_on_page(client, url) | {"target": "bukan angka", "indicator_statement": "Bunyi <b>baru</b>"}
    typed |= {"langkah-jumlah": 2, **step(0, "Pertama", "A", ("1",)), **step(1, "Kedua", "B", ("2", "4"))}

    def press(**button: object) -> dict:
        answer = client.post(url, typed | button)
        assert answer.status_code == 200
        assert "Ada yang perlu diperbaiki" not in answer.content.decode(), "nothing is judged yet"
        return boxes_in(answer.content.decode())

    added = press(**{"tambah-langkah": "1"})
    assert added["langkah-jumlah"] == ["3"]
    assert (added["target"], added["indicator_statement"]) == (["bukan angka"], ["Bunyi <b>baru</b>"])
    assert (added["edition"], added["dasar"]) == (typed["edition"], typed["dasar"])
    for button in ({"naik-langkah": "1"}, {"turun-langkah": "0"}):
        moved = press(**button)
        assert [moved[f"langkah-{n}-statement"][0] for n in (0, 1)] == ["Kedua", "Pertama"]
        assert moved["langkah-0-quarters"] == ["2", "4"]
    removed = press(**{"hapus-langkah": "0"})
    assert (removed["langkah-jumlah"], removed["langkah-0-statement"]) == (["1"], ["Kedua"])
    assert not ActionStep.objects.exists()


def test_htmx_gets_the_rows_alone(draft: Agreement, client: Client) -> None:
    url = address(draft)
    answer = client.post(url, form_on_page(client, url) | {"tambah-langkah": "1"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="isi-baris">')
    assert "autofocus" in text
    assert "<html" not in text


@pytest.mark.parametrize("button", ["9", "-1", "x", "", "99999999999"])
def test_a_button_of_a_row_that_is_not_there_changes_nothing(draft: Agreement, client: Client, button: str) -> None:
    url = address(draft)
    typed = form_on_page(client, url) | {"langkah-jumlah": 1, **step(0, "Pertama")}
    shown = boxes_in(client.post(url, typed | {"hapus-langkah": button}).content.decode())
    assert shown["langkah-0-statement"] == ["Pertama"]


# --- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"target": "1.234"}, "dapat dibaca 1234 atau 1,234"),
        ({"target": "1e5"}, "bukan angka"),
        ({"target": "NaN"}, "bukan angka"),
        ({"target": "9" * 40}, "terlalu"),
        ({"target": "9" * 16}, "terlalu besar"),
        ({"target": "0,1234567"}, "paling banyak 6 angka di belakang koma"),
        ({"target": "9" * 50_000}, "terlalu panjang"),
        ({"target": "90-80"}, "lebih besar daripada batas atas"),
        ({"target": ""}, "Bidang ini tidak boleh kosong"),
        ({"q2": "dua"}, "bukan angka"),
        ({"indicator_statement": "x" * 50_000}, "2000"),
        ({"indicator_statement": " "}, "Bidang ini tidak boleh kosong"),
        ({"indicator_statement": "a\x00b"}, "null"),
        ({"objective": "MILIK-LAIN"}, "Pilih salah satu sasaran jabatan ini"),
        ({"langkah-jumlah": 1, **step(0, "", "Kabid")}, "Tulis aksinya"),
        ({"langkah-jumlah": 1, **step(0, "x", quarters=("5",))}, "Pilih triwulan I sampai IV"),
        ({"langkah-jumlah": 1, **step(0, "x" * 50_000)}, "1000"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_input_is_refused_with_a_sentence_and_stays_in_its_box(
    draft: Agreement, client: Client, typed: dict, sentence: str
) -> None:
    before = lines_of(draft)
    answer = send(client, address(draft), unit_of_measure="sudah diketik", **typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in text
    assert sentence in text
    assert "sudah diketik" in text
    assert lines_of(draft) == before


def test_an_unknown_predicate_is_refused_with_the_scale(draft: Agreement, client: Client) -> None:
    scale = ["C", "B", "A"]
    Indicator.objects.filter(pk=lines_of(draft)[0].indicator_id).update(polarity="predicate", predicate_scale=scale)
    answer = send(client, address(draft), target="ZZ")
    assert "Predikat “ZZ” tidak ada dalam skala. Pilih salah satu: C, B, A." in answer.content.decode()


def test_markup_is_shown_as_text(draft: Agreement, client: Client) -> None:
    script = "<script>alert(1)</script>"
    answer = send(client, address(draft), indicator_statement=script, **{"langkah-jumlah": 1, **step(0, script)})
    assert lines_of(draft)[0].indicator_statement == script
    for text in (answer.content.decode(), client.get(address(draft)).content.decode()):
        assert script not in text
        assert "&lt;script&gt;" in text


def test_markup_in_the_name_of_a_post_and_in_an_example_is_shown_as_text(
    draft: Agreement, stage: Stage, client: Client
) -> None:
    Position.objects.filter(pk=stage.head.pk).update(title="Kepala <i>Dinas</i>")
    assert "<i>Dinas" not in client.get(address(draft, "agreement_edit", None)).content.decode()
    assert "misalnya D&lt;C&lt;CC" in client.get(address(draft, "line_create", None)).content.decode()


def test_a_thousand_and_one_rows_are_refused_and_more_fields_than_a_page_has_are_not_read(
    draft: Agreement, client: Client
) -> None:
    many = {"langkah-jumlah": 1001}
    for place in range(1001):
        many |= step(place, f"Langkah {place}")
    answer = send(client, address(draft), **many)
    assert f"Paling banyak {MOST_STEPS} langkah" in answer.content.decode()
    flood = {f"bidang-{number}": "x" for number in range(5001)}
    assert client.post(address(draft), flood).status_code == 400
    assert not ActionStep.objects.exists()


def test_a_row_of_another_agreement_is_not_there(draft: Agreement, stage: Stage, client: Client) -> None:
    indicators_of(stage.bupati, 2)
    foreign = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY).lines.first()
    for name in ("line_edit", "line_up", "line_down", "line_remove", "line_follow"):
        url = reverse(f"agreements:{name}", args=[draft.pk, foreign.pk])
        assert client.post(url).status_code == 404, name
    assert AgreementLine.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("text", ["0", "99999999", "x", "99999999999999", "-1"])
def test_an_indicator_that_is_not_the_positions_is_not_added(draft: Agreement, client: Client, text: str) -> None:
    url = address(draft, "line_create", None)
    assert client.get(url, {"indikator": text}).status_code == 404
    foreign = IndicatorFactory()
    assert client.get(url, {"indikator": foreign.pk}).status_code == 404


PAGES = ["line_edit", "line_create", "line_up", "line_down", "line_remove", "line_follow", "counterpart_choose"]


@pytest.mark.parametrize("status", [status for status in AgreementStatus if status not in {"draft", "returned"}])
@pytest.mark.parametrize("name", [*PAGES, "agreement_edit"])
def test_in_every_other_state_each_page_leads_back_and_changes_nothing(
    stage: Stage, client: Client, status: str, name: str
) -> None:
    signed = status in {"in_force", "superseded", "partly_signed"}
    agreement = in_force(stage) if signed else drafted(stage)
    Agreement.objects.filter(pk=agreement.pk).update(status=status)
    login(client, stage.head_user)
    before = content_of(fresh(agreement))
    url = address(agreement, name, 0 if name.startswith("line_") and name != "line_create" else None)
    edition = fresh(agreement).edition
    for answer in (client.get(url), client.post(url, {"edition": edition})):
        assert answer.status_code in ({302, 405} if name in {"line_up", "line_down"} else {302})
    assert "jadi isinya tidak dapat diubah" in said(client.post(url, {"edition": edition}, follow=True))
    assert content_of(fresh(agreement)) == before


# --- adding, moving, removing ------------------------------------------------------------------------------------


NEW = {"objective": "", "objective_statement": "Meningkatnya gizi", "indicator_statement": "Prevalensi tengkes",
       "unit_of_measure": "%", "polarity": "minimize", "aggregation": "last", "target": "14"}  # fmt: skip


def test_a_new_indicator_is_added(draft: Agreement, client: Client) -> None:
    answer = send(client, address(draft, "line_create", None), **NEW, q4="14")
    assert "“Prevalensi tengkes” ditambahkan" in said(answer)
    line = lines_of(draft)[-1]
    made = Indicator.objects.get(pk=line.indicator_id)
    assert (made.polarity, made.aggregation, line.value) == ("minimize", "last", Figure(Decimal(14)))


def test_a_new_predicate_needs_a_scale(draft: Agreement, client: Client) -> None:
    url = address(draft, "line_create", None)
    typed = {**NEW, "polarity": "predicate", "target": "B"}
    answer = send(client, url, **typed)
    assert "ditulis dari yang terendah" in answer.content.decode()
    assert send(client, url, **typed, scale="C<B<A").redirect_chain
    assert Indicator.objects.get(statement="Prevalensi tengkes").predicate_scale == ["C", "B", "A"]


def test_an_indicator_without_target_this_year_is_offered_and_added(
    draft: Agreement, stage: Stage, client: Client
) -> None:
    sleeping = IndicatorFactory(objective=stage.indicators[0].objective, statement="Indikator tahun depan")
    url = address(draft, "line_create", None)
    assert f"?indikator={sleeping.pk}" in client.get(url).content.decode()
    typed = form_on_page(client, f"{url}?indikator={sleeping.pk}")
    assert typed["indicator_statement"] == ["Indikator tahun depan"]
    assert send(client, url, typed, target="5").redirect_chain
    assert sleeping.pk in [line.indicator_id for line in lines_of(draft)]


def test_rows_move_by_plain_forms_and_by_htmx(draft: Agreement, stage: Stage, client: Client) -> None:
    a, b, c = (indicator.pk for indicator in stage.indicators)
    answer = client.post(address(draft, "line_down", 0), {"edition": fresh(draft).edition})
    assert answer.url == f"{reverse('agreements:agreement_edit', args=[draft.pk])}#susunan"
    assert [line.indicator_id for line in lines_of(draft)] == [b, a, c]
    url = address(draft, "line_up", 1)
    text = client.post(url, {"edition": fresh(draft).edition}, headers={"HX-Request": "true"}).content.decode()
    assert [line.indicator_id for line in lines_of(draft)] == [a, b, c]
    assert f'name="edition" value="{fresh(draft).edition}"' in text
    assert 'hx-swap-oob="innerHTML"' in text
    assert "<html" not in text


def test_a_row_is_removed_after_a_question(draft: Agreement, stage: Stage, client: Client) -> None:
    url = address(draft, "line_remove", 1)
    assert "Hapus baris ini dari draf?" in client.get(url).content.decode()
    answer = send(client, url)
    assert "dihapus dari draf" in said(answer)
    assert len(lines_of(draft)) == 2


def test_the_last_row_is_kept_with_a_sentence(draft: Agreement, stage: Stage, client: Client) -> None:
    for _ in range(2):
        send(client, address(draft, "line_remove", 0))
    assert "sedikitnya satu indikator" in send(client, address(draft, "line_remove", 0)).content.decode()
    assert len(lines_of(draft)) == 1


def test_following_the_plan_again_shows_the_difference_first(draft: Agreement, stage: Stage, client: Client) -> None:
    edit(draft, stage, value=Figure(Decimal(91)))
    url = address(draft, "line_follow", 0)
    assert "91 → 80" in client.get(url).content.decode()
    send(client, url)
    assert not lines_of(draft)[0].is_own


def test_what_is_verified_or_reported_is_shown_but_locked(draft: Agreement, stage: Stage, client: Client) -> None:
    realise(report_of(stage.head, quarter=1), stage.indicators[0], Figure(Decimal(5)))
    text = client.get(address(draft)).content.decode()
    assert "Terkunci karena indikator ini sudah mempunyai realisasi." in text
    assert "Triwulan yang sudah diverifikasi terkunci." in text
    assert re.search(r'<input[^>]*name="q1"[^>]*disabled', text)
    send(client, address(draft), q1="99", unit_of_measure="orang", q2="5")
    line = lines_of(draft)[0]
    assert (dict(line.quarters)[2], line.unit_of_measure) == (Figure(Decimal(5)), "%")
    assert 1 not in dict(line.quarters)
    for quarter in (2, 3, 4):
        report_of(stage.head, quarter=quarter)
    assert "keempat triwulan sudah diverifikasi" in client.get(address(draft)).content.decode()


# --- two people at one draft -------------------------------------------------------------------------------------


def test_both_versions_are_shown_field_by_field_with_who_and_when(
    draft: Agreement, stage: Stage, client: Client
) -> None:
    url = address(draft)
    typed = form_on_page(client, url)
    line = lines_of(draft)[0]
    words = wording_of(line, value=Figure(Decimal(91)), unit_of_measure="orang")
    edit_line(draft, line.indicator_id, by=stage.section, edition=fresh(draft).edition, wording=words)
    answer = send(client, url, typed, target="70", **{"langkah-jumlah": 1, **step(0, "Aksi saya")})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"<strong>{stage.section}</strong> mengubah baris PK" in text
    shown = {d.part.key: (d.mine, d.theirs, d.is_touched) for d in answer.context["differences"]}
    assert shown == {
        "unit_of_measure": ("%", "orang", False),
        "target": ("70", "91", True),
        "steps": ("1. Aksi saya", "", True),
    }
    assert lines_of(draft)[0].value == Figure(Decimal(91)), "nothing is overwritten"


def conflict(draft: Agreement, stage: Stage, client: Client) -> tuple[str, dict]:
    """Bagian Organisasi changed target and unit while the head typed another target and an action."""
    url = address(draft)
    typed = form_on_page(client, url)
    line = lines_of(draft)[0]
    words = wording_of(line, value=Figure(Decimal(91)), unit_of_measure="orang")
    edit_line(draft, line.indicator_id, by=stage.section, edition=fresh(draft).edition, wording=words)
    answer = send(client, url, typed, target="70", **{"langkah-jumlah": 1, **step(0, "Aksi\nsaya")})
    assert answer.status_code == 409
    return url, boxes_in(answer.content.decode())


@pytest.mark.parametrize(
    "choice, value, unit, steps",
    [
        ({"gabung": "saya"}, 70, "%", 1),
        ({"gabung": "sekarang"}, 91, "orang", 0),
        ({"gabung": "pilihan", "pilih-target": "saya", "pilih-unit_of_measure": "sekarang",
          "pilih-steps": "saya"}, 70, "orang", 1),
        ({"gabung": "pilihan", "pilih-target": "sekarang", "pilih-unit_of_measure": "saya",
          "pilih-steps": "sekarang"}, 91, "%", 0),
    ],
)  # fmt: skip
def test_the_second_person_chooses_and_nothing_typed_is_lost(
    draft: Agreement, stage: Stage, client: Client, choice: dict, value: int, unit: str, steps: int
) -> None:
    url, carried = conflict(draft, stage, client)
    client.post(url, {**carried, **choice}, follow=True)
    line = lines_of(draft)[0]
    assert (line.value, line.unit_of_measure, len(line.steps)) == (Figure(Decimal(value)), unit, steps)


def test_a_third_change_in_between_is_shown_again(draft: Agreement, stage: Stage, client: Client) -> None:
    url, carried = conflict(draft, stage, client)
    edit(draft, stage, value=Figure(Decimal(50)))
    answer = client.post(url, {**carried, "gabung": "saya"})
    assert answer.status_code == 409
    assert lines_of(draft)[0].value == Figure(Decimal(50))


def test_a_change_of_another_row_is_no_conflict(draft: Agreement, stage: Stage, client: Client) -> None:
    url = address(draft)
    typed = form_on_page(client, url)
    edit(draft, stage, 1, value=Figure(Decimal(33)))
    answer = send(client, url, typed, target="70")
    assert said(answer).startswith("Baris sudah disimpan.")
    assert [line.value for line in lines_of(draft)[:2]] == [Figure(Decimal(70)), Figure(Decimal(33))]


def test_both_writing_the_same_is_no_conflict(draft: Agreement, stage: Stage, client: Client) -> None:
    url = address(draft)
    typed = form_on_page(client, url)
    edit(draft, stage, value=Figure(Decimal(70)))
    assert said(send(client, url, typed, target="70")).startswith("Tidak ada yang berubah pada baris ini.")


@pytest.mark.parametrize("made_here", [False, True])
def test_a_row_that_was_removed_meanwhile_can_be_added_again(
    draft: Agreement, stage: Stage, client: Client, made_here: bool
) -> None:
    number = 3 if made_here else 0
    if made_here:
        add(draft, stage, FALLING)
    url = address(draft, number=number)
    typed = form_on_page(client, url) | {"target": "70", "langkah-jumlah": 1, **step(0, "Aksi saya")}
    indicator = lines_of(draft)[number].indicator_id
    remove_line(draft, indicator, by=stage.section, edition=fresh(draft).edition)
    answer = client.post(url, typed)
    text = answer.content.decode()
    assert f"Baris ini sudah dihapus: {stage.section}" in text
    again = boxes_in(text) | {"polarity": "minimize", "aggregation": "last"}
    assert (again["target"], again["langkah-0-statement"]) == (["70"], ["Aksi saya"])
    assert client.post(address(draft, "line_create", None), again).status_code == 302
    line = next(line for line in lines_of(draft) if line.value == Figure(Decimal(70)))
    assert [s.statement for s in line.steps] == ["Aksi saya"]


@pytest.mark.parametrize("name", ["line_up", "line_remove", "line_follow"])
def test_moving_and_removing_after_somebody_elses_change_asks_to_look_first(
    draft: Agreement, stage: Stage, client: Client, name: str
) -> None:
    url = address(draft, name, 1)
    seen = fresh(draft).edition
    edit(draft, stage, value=Figure(Decimal(91)))
    before = lines_of(draft)
    answer = client.post(url, {"edition": seen}, follow=True)
    assert "sudah diubah" in answer.content.decode()
    assert lines_of(draft) == before


def arranged(agreement: Agreement, client: Client) -> dict:
    """What the page that arranges the draft would send."""
    text = client.get(address(agreement, "agreement_edit", None)).content.decode()
    return boxes_in(text[text.index('id="pilihan-baris"') :])


def test_arranging_over_somebody_elses_arrangement_shows_both(draft: Agreement, stage: Stage, client: Client) -> None:
    url = address(draft, "agreement_edit", None)
    typed = arranged(draft, client)
    kept = [line.indicator_id for line in lines_of(draft)][:2]
    update_draft(
        draft, by=stage.section, today=TODAY, signed_place="Lain", signed_on=None, indicator_ids=kept, titles={}
    )
    answer = client.post(url, typed | {"signed_place": "Arga Makmur", "signed_on": "2 Februari 2026"})
    assert answer.status_code == 409
    shown = {d.part.key: (d.theirs, d.is_touched) for d in answer.context["differences"]}
    assert shown["signed_place"] == ("Lain", True)
    assert shown["signed_on"] == ("", True)
    assert not shown["rows"][1], "the order was not touched by the second person"
    text = answer.content.decode()
    carried = boxes_in(text[text.index('class="form form-wide"') :])
    choice = {"gabung": "pilihan", "pilih-rows": "sekarang", "pilih-signed_place": "saya", "pilih-signed_on": "saya"}
    client.post(url, carried | choice)
    agreement = fresh(draft)
    assert (agreement.signed_place, str(agreement.signed_on)) == ("Arga Makmur", "2026-02-02")
    assert [line.indicator_id for line in lines_of(draft)] == kept


def test_arranging_over_a_change_inside_a_row_is_saved(draft: Agreement, stage: Stage, client: Client) -> None:
    typed = arranged(draft, client)
    edit(draft, stage, value=Figure(Decimal(91)))
    answer = client.post(address(draft, "agreement_edit", None), typed | {"signed_place": "Arga"}, follow=True)
    assert said(answer) == "Draf PK sudah disimpan."
    assert (fresh(draft).signed_place, lines_of(draft)[0].value) == ("Arga", Figure(Decimal(91)))


# --- Pihak Kedua -------------------------------------------------------------------------------------------------


@pytest.fixture
def sekda(stage: Stage) -> Position:
    """A Sekda in office."""
    position = PositionFactory(title="Sekretaris Daerah", kind=PositionKind.REGIONAL_SECRETARY, reports_to=stage.bupati)
    user_in_office(position, name="Bambang Suryadi")
    return position


def test_another_post_is_searched_and_chosen(draft: Agreement, sekda: Position, client: Client) -> None:
    url = address(draft, "counterpart_choose", None)
    for words in ("sekretaris", "suryadi bambang"):
        assert sekda in client.get(url, {"q": words}).context["found"]
    answer = client.post(url, {"edition": fresh(draft).edition, "position": sekda.pk}, follow=True)
    assert said(answer) == "Pihak Kedua: Bambang Suryadi (Sekretaris Daerah)."
    assert "dipilih pada PK ini" in answer.content.decode()
    client.post(url, {"edition": fresh(draft).edition, "position": ""})
    assert fresh(draft).counterpart is None


def test_what_cannot_receive_the_promise_is_not_offered_and_refused(
    draft: Agreement, stage: Stage, client: Client
) -> None:
    url = address(draft, "counterpart_choose", None)
    below = PositionFactory(title="Kepala Bidang", reports_to=stage.head)
    user_in_office(below)
    found = client.get(url, {"q": "kepala"}).context["found"]
    assert not {stage.head, below} & set(found)
    staff = PositionFactory(title="Pelaksana", kind=PositionKind.EXECUTING_STAFF)
    for pk, sentence in [
        (stage.head.pk, "kepada dirinya sendiri"),
        (below.pk, "berada di bawah"),
        (staff.pk, "Jabatan ini tidak dikenal"),
        ("x", "Jabatan ini tidak dikenal"),
        (PositionFactory().pk, "belum ada pejabatnya"),
    ]:
        answer = client.post(url, {"edition": fresh(draft).edition, "position": pk})
        assert sentence in answer.content.decode()
    answer = client.post(url, {"edition": 0, "position": stage.bupati.pk})
    assert "Draf ini sudah diubah" in answer.content.decode()
    assert fresh(draft).counterpart is None


def test_without_superior_the_page_still_opens_and_says_so(draft: Agreement, stage: Stage, client: Client) -> None:
    Assignment.objects.filter(position=stage.bupati).delete()
    Position.objects.filter(pk=stage.head.pk).update(reports_to=None)
    assert client.get(address(draft, "agreement_edit", None)).status_code == 200
    assert said(send(client, address(draft), target="70")).startswith("Baris sudah disimpan.")
    answer = client.post(address(draft, "counterpart_choose", None), {"edition": fresh(draft).edition, "position": ""})
    assert "belum mempunyai atasan langsung" in answer.content.decode()


# --- every level -------------------------------------------------------------------------------------------------

WHY = "Lembar indikator menyusul."

LEVELS = [
    (PositionKind.REGIONAL_SECRETARY, "bupati"),
    (PositionKind.ASSISTANT, "sekda"),
    (PositionKind.EXPERT_STAFF, "chosen"),
    (PositionKind.APPARATUS_HEAD, "bupati"),
    (PositionKind.DISTRICT_HEAD, "chosen"),
    (PositionKind.ADMINISTRATOR, "head"),
    (PositionKind.SUPERVISOR, "head"),
    (PositionKind.FUNCTIONAL, "head"),
    (PositionKind.EXECUTING_STAFF, "head"),
]


@pytest.mark.parametrize("kind, superior", LEVELS, ids=[str(kind) for kind, _ in LEVELS])
def test_every_level_drafts_edits_sends_and_agrees(
    stage: Stage, sekda: Position, client: Client, kind: str, superior: str
) -> None:
    above = {"bupati": stage.bupati, "sekda": sekda, "chosen": sekda, "head": stage.head}[superior]
    position = PositionFactory(title=f"Jabatan {kind}", kind=kind, unit=WorkUnitFactory(), reports_to=above)
    user = user_in_office(position)
    indicators_of(position, 2)
    login(client, user)
    client.post(reverse("agreements:agreement_draft", args=[position.pk]), {"tahun": YEAR})
    agreement = Agreement.objects.get(position=position)
    send(client, address(agreement), target="77", **{"langkah-jumlah": 1, **step(0, "Bekerja")})
    send(client, address(agreement, "line_create", None), **NEW)
    judge = above
    if superior == "chosen":
        judge = stage.bupati
        edition = fresh(agreement).edition
        client.post(address(agreement, "counterpart_choose", None), {"edition": edition, "position": judge.pk})
    submit_agreement(fresh(agreement), by=user, today=TODAY, plan_note=WHY)
    approver = User.objects.get(employee__assignments__position=judge)
    login(client, approver)
    client.post(reverse("agreements:agreement_approve", args=[agreement.pk]))
    agreement = fresh(agreement)
    assert agreement.status == AgreementStatus.APPROVED
    assert [line.value for line in content_of(agreement).lines] == [Figure(Decimal(n)) for n in (77, 80, 14)]
    assert Target.objects.filter(indicator__objective__position=position, figure=77).exists()


def test_the_regional_head_writes_and_agrees_alone(stage: Stage, client: Client) -> None:
    indicators_of(stage.bupati, 1)
    login(client, stage.bupati_user)
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    send(client, address(agreement), target="77")
    assert "Pihak Kedua" not in client.get(address(agreement, "agreement_edit", None)).content.decode()
    assert client.get(address(agreement, "counterpart_choose", None)).status_code == 302
    client.post(reverse("agreements:agreement_approve", args=[agreement.pk]), {"plan_note": WHY})
    assert Target.objects.get(indicator__objective__position=stage.bupati).figure == 77


# --- who, and how many queries -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_only_those_who_draft_may_and_others_do_not_see_it(stage: Stage, client: Client, name: str) -> None:
    agreement = drafted(stage)
    url = address(agreement, name, 0 if name.startswith("line_") and name != "line_create" else None)
    for user, expected in [
        (stage.operator, {200, 302}),
        (stage.section, {200, 302}),
        (stage.bupati_user, {403}),
        (user_with_role(Role.INSPECTORATE), {403}),
        (user_in_office(PositionFactory(reports_to=stage.bupati)), {404}),
    ]:
        login(client, user)
        assert client.post(url, {"edition": 0}).status_code in expected


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("name, queries", [("line_edit", 25), ("line_create", 20)])
def test_the_number_of_queries_does_not_depend_on_rows_and_actions(
    stage: Stage, client: Client, django_assert_num_queries, more: int, name: str, queries: int
) -> None:
    for indicator in indicators_of(stage.head, more) if more else []:
        target_for(IndicatorFactory(objective=indicator.objective), Figure(Decimal(1)), YEAR - 1)
    agreement = drafted(stage)
    rows = {"langkah-jumlah": 1 + more}
    for place in range(1 + more):
        rows |= step(place, f"Langkah {place}")
    login(client, stage.head_user)
    url = address(agreement, name, 0 if name == "line_edit" else None)
    if name == "line_edit":
        send(client, url, **rows)
    login(client, stage.head_user)
    with django_assert_num_queries(queries):
        client.get(url)
