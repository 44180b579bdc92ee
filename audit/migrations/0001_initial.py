import django.core.serializers.json
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="waktu"
                    ),
                ),
                ("actor_id", models.BigIntegerField(editable=False, null=True, verbose_name="id pelaku")),
                ("actor_label", models.CharField(editable=False, max_length=200, verbose_name="pelaku")),
                ("verb", models.CharField(editable=False, max_length=60, verbose_name="kejadian")),
                ("target_type", models.CharField(editable=False, max_length=80, verbose_name="jenis objek")),
                ("target_id", models.CharField(editable=False, max_length=40, verbose_name="id objek")),
                ("target_label", models.CharField(editable=False, max_length=300, verbose_name="objek")),
                (
                    "data",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="data",
                    ),
                ),
            ],
            options={
                "verbose_name": "kejadian",
                "verbose_name_plural": "jejak audit",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["target_type", "target_id", "-at"], name="event_by_target")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e1de01de2c9f0df2033cadb85ebc9cff5820c148",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7d947",
                    table="audit_event",
                    when="BEFORE",
                ),
            ),
        ),
    ]
