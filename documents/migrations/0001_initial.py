import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="nomor revisi")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("signature", "Tanda tangan elektronik"),
                            ("scan", "Hasil pindai dokumen bertanda tangan basah"),
                        ],
                        max_length=10,
                        verbose_name="asal",
                    ),
                ),
                ("party", models.CharField(blank=True, max_length=20, verbose_name="pihak")),
                (
                    "certificate_fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="sidik sertifikat (SHA-256)"),
                ),
                ("file", models.FileField(upload_to="issued/", verbose_name="berkas")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="disimpan pada")),
            ],
            options={
                "verbose_name": "revisi dokumen",
                "verbose_name_plural": "revisi dokumen",
                "ordering": ["document", "number"],
            },
        ),
        migrations.CreateModel(
            name="IssuedAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="judul")),
                (
                    "paper",
                    models.CharField(
                        choices=[("f4", "F4 (215 × 330 mm)"), ("a4", "A4 (210 × 297 mm)")],
                        max_length=2,
                        verbose_name="kertas",
                    ),
                ),
                ("file", models.FileField(upload_to="issued/", verbose_name="berkas")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("token", models.CharField(max_length=64, unique=True, verbose_name="kode verifikasi")),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="diterbitkan pada")),
                ("kind", models.CharField(max_length=20, verbose_name="jenis")),
            ],
            options={
                "verbose_name": "lampiran terbit",
                "verbose_name_plural": "lampiran terbit",
                "ordering": ["document", "id"],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="judul")),
                (
                    "paper",
                    models.CharField(
                        choices=[("f4", "F4 (215 × 330 mm)"), ("a4", "A4 (210 × 297 mm)")],
                        max_length=2,
                        verbose_name="kertas",
                    ),
                ),
                ("file", models.FileField(upload_to="issued/", verbose_name="berkas")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("token", models.CharField(max_length=64, unique=True, verbose_name="kode verifikasi")),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="diterbitkan pada")),
                ("kind", models.CharField(max_length=20, verbose_name="jenis")),
                ("subject_id", models.PositiveBigIntegerField(verbose_name="kunci pokok dokumen")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                ("number", models.CharField(max_length=120, verbose_name="nomor")),
            ],
            options={
                "verbose_name": "dokumen terbit",
                "verbose_name_plural": "dokumen terbit",
                "ordering": ["-issued_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="NumberRegister",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="jenis")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="nomor terakhir")),
            ],
            options={
                "verbose_name": "register nomor",
                "verbose_name_plural": "register nomor",
            },
        ),
        migrations.CreateModel(
            name="PrintItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.PositiveBigIntegerField(verbose_name="kunci pokok dokumen")),
                ("order", models.PositiveIntegerField(verbose_name="urutan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Menunggu"),
                            ("claimed", "Sedang dicetak"),
                            ("done", "Tercetak"),
                            ("failed", "Gagal"),
                        ],
                        default="ready",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="diambil")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                ("problem", models.CharField(blank=True, max_length=500, verbose_name="kendala")),
            ],
            options={
                "verbose_name": "butir cetakan",
                "verbose_name_plural": "butir cetakan",
                "ordering": ["job", "order"],
            },
        ),
        migrations.CreateModel(
            name="PrintJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kunci")),
                ("document_kind", models.CharField(max_length=20, verbose_name="jenis dokumen")),
                (
                    "kind",
                    models.CharField(
                        choices=[("merged", "Satu PDF siap cetak"), ("archive", "ZIP berisi berkas satuan")],
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("words", models.CharField(max_length=300, verbose_name="pilihan")),
                ("is_double_sided", models.BooleanField(default=False, verbose_name="cetak bolak-balik")),
                ("with_attachments", models.BooleanField(default=False, verbose_name="dengan lampiran")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("running", "Berjalan"),
                            ("finished", "Selesai"),
                            ("failed", "Gagal"),
                            ("cancelled", "Dihentikan"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="dibuat"
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="dihentikan pada")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai pada")),
                ("file", models.FileField(blank=True, upload_to="prints/", verbose_name="berkas")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("file_removed_at", models.DateTimeField(blank=True, null=True, verbose_name="berkas dihapus pada")),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="kendala")),
            ],
            options={
                "verbose_name": "cetakan massal",
                "verbose_name_plural": "cetakan massal",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ReservedNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="jenis")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                ("sequence", models.PositiveIntegerField(verbose_name="nomor urut")),
                (
                    "subject_id",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="kunci pokok dokumen"),
                ),
            ],
            options={
                "verbose_name": "nomor yang disisihkan",
                "verbose_name_plural": "nomor yang disisihkan",
                "ordering": ["kind", "year", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=20, verbose_name="pihak")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("sent", "Dikirim"),
                            ("doubtful", "Ragu"),
                            ("signed", "Ditandatangani"),
                            ("refused", "Tidak ditandatangani"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("base", models.FileField(upload_to="sent/", verbose_name="berkas yang dikirim")),
                ("service_id", models.CharField(blank=True, max_length=100, verbose_name="nomor di BSrE")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                ("sent_at", models.DateTimeField(verbose_name="dikirim pada")),
            ],
            options={
                "verbose_name": "pengiriman ke BSrE",
                "verbose_name_plural": "pengiriman ke BSrE",
                "ordering": ["-sent_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="TextVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="naskah")),
                ("number", models.PositiveIntegerField(verbose_name="versi")),
                ("parts", models.JSONField(verbose_name="isi")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="disimpan pada",
                    ),
                ),
            ],
            options={
                "verbose_name": "versi naskah",
                "verbose_name_plural": "versi naskah",
                "ordering": ["kind", "-number"],
            },
        ),
        migrations.CreateModel(
            name="UploadedScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nama berkas")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Sedang dibaca"),
                            ("matched", "Cocok"),
                            ("unread", "QR tidak terbaca"),
                            ("refused", "Ditolak"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="scans/", verbose_name="berkas")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("pages", models.PositiveSmallIntegerField(default=0, verbose_name="jumlah halaman")),
                ("preview", models.BinaryField(blank=True, default=b"", verbose_name="halaman pertama")),
                ("is_chosen_by_hand", models.BooleanField(default=False, verbose_name="dipilih tangan")),
                ("problem", models.CharField(blank=True, max_length=500, verbose_name="sebab ditolak")),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="diunggah pada",
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil pindai yang menunggu",
                "verbose_name_plural": "hasil pindai yang menunggu",
                "ordering": ["uploaded_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="documentrevision",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="disimpan oleh",
            ),
        ),
        migrations.AddField(
            model_name="issuedattachment",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diterbitkan oleh",
            ),
        ),
        migrations.AddField(
            model_name="issueddocument",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diterbitkan oleh",
            ),
        ),
        migrations.AddField(
            model_name="issuedattachment",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="documents.issueddocument",
                verbose_name="dokumen",
            ),
        ),
        migrations.AddField(
            model_name="documentrevision",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="documents.issueddocument",
                verbose_name="dokumen",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberregister",
            constraint=models.UniqueConstraint(fields=("kind", "year"), name="number_register_once"),
        ),
        migrations.AddConstraint(
            model_name="numberregister",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z][a-z0-9_]*$")), name="number_register_kind_is_name"
            ),
        ),
        migrations.AddField(
            model_name="printjob",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dibuat oleh",
            ),
        ),
        migrations.AddField(
            model_name="printitem",
            name="job",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="documents.printjob",
                verbose_name="cetakan massal",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservednumber",
            constraint=models.UniqueConstraint(fields=("kind", "year", "sequence"), name="reserved_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reservednumber",
            constraint=models.UniqueConstraint(fields=("kind", "subject_id"), name="reserved_number_one_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="reservednumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z][a-z0-9_]*$")), name="reserved_number_kind_is_name"
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="documents.issueddocument",
                verbose_name="dokumen",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dikirim oleh",
            ),
        ),
        migrations.AddField(
            model_name="textversion",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="disimpan oleh",
            ),
        ),
        migrations.AddField(
            model_name="uploadedscan",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uploaded_scans",
                to="documents.issueddocument",
                verbose_name="dokumen",
            ),
        ),
        migrations.AddField(
            model_name="uploadedscan",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diunggah oleh",
            ),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.UniqueConstraint(fields=("kind", "subject_id"), name="issued_document_once"),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.UniqueConstraint(fields=("kind", "year", "sequence"), name="issued_document_number_once"),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z][a-z0-9_]*$")), name="issued_document_kind_is_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper__in", ["f4", "a4"])),
                name="issued_document_paper_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="issueddocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="issued_document_has_sha256"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedattachment",
            constraint=models.UniqueConstraint(fields=("document", "kind"), name="issued_attachment_once"),
        ),
        migrations.AddConstraint(
            model_name="issuedattachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z][a-z0-9_]*$")), name="issued_attachment_kind_is_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedattachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper__in", ["f4", "a4"])),
                name="issued_attachment_paper_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedattachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="issued_attachment_has_sha256"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issuedattachment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="656c915cdd46462afc15b1fb0798f8d282080eae",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00405",
                    table="documents_issuedattachment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrevision",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="document_revision_once"),
        ),
        migrations.AddConstraint(
            model_name="documentrevision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("party", ""), _negated=True),
                fields=("document", "party"),
                name="document_revision_party_signs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["signature", "scan"])),
                name="document_revision_origin_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="document_revision_has_sha256"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("certificate_fingerprint__regex", "^[0-9a-f]{64}$"),
                        ("origin", "signature"),
                        models.Q(("party", ""), _negated=True),
                    ),
                    models.Q(("certificate_fingerprint", ""), ("origin", "scan"), ("party", "")),
                    _connector="OR",
                ),
                name="document_revision_signature_or_scan",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bf55dd698eae0b6470711bc5f0a227453d82c9c5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aee8d",
                    table="documents_documentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="printjob",
            index=models.Index(condition=models.Q(("status", "running")), fields=["status"], name="print_job_running"),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("document_kind__regex", "^[a-z][a-z0-9_]*$")),
                name="print_job_document_kind_is_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["merged", "archive"])),
                name="print_job_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["running", "finished", "failed", "cancelled"])),
                name="print_job_status_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", False), ("status", "cancelled")),
                    models.Q(models.Q(("status", "cancelled"), _negated=True), ("cancelled_at__isnull", True)),
                    _connector="OR",
                ),
                name="print_job_cancelled_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="printjob",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "finished"), _negated=True),
                    models.Q(
                        ("finished_at__isnull", False),
                        ("sha256__regex", "^[0-9a-f]{64}$"),
                        models.Q(("file", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="print_job_finished_has_file",
            ),
        ),
        migrations.AddIndex(
            model_name="printitem",
            index=models.Index(
                condition=models.Q(("state", "ready")), fields=["order", "job"], name="print_item_ready"
            ),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.UniqueConstraint(fields=("job", "subject_id"), name="print_item_once"),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.UniqueConstraint(fields=("job", "order"), name="print_item_order_once"),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["ready", "claimed", "done", "failed"])),
                name="print_item_state_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "claimed"), _negated=True), ("claimed_at__isnull", False), _connector="OR"
                ),
                name="print_item_claimed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("problem", ""), _negated=True),
                    _connector="OR",
                ),
                name="print_item_failed_has_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["sent", "doubtful"])),
                fields=("document",),
                name="submission_one_open",
                violation_error_message="Dokumen ini sedang dikirim ke BSrE.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["sent", "doubtful", "signed", "refused"])),
                name="submission_status_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("party", ""), _negated=True), name="submission_has_party"
            ),
        ),
        migrations.AddConstraint(
            model_name="textversion",
            constraint=models.UniqueConstraint(fields=("kind", "number"), name="text_version_once"),
        ),
        migrations.AddConstraint(
            model_name="textversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z][a-z0-9_]*$")), name="text_version_kind_is_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="textversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="text_version_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="textversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="text_version_has_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="textversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0c44c1de25bad45aa41716bb59628697994021b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ad244",
                    table="documents_textversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="uploadedscan",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["id"], name="uploaded_scan_waiting"),
        ),
        migrations.AddConstraint(
            model_name="uploadedscan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "matched", "unread", "refused"])),
                name="uploaded_scan_state_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadedscan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document__isnull", False), ("state", "matched")),
                    models.Q(models.Q(("state", "matched"), _negated=True), ("document__isnull", True)),
                    _connector="OR",
                ),
                name="uploaded_scan_matched_has_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadedscan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("state", "refused"), models.Q(("problem", ""), _negated=True)),
                    models.Q(
                        models.Q(("state", "refused"), _negated=True),
                        models.Q(("file", ""), _negated=True),
                        ("problem", ""),
                    ),
                    _connector="OR",
                ),
                name="uploaded_scan_refused_or_kept",
            ),
        ),
    ]
