from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_evidence")]

    operations = [
        migrations.AddField(
            "period",
            "grace",
            models.DateField(
                blank=True,
                help_text="Sampai tanggal ini laporan belum disebut terlambat. Kosongkan bila tidak ada.",
                null=True,
                verbose_name="masa tenggang",
            ),
        ),
        migrations.AddConstraint(
            "period",
            models.CheckConstraint(
                condition=Q(grace__isnull=True) | Q(grace__gte=F("due"), grace__lte=F("closes")),
                name="period_grace_between_due_and_closes",
                violation_error_message="Masa tenggang harus antara batas lapor dan tanggal ditutup.",
            ),
        ),
        migrations.AddField(
            "periodextension", "ended_on", models.DateField(blank=True, null=True, verbose_name="diakhiri pada")
        ),
        migrations.AddField(
            "periodextension",
            "end_reason",
            models.CharField(blank=True, default="", max_length=300, verbose_name="alasan diakhiri"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "periodextension",
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="period_extension_ended_with_reason",
            ),
        ),
    ]
