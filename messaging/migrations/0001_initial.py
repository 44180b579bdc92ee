import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import messaging.models.notification
import messaging.models.preferences


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Surel"), ("whatsapp", "WhatsApp")], max_length=10, verbose_name="saluran"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="judul")),
                ("body", models.TextField(blank=True, verbose_name="isi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Menunggu"),
                            ("claimed", "Diambil"),
                            ("sending", "Sedang dikirim"),
                            ("sent", "Terkirim"),
                            ("doubtful", "Ragu"),
                            ("failed", "Gagal"),
                            ("inbox_only", "Hanya di aplikasi"),
                            ("by_hand", "Perlu disampaikan"),
                            ("passed_on", "Sudah disampaikan"),
                        ],
                        default="ready",
                        max_length=20,
                        verbose_name="pengiriman",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="dibuat"
                    ),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="diambil")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="terkirim")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="percobaan")),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="kendala")),
                ("sent_as", models.CharField(blank=True, max_length=200, verbose_name="nomor pesan")),
            ],
            options={
                "verbose_name": "pengiriman",
                "verbose_name_plural": "pengiriman",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="MessageSettings",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="message_settings",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
                (
                    "email_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("fill", "Mengisi laporan"),
                                ("verify", "Memverifikasi laporan"),
                                ("sign", "Perjanjian kinerja"),
                                ("follow_up", "Tindak lanjut"),
                                ("other", "Lainnya"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=messaging.models.preferences.every_kind,
                        size=None,
                        verbose_name="lewat surel",
                    ),
                ),
                (
                    "whatsapp_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("fill", "Mengisi laporan"),
                                ("verify", "Memverifikasi laporan"),
                                ("sign", "Perjanjian kinerja"),
                                ("follow_up", "Tindak lanjut"),
                                ("other", "Lainnya"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=messaging.models.preferences.no_kind,
                        size=None,
                        verbose_name="lewat WhatsApp",
                    ),
                ),
                (
                    "quiet_from",
                    models.TimeField(
                        blank=True, default=datetime.time(20, 0), null=True, verbose_name="jam tenang mulai"
                    ),
                ),
                (
                    "quiet_until",
                    models.TimeField(
                        blank=True, default=datetime.time(6, 0), null=True, verbose_name="jam tenang sampai"
                    ),
                ),
            ],
            options={
                "verbose_name": "pengaturan pemberitahuan",
                "verbose_name_plural": "pengaturan pemberitahuan",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email_kinds__contained_by", ["fill", "verify", "sign", "follow_up", "other"]),
                            ("whatsapp_kinds__contained_by", ["fill", "verify", "sign", "follow_up", "other"]),
                        ),
                        name="message_settings_kinds_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                            models.Q(
                                ("quiet_from__isnull", False),
                                ("quiet_until__isnull", False),
                                models.Q(("quiet_from", models.F("quiet_until")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_settings_quiet_hours_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occasion", models.CharField(max_length=200, verbose_name="peristiwa")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("fill", "Mengisi laporan"),
                                ("verify", "Memverifikasi laporan"),
                                ("sign", "Perjanjian kinerja"),
                                ("follow_up", "Tindak lanjut"),
                                ("other", "Lainnya"),
                            ],
                            max_length=20,
                        ),
                        default=messaging.models.notification.other_kinds,
                        size=None,
                        verbose_name="jenis",
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="judul")),
                ("body", models.TextField(verbose_name="isi")),
                (
                    "path",
                    models.CharField(
                        blank=True, help_text="Alamat halaman di aplikasi ini.", max_length=300, verbose_name="tautan"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="dibuat"
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="dibaca")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penerima",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemberitahuan",
                "verbose_name_plural": "pemberitahuan",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="messaging.notification",
                verbose_name="pemberitahuan",
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["recipient", "-created_at"], name="notification_inbox"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["-created_at", "-id"], name="notification_by_time"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("recipient", "occasion"), name="notification_once_per_occasion"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kinds__contained_by", ["fill", "verify", "sign", "follow_up", "other"]), ("kinds__len__gte", 1)
                ),
                name="notification_kinds_known",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "sent"), _negated=True), fields=["state", "id"], name="delivery_outbox"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("message", "channel"), name="delivery_once_per_channel"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["email", "whatsapp"])),
                name="delivery_channel_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "ready",
                            "claimed",
                            "sending",
                            "sent",
                            "doubtful",
                            "failed",
                            "inbox_only",
                            "by_hand",
                            "passed_on",
                        ],
                    )
                ),
                name="delivery_state_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state__in", ["passed_on", "sent"])),
                    models.Q(models.Q(("state__in", ["passed_on", "sent"]), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_reached_has_time",
            ),
        ),
    ]
