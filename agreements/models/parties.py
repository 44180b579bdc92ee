"""The sides of an agreement and their signatures."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.enums import Side
from agreements.models.agreement import Agreement
from documents.enums import SignatureMethod
from organisation.enums import AssignmentKind
from organisation.models import Assignment
from organisation.models.constraints import choices_constraint


class Party(models.Model):
    """A side of the agreement, with the name, post, rank and NIP that are printed. Plt/Plh/Pj belongs here."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties", verbose_name="PK")
    side = models.CharField("pihak", max_length=6, choices=Side.choices)
    position = models.ForeignKey(
        "organisation.Position", on_delete=models.PROTECT, related_name="+", verbose_name="jabatan"
    )
    employee = models.ForeignKey(
        "organisation.Employee", on_delete=models.PROTECT, related_name="+", verbose_name="pegawai"
    )
    assignment_kind = models.CharField("status jabatan", max_length=20, choices=AssignmentKind)
    name = models.CharField("nama", max_length=300)
    position_title = models.CharField("jabatan tercetak", max_length=250)
    title_override = models.CharField(
        "sebutan jabatan lain",
        max_length=250,
        blank=True,
        help_text="Diisi hanya bila jabatan harus tercetak lain dari nama jabatannya.",
    )
    rank_name = models.CharField("pangkat", max_length=80, blank=True)
    employee_number = models.CharField("NIP", max_length=18, blank=True)

    class Meta:
        verbose_name = "pihak"
        verbose_name_plural = "para pihak"
        ordering = ["agreement", "side"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="party_once_a_side"),
            choices_constraint("side", Side, "party_side_known"),
            choices_constraint("assignment_kind", AssignmentKind, "party_assignment_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held_title(self) -> str:
        """The title of the post as this holder bears it: `Plt. Kepala Dinas Kesehatan`; select the position."""
        return Assignment(position=self.position, kind=self.assignment_kind).held_title


class Signature(models.Model):
    """That a party signed, how and when, and who recorded it."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="signature", verbose_name="pihak")
    method = models.CharField("cara", max_length=20, choices=SignatureMethod, default=SignatureMethod.WET_INK)
    signed_on = models.DateField("tanggal tanda tangan")
    signed_at = models.DateTimeField("waktu tanda tangan elektronik", null=True, blank=True)
    certificate_name = models.CharField("nama pada sertifikat", max_length=300, blank=True)
    certificate_subject = models.TextField("subjek sertifikat", blank=True)
    certificate_issuer = models.TextField("penerbit sertifikat", blank=True)
    certificate_serial = models.CharField("nomor seri sertifikat", max_length=80, blank=True)
    certificate_valid_from = models.DateTimeField("sertifikat berlaku mulai", null=True, blank=True)
    certificate_valid_until = models.DateTimeField("sertifikat berlaku sampai", null=True, blank=True)
    certificate_fingerprint = models.CharField("sidik sertifikat (SHA-256)", max_length=64, blank=True)
    recorded_at = models.DateTimeField("dicatat pada", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )

    class Meta:
        verbose_name = "tanda tangan"
        verbose_name_plural = "tanda tangan"
        constraints = [
            choices_constraint("method", SignatureMethod, "signature_method_known"),
            models.CheckConstraint(
                condition=Q(method=SignatureMethod.WET_INK, certificate_fingerprint="", signed_at__isnull=True)
                | Q(certificate_fingerprint__regex=r"^[0-9a-f]{64}$", signed_at__isnull=False)
                & ~Q(method=SignatureMethod.WET_INK),
                name="signature_electronic_has_certificate",
            ),
        ]
        # The signed file lies with `documents`, which knows the party by its side only.
        triggers = [
            pgtrigger.Protect(
                name="electronic_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__method=SignatureMethod.WET_INK.value),
            ),
            # A pen signs a numbered paper; an electronic signature issues it in the same transaction, after this row.
            pgtrigger.Trigger(
                name="signs_a_paper",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM documents_issueddocument document
                        JOIN agreements_party party ON party.agreement_id = document.subject_id
                        WHERE document.kind = 'agreement' AND party.id = NEW.party_id
                    ) AND EXISTS (SELECT 1 FROM agreements_signature WHERE id = NEW.id)
                    THEN
                        RAISE EXCEPTION 'signature % has no issued document', NEW.id
                            USING ERRCODE = 'foreign_key_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Tanda tangan {self.party}"
