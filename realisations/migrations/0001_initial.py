import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import indicators.domain.kinds


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "Berkas"), ("link", "Tautan luar")], max_length=4, verbose_name="jenis"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("file", models.FileField(blank=True, upload_to="evidence/", verbose_name="berkas")),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pdf", "PDF"),
                            ("jpg", "JPG"),
                            ("png", "PNG"),
                            ("webp", "WebP"),
                            ("docx", "DOCX"),
                            ("xlsx", "XLSX"),
                            ("ods", "ODS"),
                        ],
                        max_length=4,
                        verbose_name="format",
                    ),
                ),
                ("size", models.PositiveIntegerField(blank=True, null=True, verbose_name="ukuran (byte)")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "source_sha256",
                    models.CharField(
                        blank=True,
                        help_text="Sebelum gambar disimpan ulang.",
                        max_length=64,
                        verbose_name="SHA-256 berkas asal",
                    ),
                ),
                (
                    "scan",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off", "Tidak dipindai"),
                            ("clean", "Bersih"),
                            ("unscanned", "Belum dipindai: pemindai tidak dapat dihubungi"),
                        ],
                        max_length=10,
                        verbose_name="pemindaian virus",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="tautan")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="diunggah pada",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="organisation.position",
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diunggah oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "bukti dukung",
                "verbose_name_plural": "bukti dukung",
                "ordering": ["-uploaded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="QuarterReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Dikirim"),
                            ("returned", "Dikembalikan"),
                            ("verified", "Terverifikasi"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, verbose_name="versi")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="dikirim pada")),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="diverifikasi pada")),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="catatan verifikator")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="indicators.period",
                        verbose_name="jadwal",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quarter_reports",
                        to="organisation.position",
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "laporan triwulan",
                "verbose_name_plural": "laporan triwulan",
                "ordering": ["-period__year", "-period__quarter", "position__protocol_order", "position__code"],
            },
        ),
        migrations.CreateModel(
            name="Realisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_reported", "Belum dilaporkan"),
                            ("reported", "Dilaporkan"),
                            ("not_applicable", "Tidak berlaku (n/a)"),
                            ("waiting", "Menunggu data"),
                        ],
                        default=indicators.domain.kinds.ValueState["NOT_REPORTED"],
                        max_length=15,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "figure",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="realisasi"
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=30, verbose_name="predikat")),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="pembilang"
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="penyebut"
                    ),
                ),
                ("is_provisional", models.BooleanField(default=False, verbose_name="angka sementara")),
                ("supporting_factors", models.TextField(blank=True, max_length=4000, verbose_name="faktor pendorong")),
                ("inhibiting_factors", models.TextField(blank=True, max_length=4000, verbose_name="faktor penghambat")),
                ("follow_up", models.TextField(blank=True, max_length=4000, verbose_name="tindak lanjut")),
                ("follow_up_due", models.DateField(blank=True, null=True, verbose_name="batas tindak lanjut")),
                (
                    "follow_up_done_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tindak lanjut selesai pada"),
                ),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="keterangan")),
                ("return_remark", models.TextField(blank=True, max_length=2000, verbose_name="catatan pengembalian")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="diterima pada")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follow_up_done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="realisations",
                        to="indicators.indicator",
                        verbose_name="indikator",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="realisations",
                        to="realisations.quarterreport",
                        verbose_name="laporan",
                    ),
                ),
            ],
            options={
                "verbose_name": "realisasi",
                "verbose_name_plural": "realisasi",
                "ordering": ["report", "indicator__order", "indicator__code"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="ditambahkan pada",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditambahkan oleh",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="realisations.evidence",
                        verbose_name="bukti",
                    ),
                ),
                (
                    "realisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_uses",
                        to="realisations.realisation",
                        verbose_name="realisasi",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemakaian bukti",
                "verbose_name_plural": "pemakaian bukti",
                "ordering": ["added_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="BudgetRealisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="triwulan")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="realisasi")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="realisations",
                        to="indicators.budgetline",
                        verbose_name="anggaran",
                    ),
                ),
            ],
            options={
                "verbose_name": "realisasi anggaran",
                "verbose_name_plural": "realisasi anggaran",
                "ordering": ["line", "quarter"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "quarter"), name="budget_realisation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__in", [1, 2, 3, 4])), name="budget_realisation_quarter_exists"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("format__in", ["pdf", "jpg", "png", "webp", "docx", "xlsx", "ods"]),
                        ("kind", "file"),
                        ("link", ""),
                        ("scan__in", ["off", "clean", "unscanned"]),
                        ("sha256__regex", "^[0-9a-f]{64}$"),
                        ("size__gt", 0),
                        ("size__isnull", False),
                        ("source_sha256__regex", "^[0-9a-f]{64}$"),
                        models.Q(("file", ""), _negated=True),
                    ),
                    models.Q(
                        ("file", ""),
                        ("format", ""),
                        ("kind", "link"),
                        ("link__startswith", "https://"),
                        ("scan", ""),
                        ("sha256", ""),
                        ("size__isnull", True),
                        ("source_sha256", ""),
                    ),
                    _connector="OR",
                ),
                name="evidence_file_xor_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="evidence_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["file", "link"])),
                name="evidence_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "file")), fields=("position", "source_sha256"), name="evidence_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "link")), fields=("position", "link"), name="evidence_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="quarterreport",
            constraint=models.UniqueConstraint(fields=("position", "period"), name="quarter_report_once"),
        ),
        migrations.AddConstraint(
            model_name="quarterreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "submitted", "returned", "verified"])),
                name="quarter_report_status_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="quarterreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="quarter_report_submitted_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="quarterreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "verified"), ("verified_at__isnull", False)),
                    models.Q(
                        models.Q(("status", "verified"), _negated=True),
                        ("verified_at__isnull", True),
                        ("verified_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="quarter_report_verified_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.UniqueConstraint(fields=("report", "indicator"), name="realisation_once"),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["not_reported", "reported", "not_applicable", "waiting"])),
                name="realisation_state_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", indicators.domain.kinds.ValueState["REPORTED"]),
                        models.Q(
                            models.Q(("figure__isnull", False), ("grade", "")),
                            models.Q(("figure__isnull", True), models.Q(("grade", ""), _negated=True)),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("state", indicators.domain.kinds.ValueState["REPORTED"]), _negated=True),
                        ("figure__isnull", True),
                        ("grade", ""),
                    ),
                    _connector="OR",
                ),
                name="realisation_value_with_its_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("denominator__isnull", True), models.Q(("denominator", 0), _negated=True), _connector="OR"
                ),
                name="realisation_denominator_not_zero",
                violation_error_message="Penyebut tidak boleh 0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                    _connector="OR",
                ),
                name="realisation_accepted_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("follow_up_done_at__isnull", True), ("follow_up_done_by__isnull", True)),
                    models.Q(
                        ("follow_up_done_at__isnull", False),
                        ("follow_up_done_by__isnull", False),
                        ("follow_up_due__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="realisation_follow_up_done_pair",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="realisation",
            trigger=pgtrigger.compiler.Trigger(
                name="accepted_mark_falls",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."denominator" IS DISTINCT FROM (NEW."denominator") OR OLD."figure" IS DISTINCT FROM (NEW."figure") OR OLD."follow_up" IS DISTINCT FROM (NEW."follow_up") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."inhibiting_factors" IS DISTINCT FROM (NEW."inhibiting_factors") OR OLD."is_provisional" IS DISTINCT FROM (NEW."is_provisional") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."numerator" IS DISTINCT FROM (NEW."numerator") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."supporting_factors" IS DISTINCT FROM (NEW."supporting_factors"))',
                    func="NEW.accepted_at := NULL; NEW.accepted_by_id := NULL; RETURN NEW;",
                    hash="cfc9979c4e10212fc23143c139138e34c7fdeaee",
                    operation="UPDATE",
                    pgid="pgtrigger_accepted_mark_falls_09b39",
                    table="realisations_realisation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.UniqueConstraint(fields=("evidence", "realisation"), name="evidence_use_once"),
        ),
    ]
