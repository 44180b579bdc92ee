"""The pages of one agreement: what works, who may not, what is refused."""

import pytest
from django.urls import reverse

from agreements.drafting.actions import draft_agreement
from agreements.enums import AgreementStatus, RevisionReason, Side
from agreements.models import Agreement, Signature
from agreements.negotiation.actions import approve_agreement, submit_agreement
from agreements.reading.facts import next_step
from agreements.revision.actions import begin_revision
from indicators.models import Target
from organisation.models import Assignment, User
from tests.agreements.papers.rows import numbered
from tests.agreements.stage import (
    TODAY,
    YEAR,
    approved,
    drafted,
    in_force,
    indicators_of,
    submitted,
    user_in_office,
)
from tests.factories import PositionFactory


def address(name, agreement):
    return reverse(f"agreements:agreement_{name}", args=[agreement.pk])


def page(client, user, name, agreement):
    client.force_login(User.objects.get(pk=user.pk))
    return client.get(address(name, agreement))


def send(client, user, name, agreement, data=None):
    client.force_login(User.objects.get(pk=user.pk))
    return client.post(address(name, agreement), data or {}, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def status(agreement):
    return Agreement.objects.get(pk=agreement.pk).status


def arrangement(agreement, chosen, **changed):
    """The edit form: `chosen` are (line number, included, place) of the draft's lines."""
    lines = list(agreement.lines.order_by("order"))
    data = {"baris-TOTAL_FORMS": len(lines), "baris-INITIAL_FORMS": len(lines), "signed_place": "Contoh"}
    data["edition"] = agreement.edition
    for number, (included, place) in enumerate(chosen):
        data[f"baris-{number}-indicator"] = lines[number].indicator_id
        data[f"baris-{number}-place"] = place
        if included:
            data[f"baris-{number}-included"] = "on"
    return {**data, **changed}


def test_the_page_shows_parties_annex_total_next_step_and_history(stage, client):
    text = page(client, stage.head_user, "detail", drafted(stage)).content.decode()
    for words in [
        "Perjanjian Kinerja Tahun 2026",
        "dr. Siti Rahma, M.Kes.",
        "Bupati Contoh",
        "Sasaran Strategis",
        stage.indicators[0].statement,
        "Rp4.250.000.001",
        "Ajukan",
        "menyusun PK",
        "Cetak draf",
    ]:
        assert words in text


def test_no_nip_stands_on_the_page(stage, client):
    answer = page(client, stage.head_user, "detail", drafted(stage))
    assert stage.head_user.employee.employee_number not in answer.content.decode()


def test_every_reader_gets_only_the_buttons_of_the_next_step(stage, client):
    agreement = submitted(stage)
    assert page(client, stage.bupati_user, "detail", agreement).context["possible"].review
    assert not page(client, stage.head_user, "detail", agreement).context["possible"].any
    steps = page(client, stage.section, "detail", agreement).context["possible"]
    assert steps.cancel
    assert not (steps.edit or steps.submit or steps.review or steps.sign or steps.revise)


def test_a_whole_life_through_the_pages(stage, client):
    client.force_login(stage.head_user)
    answer = client.post(reverse("agreements:agreement_draft", args=[stage.head.pk]), {"tahun": YEAR}, follow=True)
    agreement = Agreement.objects.get()
    assert answer.redirect_chain == [(agreement.get_absolute_url(), 302)]
    line = agreement.lines.first()
    send(client, stage.head_user, "submit", agreement)
    send(client, stage.bupati_user, "return", agreement, {f"row_{line.pk}": "Naikkan."})
    assert "Naikkan." in page(client, stage.head_user, "detail", agreement).content.decode()
    send(client, stage.head_user, "submit", agreement)
    send(client, stage.bupati_user, "approve", agreement)
    answer = send(client, stage.section, "sign", agreement, {"side": "first", "signed_on": "5 Januari 2026"})
    assert "belum diterbitkan" in answer.content.decode()
    numbered(agreement)
    send(client, stage.section, "sign", agreement, {"side": "first", "signed_on": "5 Januari 2026"})
    answer = send(client, stage.bupati_user, "sign", agreement, {"side": "second", "signed_on": "06-01-2026"})
    assert said(answer) == ["Tanda tangan dicatat. PK ini sekarang berlaku."]
    assert status(agreement) == AgreementStatus.IN_FORCE
    assert "hari setelahnya, oleh" in answer.content.decode(), "back-dating is visible"
    answer = send(client, stage.head_user, "revise", agreement, {"reason": "strategy"})
    revision = Agreement.objects.get(version=2)
    assert answer.redirect_chain == [(revision.get_absolute_url(), 302)]
    assert "Versi 1" in " ".join(answer.content.decode().split())


def test_drafting_that_is_refused_says_why_on_the_list(stage, client):
    Target.objects.all().delete()
    client.force_login(stage.head_user)
    answer = client.post(reverse("agreements:agreement_draft", args=[stage.head.pk]), {"tahun": YEAR}, follow=True)
    assert answer.redirect_chain == [("/pk/?tahun=2026", 302)]
    assert "Belum ada target tahun 2026" in said(answer)[0]


@pytest.mark.parametrize("year", ["", "dua ribu", "99999", "-1"])
def test_drafting_for_a_year_that_cannot_be_is_refused(stage, client, year):
    client.force_login(stage.head_user)
    answer = client.post(reverse("agreements:agreement_draft", args=[stage.head.pk]), {"tahun": year})
    assert answer.status_code == 400


def test_the_edit_page_drops_moves_and_rewords(stage, client):
    agreement = drafted(stage)
    data = arrangement(
        agreement, [(False, 1), (True, 3), (True, 2)], signed_on="2 Februari 2026", title_first="Direktur"
    )
    answer = send(client, stage.operator, "edit", agreement, data)
    assert said(answer) == ["Draf PK sudah disimpan."]
    agreement.refresh_from_db()
    assert [line.indicator for line in agreement.lines.order_by("order")] == [stage.indicators[2], stage.indicators[1]]
    assert agreement.signed_on.isoformat() == "2026-02-02"
    assert agreement.parties.get(side=Side.FIRST).position_title == "Direktur"
    reopened = page(client, stage.operator, "edit", agreement).context["rows"]
    assert [row["included"].value() for row in reopened] == [True, True, False], "what was left out is offered again"


@pytest.mark.parametrize(
    "chosen, changed, sentence",
    [
        ([(False, 1)] * 3, {}, "sedikitnya satu indikator"),
        ([(True, "tiga")] * 3, {}, "Tulis urutan sebagai angka bulat"),
        ([(True, 1)] * 3, {"signed_on": "31 Februari 2026"}, "Tanggal ini tidak dikenal"),
        ([(True, 1)] * 3, {"signed_on": "1 Januari 2062"}, "harus antara 1 Desember 2025 dan 31 Desember 2026"),
        ([(True, 1)] * 3, {"signed_place": ""}, "Bidang ini tidak boleh kosong"),
    ],
)
def test_what_was_typed_stays_when_the_edit_page_refuses(stage, client, chosen, changed, sentence):
    agreement = drafted(stage)
    typed = {"title_first": "Direktur Utama", **changed}
    answer = send(client, stage.head_user, "edit", agreement, arrangement(agreement, chosen, **typed))
    text = answer.content.decode()
    assert sentence in text
    assert "Direktur Utama" in text
    assert agreement.lines.count() == 3


def test_refreshing_tells_what_changed_or_that_nothing_did(stage, client):
    agreement = drafted(stage)
    assert said(send(client, stage.operator, "refresh", agreement)) == [
        "Isi PK sudah sama dengan rencana; tidak ada yang berubah."
    ]
    Target.objects.filter(indicator=stage.indicators[0]).update(figure=99)
    assert "Rencana sudah berbeda" in page(client, stage.operator, "detail", agreement).content.decode()
    assert "80 % menjadi 99 %" in said(send(client, stage.operator, "refresh", agreement))[0]


def test_a_refused_refresh_names_the_obstacle(stage, client):
    agreement = drafted(stage)
    Assignment.objects.filter(position=stage.bupati).delete()
    assert "belum ada pejabatnya" in said(send(client, stage.section, "refresh", agreement))[0]


def test_sending_twice_is_told_not_forbidden(stage, client):
    answer = send(client, stage.head_user, "submit", submitted(stage))
    assert answer.status_code == 200
    assert "berstatus “Diajukan”" in said(answer)[0]


def test_the_review_page_has_a_box_per_row(stage, client):
    agreement = submitted(stage)
    text = page(client, stage.bupati_user, "review", agreement).content.decode()
    assert all(f'name="row_{line.pk}"' in text for line in agreement.lines.all())


def test_a_return_without_remarks_is_refused_on_the_page(stage, client):
    agreement = submitted(stage)
    answer = send(client, stage.bupati_user, "return", agreement, {"remark": " "})
    assert "sedikitnya satu catatan" in answer.content.decode()
    assert status(agreement) == AgreementStatus.SUBMITTED


def test_remarks_are_not_lost_by_pressing_agree(stage, client):
    agreement = submitted(stage)
    answer = send(client, stage.bupati_user, "approve", agreement, {"remark": "Naikkan target ini."})
    text = answer.content.decode()
    assert "Naikkan target ini." in text
    assert "Hapus catatan lalu setujui" in text
    assert status(agreement) == AgreementStatus.SUBMITTED


def test_a_remark_that_is_too_long_stays_in_its_box(stage, client):
    agreement = submitted(stage)
    answer = send(client, stage.bupati_user, "return", agreement, {"remark": "x" * 2001})
    assert "2000" in answer.content.decode()
    assert answer.context["form"]["remark"].value() == "x" * 2001


def test_what_was_agreed_is_told_in_the_word_of_its_tag(stage):
    agreement = Agreement.objects.with_content().get(pk=approved(stage).pk)
    assert next_step(agreement).startswith(f"{agreement.get_status_display()}; isinya sudah tetap.")


def test_the_regional_head_agrees_from_the_own_page(stage, client):
    indicators_of(stage.bupati, 1)
    agreement = draft_agreement(stage.bupati, YEAR, by=stage.bupati_user, today=TODAY)
    text = page(client, stage.bupati_user, "detail", agreement).content.decode()
    assert "memeriksa isinya, lalu menyetujuinya" in text
    assert "Pihak Kedua" not in text
    send(client, stage.bupati_user, "approve", agreement)
    assert status(agreement) == AgreementStatus.APPROVED


def test_cancelling_what_was_agreed_says_that_its_targets_stay(stage, client):
    agreement = drafted(stage)
    written = "Target yang sudah disepakati tetap menjadi rencana tahun itu"
    assert written not in page(client, stage.section, "cancel", agreement).content.decode()
    submit_agreement(agreement, by=stage.head_user, today=TODAY)
    approve_agreement(agreement, by=stage.bupati_user, today=TODAY)
    assert written in page(client, stage.section, "cancel", agreement).content.decode()


def test_what_was_written_anew_since_it_was_read_is_not_agreed(stage, client):
    agreement = submitted(stage)
    text = page(client, stage.bupati_user, "review", agreement).content.decode()
    assert f'name="edition" value="{agreement.edition}"' in text
    Agreement.objects.update(edition=agreement.edition + 1)
    answer = send(client, stage.bupati_user, "approve", agreement, {"edition": agreement.edition})
    assert "berubah sejak Anda membacanya" in said(answer)[0]
    assert status(agreement) == AgreementStatus.SUBMITTED


def test_a_party_is_offered_only_the_own_signature(stage, client):
    agreement = numbered(approved(stage))
    offered = {
        user: [value for value, _ in page(client, user, "sign", agreement).context["form"].fields["side"].choices]
        for user in (stage.head_user, stage.section)
    }
    assert list(offered.values()) == [["first"], ["first", "second"]]


def test_nobody_signs_for_somebody_else(stage, client):
    agreement = approved(stage)
    answer = send(client, stage.head_user, "sign", agreement, {"side": "second", "signed_on": "05-01-2026"})
    assert answer.status_code == 403
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "data, sentence",
    [
        ({"side": "second", "signed_on": "05-01-2026"}, "Pihak Pertama menandatangani lebih dahulu"),
        ({"side": "third", "signed_on": "05-01-2026"}, "Masukkan pilihan yang valid"),
        ({"side": "first", "signed_on": "01-01-2199"}, "tidak boleh setelah hari ini"),
        ({"side": "first", "signed_on": "kemarin"}, "Tanggal ini tidak dikenal"),
        ({}, "Bidang ini tidak boleh kosong"),
    ],
)
def test_a_signature_that_cannot_be_is_refused_on_the_page(stage, client, data, sentence):
    answer = send(client, stage.section, "sign", numbered(approved(stage)), data)
    assert sentence in answer.content.decode()
    assert not Signature.objects.exists()


