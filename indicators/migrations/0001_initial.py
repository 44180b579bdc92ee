import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import indicators.domain.kinds
import indicators.domain.policy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="pagu")),
                ("funding_source", models.CharField(max_length=60, verbose_name="sumber dana")),
            ],
            options={
                "verbose_name": "anggaran",
                "verbose_name_plural": "anggaran",
                "ordering": ["position", "year", "program__code", "funding_source"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="kode")),
                ("statement", models.TextField(max_length=1000, verbose_name="uraian")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="urutan")),
            ],
            options={
                "verbose_name": "tujuan",
                "verbose_name_plural": "tujuan",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="kode")),
                ("statement", models.TextField(verbose_name="uraian")),
                ("unit_of_measure", models.CharField(max_length=60, verbose_name="satuan")),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("maximize", "Naik (makin tinggi makin baik)"),
                            ("minimize", "Turun (makin rendah makin baik)"),
                            ("range", "Rentang (dijaga di antara dua batas)"),
                            ("predicate", "Predikat"),
                            ("yes_no", "Ya/tidak"),
                        ],
                        max_length=12,
                        verbose_name="arah",
                    ),
                ),
                (
                    "aggregation",
                    models.CharField(
                        choices=[
                            ("sum", "Jumlah"),
                            ("last", "Posisi akhir"),
                            ("average", "Rata-rata"),
                            ("max", "Maksimum"),
                            ("min", "Minimum"),
                            ("annual", "Tahunan"),
                        ],
                        max_length=10,
                        verbose_name="akumulasi",
                    ),
                ),
                ("is_key", models.BooleanField(default=False, verbose_name="indikator kinerja utama (IKU)")),
                ("operational_definition", models.TextField(blank=True, verbose_name="definisi operasional")),
                ("formula_text", models.TextField(blank=True, verbose_name="formula")),
                ("data_source", models.CharField(blank=True, max_length=300, verbose_name="sumber data")),
                ("person_in_charge", models.CharField(blank=True, max_length=200, verbose_name="penanggung jawab")),
                (
                    "collection_frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("monthly", "Bulanan"),
                            ("quarterly", "Triwulan"),
                            ("semester", "Semester"),
                            ("yearly", "Tahunan"),
                        ],
                        max_length=10,
                        verbose_name="frekuensi",
                    ),
                ),
                ("collection_medium", models.CharField(blank=True, max_length=200, verbose_name="media")),
                (
                    "baseline",
                    models.CharField(
                        blank=True,
                        help_text="Angka dan tahunnya, misalnya 72,5 (2025).",
                        max_length=120,
                        verbose_name="kondisi awal",
                    ),
                ),
                ("evidence_type", models.CharField(blank=True, max_length=200, verbose_name="jenis bukti")),
                ("rationale", models.TextField(blank=True, verbose_name="alasan pemilihan")),
                ("numerator_definition", models.TextField(blank=True, verbose_name="definisi pembilang")),
                ("denominator_definition", models.TextField(blank=True, verbose_name="definisi penyebut")),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="angka di belakang koma"),
                ),
                ("data_producer", models.CharField(blank=True, max_length=200, verbose_name="produsen data")),
                (
                    "national_benchmark",
                    models.CharField(blank=True, max_length=200, verbose_name="pembanding nasional"),
                ),
                (
                    "release_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Januari"),
                            (2, "Februari"),
                            (3, "Maret"),
                            (4, "April"),
                            (5, "Mei"),
                            (6, "Juni"),
                            (7, "Juli"),
                            (8, "Agustus"),
                            (9, "September"),
                            (10, "Oktober"),
                            (11, "November"),
                            (12, "Desember"),
                        ],
                        null=True,
                        verbose_name="bulan rilis data luar",
                    ),
                ),
                (
                    "cascade_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "Adopsi langsung"),
                            ("narrowed", "Lingkup dipersempit"),
                            ("component", "Komponen pembentuk"),
                            ("new", "Indikator baru"),
                        ],
                        max_length=10,
                        verbose_name="cara menurunkan",
                    ),
                ),
                (
                    "predicate_scale",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        help_text="Dari yang terendah ke yang tertinggi.",
                        size=None,
                        verbose_name="skala predikat",
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="urutan")),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="diukur mulai tahun"),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="diukur sampai tahun"),
                ),
            ],
            options={
                "verbose_name": "indikator",
                "verbose_name_plural": "indikator",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="MediumTermPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="kode")),
                (
                    "kind",
                    models.CharField(
                        choices=[("government", "RPJMD"), ("unit", "Renstra")], max_length=12, verbose_name="jenis"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="nama")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="tahun pertama")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="tahun terakhir")),
                ("vision", models.TextField(blank=True, max_length=1000, verbose_name="visi")),
                ("legal_basis", models.CharField(blank=True, max_length=300, verbose_name="dasar hukum")),
            ],
            options={
                "verbose_name": "rencana jangka menengah",
                "verbose_name_plural": "rencana jangka menengah",
                "ordering": ["kind", "-first_year", "unit__protocol_order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Mission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("statement", models.CharField(max_length=300, verbose_name="uraian")),
            ],
            options={
                "verbose_name": "misi",
                "verbose_name_plural": "misi",
                "ordering": ["plan", "number"],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="kode")),
                ("statement", models.TextField(verbose_name="uraian")),
                ("mission", models.CharField(blank=True, max_length=300, verbose_name="misi")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="urutan")),
            ],
            options={
                "verbose_name": "sasaran",
                "verbose_name_plural": "sasaran",
                "ordering": ["order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="triwulan")),
                ("opens", models.DateField(verbose_name="dibuka")),
                ("due", models.DateField(verbose_name="batas lapor")),
                (
                    "grace",
                    models.DateField(
                        blank=True,
                        help_text="Sampai tanggal ini laporan belum disebut terlambat. Kosongkan bila tidak ada.",
                        null=True,
                        verbose_name="masa tenggang",
                    ),
                ),
                ("closes", models.DateField(verbose_name="ditutup")),
            ],
            options={
                "verbose_name": "jadwal pelaporan",
                "verbose_name_plural": "jadwal pelaporan",
                "ordering": ["-year", "-quarter"],
            },
        ),
        migrations.CreateModel(
            name="PeriodExtension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(verbose_name="sampai")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="diakhiri pada")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="alasan diakhiri")),
            ],
            options={
                "verbose_name": "perpanjangan waktu",
                "verbose_name_plural": "perpanjangan waktu",
                "ordering": ["period", "unit"],
            },
        ),
        migrations.CreateModel(
            name="PlanTarget",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                (
                    "kind",
                    models.CharField(
                        choices=[("target", "Target"), ("baseline", "Kondisi awal")],
                        default="target",
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
            ],
            options={
                "verbose_name": "target rencana",
                "verbose_name_plural": "target rencana",
                "ordering": ["indicator", "year", "kind"],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="tahun")),
                (
                    "minimize_formula",
                    models.CharField(
                        choices=[("a", "A: (2 × target − realisasi) / target"), ("b", "B: target / realisasi")],
                        default=indicators.domain.kinds.MinimizeFormula["A"],
                        max_length=1,
                        verbose_name="rumus indikator turun",
                    ),
                ),
                (
                    "cap_display",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Kosong berarti tanpa batas.",
                        max_digits=8,
                        null=True,
                        verbose_name="batas atas capaian yang ditampilkan",
                    ),
                ),
                (
                    "cap_in_average",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Kosong berarti tanpa batas.",
                        max_digits=8,
                        null=True,
                        verbose_name="batas atas capaian dalam rata-rata",
                    ),
                ),
                (
                    "averaging",
                    models.CharField(
                        choices=[
                            ("indicators", "Rata-rata semua indikator"),
                            ("objectives", "Rata-rata per sasaran, lalu rata-rata sasaran"),
                        ],
                        default=indicators.domain.kinds.Averaging["INDICATORS"],
                        max_length=20,
                        verbose_name="cara merata-rata",
                    ),
                ),
                (
                    "scale_name",
                    models.CharField(default="Permendagri 86/2017", max_length=80, verbose_name="nama skala"),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Tanggal pada bulan setelah triwulan berakhir.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="tanggal batas lapor",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[("f4", "F4 (215 × 330 mm)"), ("a4", "A4 (210 × 297 mm)")],
                        default="f4",
                        max_length=2,
                        verbose_name="kertas",
                    ),
                ),
                (
                    "agreement_number_format",
                    models.CharField(
                        default="800/{nomor}/PK/{tahun}",
                        help_text="Gunakan {nomor} dan {tahun}.",
                        max_length=80,
                        verbose_name="format nomor PK",
                    ),
                ),
                (
                    "budget_document_on",
                    models.DateField(
                        blank=True,
                        help_text="PK disusun paling lambat satu bulan setelah DPA ditetapkan.",
                        null=True,
                        verbose_name="tanggal penetapan DPA",
                    ),
                ),
                (
                    "signing_order",
                    models.CharField(
                        choices=[
                            ("first_then_second", "Pihak Pertama lebih dahulu, lalu Pihak Kedua"),
                            ("any", "Siapa saja boleh lebih dahulu"),
                        ],
                        default=indicators.domain.policy.SigningOrder["FIRST_THEN_SECOND"],
                        max_length=20,
                        verbose_name="urutan tanda tangan",
                    ),
                ),
                (
                    "archival_pdf",
                    models.BooleanField(
                        default=False,
                        help_text="Bentuk arsip jangka panjang; berkas sedikit lebih besar.",
                        verbose_name="terbitkan sebagai PDF/A-3b",
                    ),
                ),
                (
                    "attachments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("integrity_pact", "Pakta Integritas"),
                                ("action_plan", "Rencana Aksi"),
                                ("reference_sheets", "Lembar Referensi Indikator"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Diterbitkan bersama setiap PK tahun ini.",
                        size=None,
                        verbose_name="lampiran PK",
                    ),
                ),
                (
                    "evidence_rule",
                    models.CharField(
                        choices=[
                            ("none", "Tidak wajib"),
                            ("key", "Wajib untuk indikator kinerja utama (IKU)"),
                            ("all", "Wajib untuk semua indikator"),
                        ],
                        default="none",
                        max_length=4,
                        verbose_name="bukti dukung sebelum dikirim",
                    ),
                ),
            ],
            options={
                "verbose_name": "kebijakan pengukuran",
                "verbose_name_plural": "kebijakan pengukuran",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=300, verbose_name="nama")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Program"), (2, "Kegiatan"), (3, "Sub kegiatan")], verbose_name="tingkat"
                    ),
                ),
            ],
            options={
                "verbose_name": "program",
                "verbose_name_plural": "program",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="QuarterTarget",
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
                "verbose_name": "target triwulan",
                "verbose_name_plural": "target triwulan",
                "ordering": ["target", "quarter"],
            },
        ),
        migrations.CreateModel(
            name="ScaleBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "lower",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=8, null=True, verbose_name="batas bawah"
                    ),
                ),
                ("inclusive", models.BooleanField(default=False, verbose_name="batas bawah termasuk")),
                ("label", models.CharField(max_length=40, verbose_name="kategori")),
                ("tone", models.CharField(max_length=10, verbose_name="nada warna")),
            ],
            options={
                "verbose_name": "pita skala",
                "verbose_name_plural": "pita skala",
                "ordering": ["policy", models.OrderBy(models.F("lower"), descending=True, nulls_last=True)],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "target",
                "ordering": ["indicator", "year"],
            },
        ),
        migrations.AddField(
            model_name="budgetline",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="budget_lines",
                to="organisation.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="indicators.indicator",
                verbose_name="menggantikan versi",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="supports",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supported_by",
                to="indicators.indicator",
                verbose_name="indikator atasan",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="indicators",
            field=models.ManyToManyField(
                blank=True, related_name="goals", to="indicators.indicator", verbose_name="indikator tujuan"
            ),
        ),
        migrations.AddField(
            model_name="mediumtermplan",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unit_plans",
                to="indicators.mediumtermplan",
                verbose_name="RPJMD yang didukung",
            ),
        ),
        migrations.AddField(
            model_name="mediumtermplan",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="medium_term_plans",
                to="organisation.workunit",
                verbose_name="unit kerja",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="indicators.mediumtermplan",
                verbose_name="rencana",
            ),
        ),
        migrations.AddField(
            model_name="mission",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="missions",
                to="indicators.mediumtermplan",
                verbose_name="rencana",
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="mission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goals",
                to="indicators.mission",
                verbose_name="misi",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objectives",
                to="indicators.goal",
                verbose_name="tujuan",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objectives",
                to="organisation.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="supports",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supported_by",
                to="indicators.objective",
                verbose_name="sasaran atasan",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="objective",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="indicators",
                to="indicators.objective",
                verbose_name="sasaran",
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.UniqueConstraint(fields=("year", "quarter"), name="period_once"),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__in", [1, 2, 3, 4])), name="period_quarter_exists"
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(("due__lte", models.F("closes")), ("opens__lte", models.F("due"))),
                name="period_dates_in_order",
                violation_error_message="Tanggal buka, batas lapor, dan tutup harus berurutan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grace__isnull", True),
                    models.Q(("grace__gte", models.F("due")), ("grace__lte", models.F("closes"))),
                    _connector="OR",
                ),
                name="period_grace_between_due_and_closes",
                violation_error_message="Masa tenggang harus antara batas lapor dan tanggal ditutup.",
            ),
        ),
        migrations.AddField(
            model_name="periodextension",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extensions",
                to="indicators.period",
                verbose_name="jadwal",
            ),
        ),
        migrations.AddField(
            model_name="periodextension",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extensions",
                to="organisation.workunit",
                verbose_name="unit kerja",
            ),
        ),
        migrations.AddField(
            model_name="plantarget",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_targets",
                to="indicators.indicator",
                verbose_name="indikator",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimize_formula__in", ["a", "b"])),
                name="policy_minimize_formula_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("averaging__in", ["indicators", "objectives"])),
                name="policy_averaging_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper__in", ["f4", "a4"])),
                name="policy_paper_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence_rule__in", ["none", "key", "all"])),
                name="policy_evidence_rule_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("signing_order__in", ["first_then_second", "any"])),
                name="policy_signing_order_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_day__gte", 1), ("due_day__lte", 28)),
                name="policy_due_day_in_every_month",
                violation_error_message="Tanggal batas lapor harus antara 1 dan 28.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("attachments__contained_by", ["integrity_pact", "action_plan", "reference_sheets"])
                ),
                name="policy_attachments_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreement_number_format__contains", "{nomor}")),
                name="policy_number_format_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[0-9X]\\.[0-9X]{2}\\.\\d{2}(\\.\\d\\.\\d{2}(\\.\\d{4})?)?$")),
                name="program_code_form",
                violation_error_message="Kode ditulis seperti 1.02.02, 1.02.02.2.01, atau 1.02.02.2.01.0001.",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(condition=models.Q(("level__in", [1, 2, 3])), name="program_level_known"),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="budget_lines",
                to="indicators.program",
                verbose_name="program/kegiatan",
            ),
        ),
        migrations.AddField(
            model_name="scaleband",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bands",
                to="indicators.policy",
                verbose_name="kebijakan",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="targets",
                to="indicators.indicator",
                verbose_name="indikator",
            ),
        ),
        migrations.AddField(
            model_name="quartertarget",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quarters",
                to="indicators.target",
                verbose_name="target",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumtermplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["government", "unit"])),
                name="plan_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumtermplan",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), models.Q(("title", ""), _negated=True)),
                name="plan_has_code_and_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumtermplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "government"), ("parent__isnull", True), ("unit__isnull", True)),
                    models.Q(("kind", "unit"), ("parent__isnull", False), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="plan_of_government_xor_unit",
                violation_error_message="Renstra memerlukan unit kerja dan RPJMD yang didukungnya; RPJMD tidak mempunyai keduanya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumtermplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_year__gte", 2000),
                    ("last_year__gte", models.F("first_year")),
                    ("last_year__lte", 2100),
                    (
                        "last_year__lt",
                        django.db.models.expressions.CombinedExpression(models.F("first_year"), "+", models.Value(6)),
                    ),
                ),
                name="plan_years_in_order",
                violation_error_message="Tahun terakhir tidak boleh sebelum tahun pertama, dan rencana paling lama 6 tahun.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumtermplan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("kind", "government")),
                expressions=[
                    (
                        models.Func(
                            models.F("first_year"),
                            models.F("last_year"),
                            models.Value("[]"),
                            function="int4range",
                            output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                        ),
                        "&&",
                    )
                ],
                name="plan_one_of_the_government_at_a_time",
                violation_error_message="Sudah ada RPJMD yang memuat sebagian tahun ini. Ubah tahunnya, atau ubah RPJMD yang sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediumtermplan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("kind", "unit")),
                expressions=[
                    ("unit", "="),
                    (
                        models.Func(
                            models.F("first_year"),
                            models.F("last_year"),
                            models.Value("[]"),
                            function="int4range",
                            output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="plan_one_of_a_unit_at_a_time",
                violation_error_message="Unit kerja ini sudah mempunyai Renstra yang memuat sebagian tahun ini. Ubah tahunnya, atau ubah Renstra yang sudah ada.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediumtermplan",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_serves_an_rpjmd",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF (TG_OP = 'UPDATE' AND NEW.kind <> OLD.kind) OR (NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM indicators_mediumtermplan p WHERE p.id = NEW.parent_id AND p.kind = 'government')) THEN\n                RAISE EXCEPTION 'a plan keeps its kind and serves a plan of the government' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="93e433e61e36e3482dd93ab17dd8d6cf34292d01",
                    operation='INSERT OR UPDATE OF "kind", "parent_id"',
                    pgid="pgtrigger_plan_serves_an_rpjmd_d3600",
                    table="indicators_mediumtermplan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"),
                name="mission_number_once",
                violation_error_message="Nomor misi ini sudah dipakai pada rencana yang sama. Pakai nomor lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mission",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), models.Q(("statement", ""), _negated=True)),
                name="mission_has_number_and_statement",
                violation_error_message="Misi memerlukan nomor mulai dari 1 dan uraian.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mission",
            trigger=pgtrigger.compiler.Trigger(
                name="mission_of_an_rpjmd",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (SELECT 1 FROM indicators_mediumtermplan p WHERE p.id = NEW.plan_id AND p.kind = 'government') THEN\n                RAISE EXCEPTION 'only a plan of the government has missions' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="8997e7b0c9bf4c17b2738dcbb190d1b5be7a6701",
                    operation='INSERT OR UPDATE OF "plan_id"',
                    pgid="pgtrigger_mission_of_an_rpjmd_e17ac",
                    table="indicators_mission",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), models.Q(("statement", ""), _negated=True)),
                name="goal_has_code_and_statement",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="goal_of_its_plan",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                    SELECT 1 FROM indicators_mediumtermplan p LEFT JOIN indicators_mission m ON m.id = NEW.mission_id\n                    WHERE p.id = NEW.plan_id AND (\n                        (p.kind = 'government' AND m.plan_id = p.id)\n                        OR (p.kind = 'unit' AND NEW.mission_id IS NULL)\n                    )\n                ) THEN\n                RAISE EXCEPTION 'a goal stands below a mission of its RPJMD, or in a Renstra without one' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="449871e16bc94df3ce366dc0cc52e863c34180e2",
                    operation='INSERT OR UPDATE OF "plan_id", "mission_id"',
                    pgid="pgtrigger_goal_of_its_plan_725c3",
                    table="indicators_goal",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="objective_code_not_empty"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="objective_acyclic",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE cyclic boolean;",
                    func="\n            WITH RECURSIVE ancestor(id) AS (\n                SELECT t.supports_id FROM indicators_objective t WHERE t.id = NEW.id\n                UNION\n                SELECT t.supports_id FROM indicators_objective t JOIN ancestor a ON t.id = a.id\n            )\n            SELECT EXISTS (SELECT 1 FROM ancestor WHERE id = NEW.id) INTO cyclic;\n            IF cyclic THEN\n                RAISE EXCEPTION 'cycle in indicators_objective.supports_id at id %', NEW.id USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="0ec47406404c7a1333b0c1adcb145504cb903af1",
                    operation='INSERT OR UPDATE OF "supports_id"',
                    pgid="pgtrigger_objective_acyclic_d6ed3",
                    table="indicators_objective",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("polarity__in", ["maximize", "minimize", "range", "predicate", "yes_no"])),
                name="indicator_polarity_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("aggregation__in", ["sum", "last", "average", "max", "min", "annual"])),
                name="indicator_aggregation_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("collection_frequency", ""),
                    ("collection_frequency__in", ["monthly", "quarterly", "semester", "yearly"]),
                    _connector="OR",
                ),
                name="indicator_frequency_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cascade_kind", ""),
                    ("cascade_kind__in", ["adopted", "narrowed", "component", "new"]),
                    _connector="OR",
                ),
                name="indicator_cascade_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("polarity", indicators.domain.kinds.Polarity["PREDICATE"]), _negated=True),
                    ("predicate_scale__len__gte", 2),
                    _connector="OR",
                ),
                name="indicator_predicate_has_scale",
                violation_error_message="Indikator predikat memerlukan skala dengan sedikitnya dua predikat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="indicator_code_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_year__isnull", True),
                    ("last_year__isnull", True),
                    ("first_year__lte", models.F("last_year")),
                    _connector="OR",
                ),
                name="indicator_years_in_order",
                violation_error_message="Tahun terakhir tidak boleh sebelum tahun pertama.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces__isnull", True), ("first_year__isnull", False), _connector="OR"),
                name="indicator_version_has_first_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("decimals__isnull", True), ("decimals__lte", 6), _connector="OR"),
                name="indicator_decimals_can_be_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("release_month__isnull", True),
                    ("release_month__in", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
                    _connector="OR",
                ),
                name="indicator_release_month_exists",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="indicator_acyclic",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE cyclic boolean;",
                    func="\n            WITH RECURSIVE ancestor(id) AS (\n                SELECT t.supports_id FROM indicators_indicator t WHERE t.id = NEW.id\n                UNION\n                SELECT t.supports_id FROM indicators_indicator t JOIN ancestor a ON t.id = a.id\n            )\n            SELECT EXISTS (SELECT 1 FROM ancestor WHERE id = NEW.id) INTO cyclic;\n            IF cyclic THEN\n                RAISE EXCEPTION 'cycle in indicators_indicator.supports_id at id %', NEW.id USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="6f334ca2c6b547747741d8871d1c9aa282ddfd49",
                    operation='INSERT OR UPDATE OF "supports_id"',
                    pgid="pgtrigger_indicator_acyclic_c4857",
                    table="indicators_indicator",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="indicator_measure_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF (OLD.polarity, OLD.aggregation, OLD.predicate_scale) IS NOT DISTINCT FROM\n       (NEW.polarity, NEW.aggregation, NEW.predicate_scale)\n       AND lower(regexp_replace(btrim(OLD.unit_of_measure), '\\s+', ' ', 'g')) =\n           lower(regexp_replace(btrim(NEW.unit_of_measure), '\\s+', ' ', 'g'))\n    THEN\n        RETURN NEW;\n    END IF;\n    PERFORM 1 FROM realisations_quarterreport\n        WHERE id IN (SELECT report_id FROM realisations_realisation WHERE indicator_id = NEW.id) FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM realisations_realisation r JOIN realisations_quarterreport q ON q.id = r.report_id\n        WHERE r.indicator_id = NEW.id AND r.state = 'reported' AND q.status = 'verified'\n    ) THEN\n        RAISE EXCEPTION 'indicator % has verified figures, so its measure stays', NEW.id\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="8b6adaa0e45965789c077aadc0371a44675e803a",
                    operation='UPDATE OF "polarity", "aggregation", "predicate_scale", "unit_of_measure"',
                    pgid="pgtrigger_indicator_measure_fixed_647b0",
                    table="indicators_indicator",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="indicator_versions_in_turn",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF TG_OP = 'INSERT' AND NEW.replaces_id IS NULL AND NEW.first_year IS NULL AND NEW.last_year IS NULL THEN\n        RETURN NULL;\n    END IF;\n    IF EXISTS (\n        SELECT 1 FROM indicators_indicator later JOIN indicators_indicator earlier ON earlier.id = later.replaces_id\n        WHERE later.id = NEW.id AND (earlier.last_year IS NULL OR earlier.last_year >= later.first_year)\n    ) OR EXISTS (\n        SELECT 1 FROM indicators_indicator later JOIN indicators_indicator earlier ON earlier.id = later.replaces_id\n        WHERE later.replaces_id = NEW.id AND (earlier.last_year IS NULL OR earlier.last_year >= later.first_year)\n    ) THEN\n        RAISE EXCEPTION 'versions of indicator % overlap', NEW.id USING ERRCODE = 'check_violation';\n    END IF;\n    IF EXISTS (\n        SELECT 1 FROM indicators_indicator i JOIN indicators_target t ON t.indicator_id = i.id\n        WHERE i.id = NEW.id AND (t.year < i.first_year OR t.year > i.last_year)\n    ) THEN\n        RAISE EXCEPTION 'indicator % has targets outside its years', NEW.id USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                    hash="1ba470f0df9e494265450c634cade416848d6652",
                    operation='INSERT OR UPDATE OF "replaces_id", "first_year", "last_year"',
                    pgid="pgtrigger_indicator_versions_in_turn_20257",
                    table="indicators_indicator",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="periodextension",
            constraint=models.UniqueConstraint(fields=("period", "unit"), name="period_extension_once"),
        ),
        migrations.AddConstraint(
            model_name="periodextension",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="period_extension_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="periodextension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="period_extension_ended_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantarget",
            constraint=models.UniqueConstraint(fields=("indicator", "year", "kind"), name="plan_target_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="plantarget",
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
                name="plan_target_has_one_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="plan_target_year_sensible"
            ),
        ),
        migrations.AddConstraint(
            model_name="plantarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["target", "baseline"])),
                name="plan_target_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.UniqueConstraint(
                fields=("position", "year", "program", "funding_source"), name="budget_line_once_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)),
                name="budget_amount_not_negative",
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scaleband",
            constraint=models.UniqueConstraint(
                fields=("policy", "lower"), name="scale_band_bound_unique", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(fields=("indicator", "year"), name="target_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="target",
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
                name="target_has_one_form",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="target_in_years_of_its_indicator",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM indicators_indicator WHERE id = NEW.indicator_id FOR SHARE;\n    IF EXISTS (\n        SELECT 1 FROM indicators_indicator i\n        WHERE i.id = NEW.indicator_id AND (NEW.year < i.first_year OR NEW.year > i.last_year)\n    ) THEN\n        RAISE EXCEPTION 'indicator % is not measured in %', NEW.indicator_id, NEW.year\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="204dd5fb5484d620fc394345d48ff1fe054c338d",
                    operation='INSERT OR UPDATE OF "indicator_id", "year"',
                    pgid="pgtrigger_target_in_years_of_its_indicator_cb916",
                    table="indicators_target",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="quartertarget",
            constraint=models.UniqueConstraint(fields=("target", "quarter"), name="quarter_target_once"),
        ),
        migrations.AddConstraint(
            model_name="quartertarget",
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
                name="quarter_target_has_one_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="quartertarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__in", [1, 2, 3, 4])), name="quarter_target_quarter_exists"
            ),
        ),
    ]
