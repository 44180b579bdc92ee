import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField(verbose_name="urutan")),
                ("statement", models.TextField(max_length=1000, verbose_name="aksi")),
                ("person_in_charge", models.CharField(blank=True, max_length=200, verbose_name="penanggung jawab")),
                (
                    "quarters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="triwulan pelaksanaan",
                    ),
                ),
            ],
            options={
                "verbose_name": "langkah rencana aksi",
                "verbose_name_plural": "langkah rencana aksi",
                "ordering": ["line", "order"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versi")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draf"),
                            ("submitted", "Diajukan"),
                            ("returned", "Dikembalikan"),
                            ("approved", "Disepakati"),
                            ("partly_signed", "Ditandatangani sebagian"),
                            ("in_force", "Berlaku"),
                            ("superseded", "Diubah"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        default="draft",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("signed_place", models.CharField(blank=True, max_length=80, verbose_name="tempat")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="tanggal PK")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transfer", "Pergantian atau mutasi pejabat"),
                            ("strategy", "Perubahan strategi (program, kegiatan, anggaran)"),
                            ("priority", "Perubahan prioritas atau asumsi"),
                        ],
                        max_length=10,
                        verbose_name="alasan perubahan",
                    ),
                ),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="catatan atasan")),
                (
                    "plan_note",
                    models.TextField(
                        blank=True,
                        help_text="Mengapa PK diajukan walaupun rencananya belum lengkap.",
                        max_length=2000,
                        verbose_name="penjelasan rencana",
                    ),
                ),
                (
                    "budget_note",
                    models.TextField(
                        blank=True,
                        help_text="Mengapa jumlah anggaran berbeda dari pagu jabatan.",
                        max_length=2000,
                        verbose_name="penjelasan anggaran",
                    ),
                ),
                ("budget_is_own", models.BooleanField(default=False, verbose_name="anggaran disusun pada PK")),
                ("edition", models.PositiveIntegerField(default=1, verbose_name="edisi naskah")),
            ],
            options={
                "verbose_name": "perjanjian kinerja",
                "verbose_name_plural": "perjanjian kinerja",
                "ordering": ["-year", "position__protocol_order", "position__code", "-version"],
            },
        ),
        migrations.CreateModel(
            name="AgreementBudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField(verbose_name="urutan")),
                (
                    "objective_code",
                    models.CharField(blank=True, max_length=60, verbose_name="kode sasaran yang didukung"),
                ),
                ("program_code", models.CharField(max_length=20, verbose_name="kode")),
                ("program_name", models.CharField(max_length=300, verbose_name="program/kegiatan")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="anggaran")),
                ("funding_source", models.CharField(max_length=60, verbose_name="sumber dana")),
            ],
            options={
                "verbose_name": "anggaran PK",
                "verbose_name_plural": "anggaran PK",
                "ordering": ["agreement", "order"],
            },
        ),
        migrations.CreateModel(
            name="AgreementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "figure",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="angka"),
                ),
                (
                    "lower",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="batas bawah"
                    ),
                ),
                (
                    "upper",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="batas atas"
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=30, verbose_name="predikat")),
                ("order", models.PositiveIntegerField(verbose_name="urutan")),
                ("objective_code", models.CharField(max_length=60, verbose_name="kode sasaran")),
                ("objective_statement", models.TextField(verbose_name="sasaran")),
                ("indicator_statement", models.TextField(verbose_name="indikator")),
                ("unit_of_measure", models.CharField(max_length=60, verbose_name="satuan")),
                ("is_own", models.BooleanField(default=False, verbose_name="disusun pada PK")),
                ("return_remark", models.TextField(blank=True, max_length=2000, verbose_name="catatan pengembalian")),
            ],
            options={
                "verbose_name": "baris PK",
                "verbose_name_plural": "baris PK",
                "ordering": ["agreement", "order"],
            },
        ),
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun PK")),
                ("title", models.CharField(max_length=200, verbose_name="nama acara")),
                ("held_on", models.DateField(verbose_name="tanggal")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="tempat")),
            ],
            options={
                "verbose_name": "acara penandatanganan",
                "verbose_name_plural": "acara penandatanganan",
                "ordering": ["-held_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attendance",
                    models.CharField(
                        choices=[("unknown", "Belum dicatat"), ("present", "Hadir"), ("absent", "Tidak hadir")],
                        default="unknown",
                        max_length=7,
                        verbose_name="kehadiran",
                    ),
                ),
            ],
            options={
                "verbose_name": "undangan",
                "verbose_name_plural": "undangan",
                "ordering": ["ceremony", "position__protocol_order", "position__code"],
            },
        ),
        migrations.CreateModel(
            name="LineQuarterTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "figure",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="angka"),
                ),
                (
                    "lower",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="batas bawah"
                    ),
                ),
                (
                    "upper",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="batas atas"
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=30, verbose_name="predikat")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="triwulan")),
            ],
            options={
                "verbose_name": "target triwulan PK",
                "verbose_name_plural": "target triwulan PK",
                "ordering": ["line", "quarter"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("first", "Pihak Pertama"), ("second", "Pihak Kedua")],
                        max_length=6,
                        verbose_name="pihak",
                    ),
                ),
                (
                    "assignment_kind",
                    models.CharField(
                        choices=[
                            ("definitive", "Definitif"),
                            ("acting", "Plt."),
                            ("daily_acting", "Plh."),
                            ("interim", "Pj."),
                        ],
                        max_length=20,
                        verbose_name="status jabatan",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="nama")),
                ("position_title", models.CharField(max_length=250, verbose_name="jabatan tercetak")),
                (
                    "title_override",
                    models.CharField(
                        blank=True,
                        help_text="Diisi hanya bila jabatan harus tercetak lain dari nama jabatannya.",
                        max_length=250,
                        verbose_name="sebutan jabatan lain",
                    ),
                ),
                ("rank_name", models.CharField(blank=True, max_length=80, verbose_name="pangkat")),
                ("employee_number", models.CharField(blank=True, max_length=18, verbose_name="NIP")),
            ],
            options={
                "verbose_name": "pihak",
                "verbose_name_plural": "para pihak",
                "ordering": ["agreement", "side"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("wet_ink", "Tanda tangan basah"),
                            ("local_certificate", "Sertifikat elektronik"),
                            ("kept_key", "Sertifikat elektronik (kunci di server instansi)"),
                            ("bsre", "Tanda tangan elektronik BSrE"),
                        ],
                        default="wet_ink",
                        max_length=20,
                        verbose_name="cara",
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="tanggal tanda tangan")),
                (
                    "signed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="waktu tanda tangan elektronik"),
                ),
                ("certificate_name", models.CharField(blank=True, max_length=300, verbose_name="nama pada sertifikat")),
                ("certificate_subject", models.TextField(blank=True, verbose_name="subjek sertifikat")),
                ("certificate_issuer", models.TextField(blank=True, verbose_name="penerbit sertifikat")),
                (
                    "certificate_serial",
                    models.CharField(blank=True, max_length=80, verbose_name="nomor seri sertifikat"),
                ),
                (
                    "certificate_valid_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="sertifikat berlaku mulai"),
                ),
                (
                    "certificate_valid_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="sertifikat berlaku sampai"),
                ),
                (
                    "certificate_fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="sidik sertifikat (SHA-256)"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="dicatat pada")),
            ],
            options={
                "verbose_name": "tanda tangan",
                "verbose_name_plural": "tanda tangan",
            },
        ),
        migrations.AddField(
            model_name="agreement",
            name="counterpart",
            field=models.ForeignKey(
                blank=True,
                help_text="Kosong berarti atasan langsung menurut struktur.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.position",
                verbose_name="jabatan Pihak Kedua yang dipilih",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="left_out",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="indicators.indicator", verbose_name="indikator yang tidak dimuat"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="organisation.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="agreements.agreement",
                verbose_name="mengubah PK",
            ),
        ),
        migrations.AddField(
            model_name="agreementbudgetline",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="budget_lines",
                to="agreements.agreement",
                verbose_name="PK",
            ),
        ),
        migrations.AddField(
            model_name="agreementline",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="agreements.agreement",
                verbose_name="PK",
            ),
        ),
        migrations.AddField(
            model_name="agreementline",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreement_lines",
                to="indicators.indicator",
                verbose_name="indikator",
            ),
        ),
        migrations.AddField(
            model_name="actionstep",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="agreements.agreementline",
                verbose_name="baris PK",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="ceremony",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="agreements.ceremony",
                verbose_name="acara",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="linequartertarget",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quarters",
                to="agreements.agreementline",
                verbose_name="baris PK",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parties",
                to="agreements.agreement",
                verbose_name="PK",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="employee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.employee",
                verbose_name="pegawai",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="party",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signature",
                to="agreements.party",
                verbose_name="pihak",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dicatat oleh",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "cancelled"), _negated=True),
                fields=("position", "year", "version"),
                name="agreement_version_once",
                violation_error_message="Versi PK jabatan ini pada tahun itu sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "in_force")),
                fields=("position", "year"),
                name="agreement_one_in_force",
                violation_error_message="Jabatan ini sudah mempunyai PK yang berlaku pada tahun itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["draft", "submitted", "returned", "approved", "partly_signed"])),
                fields=("position", "year"),
                name="agreement_one_in_progress",
                violation_error_message="Masih ada PK jabatan ini yang sedang diproses pada tahun itu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "submitted",
                            "returned",
                            "approved",
                            "partly_signed",
                            "in_force",
                            "superseded",
                            "cancelled",
                        ],
                    )
                ),
                name="agreement_status_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("supersedes__isnull", True), ("version", 1)),
                    models.Q(
                        ("supersedes__isnull", False),
                        ("version__gt", 1),
                        ("reason__in", ["transfer", "strategy", "priority"]),
                    ),
                    ("status", "cancelled"),
                    _connector="OR",
                ),
                name="agreement_revision_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["partly_signed", "in_force", "superseded"]), _negated=True),
                    ("signed_on__isnull", False),
                    _connector="OR",
                ),
                name="agreement_signed_has_date",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="paper_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (SELECT 1 FROM documents_issueddocument WHERE kind = 'agreement' AND subject_id = OLD.id)\n                OR EXISTS (SELECT 1 FROM documents_reservednumber WHERE kind = 'agreement' AND subject_id = OLD.id)\n                OR EXISTS (\n                    SELECT 1 FROM documents_printitem item JOIN documents_printjob job ON job.id = item.job_id\n                    WHERE job.document_kind = 'agreement' AND item.subject_id = OLD.id\n                )\n            THEN\n                RAISE EXCEPTION 'a document refers to % %', TG_TABLE_NAME, OLD.id\n                    USING ERRCODE = 'foreign_key_violation';\n            END IF;\n            RETURN OLD;\n        ",
                    hash="bd858769906210d1e4eee1a48f76f7a33a19c881",
                    operation="DELETE",
                    pgid="pgtrigger_paper_stays_dbec9",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementbudgetline",
            constraint=models.UniqueConstraint(
                fields=("agreement", "program_code", "funding_source"), name="agreement_budget_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementbudgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="agreement_budget_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementline",
            constraint=models.UniqueConstraint(fields=("agreement", "indicator"), name="agreement_line_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("figure__isnull", False), ("grade", ""), ("lower__isnull", True), ("upper__isnull", True)
                    ),
                    models.Q(
                        ("figure__isnull", True),
                        ("grade", ""),
                        ("lower__isnull", False),
                        ("upper__gte", models.F("lower")),
                    ),
                    models.Q(
                        ("figure__isnull", True),
                        ("lower__isnull", True),
                        ("upper__isnull", True),
                        models.Q(("grade", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="agreement_line_has_one_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.UniqueConstraint(fields=("line", "order"), name="action_step_order_once"),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("statement", ""), _negated=True), name="action_step_has_statement"
            ),
        ),
        migrations.AddConstraint(
            model_name="actionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarters__contained_by", [1, 2, 3, 4])), name="action_step_quarters_exist"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=("ceremony", "position"), name="invitation_once"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("attendance__in", ["unknown", "present", "absent"])),
                name="invitation_attendance_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linequartertarget",
            constraint=models.UniqueConstraint(fields=("line", "quarter"), name="line_quarter_once"),
        ),
        migrations.AddConstraint(
            model_name="linequartertarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("figure__isnull", False), ("grade", ""), ("lower__isnull", True), ("upper__isnull", True)
                    ),
                    models.Q(
                        ("figure__isnull", True),
                        ("grade", ""),
                        ("lower__isnull", False),
                        ("upper__gte", models.F("lower")),
                    ),
                    models.Q(
                        ("figure__isnull", True),
                        ("lower__isnull", True),
                        ("upper__isnull", True),
                        models.Q(("grade", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="line_quarter_has_one_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="linequartertarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__in", [1, 2, 3, 4])), name="line_quarter_exists"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("agreement", "side"), name="party_once_a_side"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["first", "second"])),
                name="party_side_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("assignment_kind__in", ["definitive", "acting", "daily_acting", "interim"])),
                name="party_assignment_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["wet_ink", "local_certificate", "kept_key", "bsre"])),
                name="signature_method_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("certificate_fingerprint", ""), ("method", "wet_ink"), ("signed_at__isnull", True)),
                    models.Q(
                        ("certificate_fingerprint__regex", "^[0-9a-f]{64}$"),
                        ("signed_at__isnull", False),
                        models.Q(("method", "wet_ink"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signature_electronic_has_certificate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="electronic_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"method\" = 'wet_ink'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b66ba959edeed58aa2dd8d05179eeb1c9cb55d64",
                    operation="DELETE",
                    pgid="pgtrigger_electronic_stays_bd2a1",
                    table="agreements_signature",
                    when="BEFORE",
                ),
            ),
        ),
    ]