def test_cancelling_asks_for_the_reason_first(stage, client):
    agreement = approved(stage)
    assert "Batalkan PK ini?" in page(client, stage.section, "cancel", agreement).content.decode()
    assert "Bidang ini tidak boleh kosong" in send(client, stage.section, "cancel", agreement).content.decode()
    answer = send(client, stage.section, "cancel", agreement, {"reason": "Salah pejabat."})
    assert "Salah pejabat." in answer.content.decode()
    assert status(agreement) == AgreementStatus.CANCELLED


def test_a_drafter_gives_up_a_draft_but_not_what_was_agreed(stage, client):
    assert page(client, stage.operator, "cancel", drafted(stage)).status_code == 200
    Agreement.objects.update(status=AgreementStatus.APPROVED)
    assert page(client, stage.operator, "cancel", Agreement.objects.get()).status_code == 403


def test_what_cannot_be_cancelled_offers_no_cancelling(stage, client):
    agreement = in_force(stage)
    assert page(client, stage.section, "detail", agreement).context["possible"].cancel
    begin_revision(agreement, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    assert not page(client, stage.section, "detail", agreement).context["possible"].cancel


def test_a_refused_revision_says_why_on_its_page(stage, client):
    agreement = in_force(stage)
    Target.objects.all().delete()
    answer = send(client, stage.section, "revise", agreement, {"reason": "strategy"})
    assert "Belum ada target" in answer.content.decode()


@pytest.mark.parametrize("name", ["edit", "review", "sign", "cancel", "revise"])
def test_a_page_that_came_too_late_leads_back_with_a_sentence(stage, client, name):
    agreement = in_force(stage)
    begin_revision(agreement, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.SUPERSEDED)
    user = stage.bupati_user if name == "review" else stage.section
    answer = page(client, user, name, agreement)
    assert answer.status_code == 302
    assert answer.url == agreement.get_absolute_url()


@pytest.mark.parametrize("name", ["refresh", "approve", "return"])
def test_reading_an_address_that_changes_something_is_refused(stage, client, name):
    assert page(client, stage.head_user, name, drafted(stage)).status_code == 405


@pytest.mark.parametrize("name", ["detail", "edit", "review", "sign", "cancel", "revise"])
def test_outside_the_scope_there_is_no_such_page(stage, client, name):
    other = user_in_office(PositionFactory(reports_to=stage.bupati))
    assert page(client, other, name, drafted(stage)).status_code == 404


@pytest.mark.parametrize("name, user", [("review", "head_user"), ("edit", "bupati_user"), ("sign", "operator")])
def test_without_the_right_the_page_is_forbidden_and_says_who_may(stage, client, name, user):
    answer = page(client, getattr(stage, user), name, submitted(stage))
    assert answer.status_code == 403
    assert "hanya" in answer.content.decode()


def test_user_text_is_shown_as_text(stage, client):
    agreement = submitted(stage)
    remark = "<script>alert(1)</script>"
    send(client, stage.bupati_user, "return", agreement, {"remark": remark})
    text = page(client, stage.head_user, "detail", agreement).content.decode()
    assert "&lt;script&gt;" in text
    assert remark not in text


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("name, queries", [("detail", 34), ("edit", 26)])
def test_the_number_of_queries_does_not_depend_on_the_number_of_indicators(
    stage, client, django_assert_num_queries, more, name, queries
):
    if more:
        indicators_of(stage.head, more)
    agreement = drafted(stage)
    client.force_login(User.objects.get(pk=stage.head_user.pk))
    with django_assert_num_queries(queries):
        client.get(address(name, agreement))
