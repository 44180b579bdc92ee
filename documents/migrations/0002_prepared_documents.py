"""Documents that a worker draws for one person."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="kunci")),
                ("address", models.CharField(max_length=1000, verbose_name="alamat")),
                ("name", models.CharField(max_length=200, verbose_name="nama berkas")),
                (
                    "requested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="diminta"
                    ),
                ),
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
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="selesai pada")),
                ("file", models.FileField(blank=True, upload_to="prepared/", verbose_name="berkas")),
                ("problem", models.CharField(blank=True, max_length=500, verbose_name="kendala")),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diminta oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumen yang disiapkan",
                "verbose_name_plural": "dokumen yang disiapkan",
                "ordering": ["-requested_at", "-id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "ready")), fields=["id"], name="prepared_document_ready")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["claimed", "ready"])),
                        fields=("requested_by", "address"),
                        name="prepared_document_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["ready", "claimed", "done", "failed"])),
                        name="prepared_document_state_known",
                        violation_error_message="Pilihan ini tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "claimed"), _negated=True),
                            ("claimed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="prepared_document_claimed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("finished_at__isnull", False), models.Q(("file", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="prepared_document_done_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="prepared_document_failed_has_problem",
                    ),
                ],
            },
        ),
    ]
