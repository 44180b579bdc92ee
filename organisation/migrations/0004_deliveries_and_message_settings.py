import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import organisation.models.notification
import organisation.models.preferences

TAKE_OVER = """
    INSERT INTO organisation_delivery
        (message_id, channel, subject, body, state, created_at, claimed_at, sent_at, attempts, problem, sent_as)
    SELECT id, 'email', '', '', state, created_at, claimed_at, sent_at, attempts, problem, ''
    FROM organisation_notification WHERE state <> 'inbox_only';
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""
GIVE_BACK = """
    UPDATE organisation_notification SET state = 'inbox_only';
    UPDATE organisation_notification n
    SET state = d.state, claimed_at = d.claimed_at, sent_at = d.sent_at, attempts = d.attempts, problem = d.problem
    FROM organisation_delivery d WHERE d.message_id = n.id AND d.channel = 'email' AND d.state NOT IN ('by_hand', 'told');
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
"""
"""What was waiting or sent by e-mail stays what it was; nothing is sent again, whichever way one goes."""


class Migration(migrations.Migration):
    """A message keeps to the inbox; each way out of the house gets a row of its own."""

    dependencies = [
        ("organisation", "0003_delegations"),
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
                            ("told", "Sudah disampaikan"),
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
                        default=organisation.models.preferences.every_kind,
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
                        default=organisation.models.preferences.no_kind,
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
            },
        ),
        migrations.AddField(
            model_name="notification",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
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
                default=organisation.models.notification.other_kinds,
                size=None,
                verbose_name="jenis",
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["-created_at", "-id"], name="notification_by_time"),
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
        migrations.AddField(
            model_name="delivery",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="organisation.notification",
                verbose_name="pemberitahuan",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email_kinds__contained_by", ["fill", "verify", "sign", "follow_up", "other"]),
                    ("whatsapp_kinds__contained_by", ["fill", "verify", "sign", "follow_up", "other"]),
                ),
                name="message_settings_kinds_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagesettings",
            constraint=models.CheckConstraint(
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
                        ["ready", "claimed", "sending", "sent", "doubtful", "failed", "inbox_only", "by_hand", "told"],
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
                    models.Q(("sent_at__isnull", False), ("state__in", ["sent", "told"])),
                    models.Q(models.Q(("state__in", ["sent", "told"]), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_reached_has_time",
            ),
        ),
        migrations.RunSQL(TAKE_OVER, GIVE_BACK),
        migrations.RemoveConstraint(
            model_name="notification",
            name="notification_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="notification",
            name="notification_sent_has_time",
        ),
        migrations.RemoveIndex(
            model_name="notification",
            name="notification_outbox",
        ),
        migrations.RemoveField(
            model_name="notification",
            name="attempts",
        ),
        migrations.RemoveField(
            model_name="notification",
            name="claimed_at",
        ),
        migrations.RemoveField(
            model_name="notification",
            name="problem",
        ),
        migrations.RemoveField(
            model_name="notification",
            name="sent_at",
        ),
        migrations.RemoveField(
            model_name="notification",
            name="state",
        ),
    ]
