import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import organisation.models.people

CREATE_CLOCK = """
    CREATE FUNCTION amanah_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
    AS 'SELECT pg_catalog.clock_timestamp()';
    COMMENT ON FUNCTION amanah_now() IS 'The clock that decides whether a period is open.';
"""
"""One name for the clock that decides, so that it can be set where nothing but the clock is in question."""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Employee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "employee_number",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        null=True,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^\\d{18}$", "NIP terdiri atas 18 angka.")],
                        verbose_name="NIP",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("title_prefix", models.CharField(blank=True, max_length=40, verbose_name="gelar depan")),
                ("title_suffix", models.CharField(blank=True, max_length=80, verbose_name="gelar belakang")),
                ("rank_code", models.CharField(blank=True, max_length=10, verbose_name="golongan")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telepon")),
            ],
            options={
                "verbose_name": "pegawai",
                "verbose_name_plural": "pegawai",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("employee_number__isnull", True), ("employee_number__regex", "^\\d{18}$"), _connector="OR"
                        ),
                        name="employee_number_eighteen_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="employee_name_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="nama")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "employee",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="user",
                        to="organisation.employee",
                        verbose_name="pegawai",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengguna",
                "verbose_name_plural": "pengguna",
                "ordering": ["username"],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Government",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(help_text="Misalnya: Kabupaten Contoh", max_length=120, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[("province", "Provinsi"), ("regency", "Kabupaten"), ("city", "Kota")],
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "region_code",
                    models.CharField(
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{2}(\\.\\d{2})?$", "Kode wilayah ditulis seperti 17 atau 17.07."
                            )
                        ],
                        verbose_name="kode wilayah",
                    ),
                ),
                (
                    "head_title",
                    models.CharField(
                        help_text="Misalnya: Bupati Contoh", max_length=60, verbose_name="sebutan kepala daerah"
                    ),
                ),
                ("seat", models.CharField(max_length=80, verbose_name="ibu kota")),
                (
                    "time_zone",
                    models.CharField(
                        choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                        default="Asia/Jakarta",
                        max_length=30,
                        verbose_name="zona waktu",
                    ),
                ),
                ("coat_of_arms", models.ImageField(blank=True, upload_to="government/", verbose_name="lambang daerah")),
                (
                    "letterhead",
                    models.TextField(
                        blank=True, help_text="Alamat, telepon; satu baris satu keterangan.", verbose_name="kop surat"
                    ),
                ),
            ],
            options={
                "verbose_name": "pemerintah daerah",
                "verbose_name_plural": "pemerintah daerah",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="government_is_single"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["province", "regency", "city"])),
                        name="government_kind_known",
                        violation_error_message="Pilihan ini tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("time_zone__in", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])),
                        name="government_time_zone_known",
                        violation_error_message="Pilihan ini tidak dikenal.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regional_secretariat", "Sekretariat Daerah"),
                            ("council_secretariat", "Sekretariat DPRD"),
                            ("inspectorate", "Inspektorat"),
                            ("service_office", "Dinas"),
                            ("agency", "Badan"),
                            ("district", "Kecamatan"),
                            ("urban_village", "Kelurahan"),
                            ("secretariat_section", "Bagian"),
                            ("division", "Bidang"),
                            ("subdivision", "Seksi"),
                            ("technical_unit", "UPTD"),
                            ("hospital", "RSUD"),
                            ("other", "Lainnya"),
                        ],
                        max_length=30,
                        verbose_name="jenis",
                    ),
                ),
                ("protocol_order", models.PositiveIntegerField(default=0, verbose_name="urutan protokol")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.workunit",
                        verbose_name="unit induk",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit kerja",
                "verbose_name_plural": "unit kerja",
                "ordering": ["protocol_order", "code"],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("operator", "Operator OPD"),
                            ("organisation_section", "Bagian Organisasi"),
                            ("planning_agency", "Bappeda"),
                            ("inspectorate", "Inspektorat"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=30,
                        verbose_name="peran",
                    ),
                ),
                ("start", models.DateField(verbose_name="mulai")),
                ("end", models.DateField(blank=True, null=True, verbose_name="selesai")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_grants",
                        to="organisation.workunit",
                        verbose_name="unit kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemberian peran",
                "verbose_name_plural": "pemberian peran",
                "ordering": ["user", "role", "-start"],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, unique=True, verbose_name="kode")),
                ("title", models.CharField(max_length=200, verbose_name="nama jabatan")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regional_head", "Kepala Daerah"),
                            ("deputy_regional_head", "Wakil Kepala Daerah"),
                            ("regional_secretary", "Sekretaris Daerah"),
                            ("assistant", "Asisten"),
                            ("expert_staff", "Staf Ahli"),
                            ("apparatus_head", "Kepala OPD"),
                            ("district_head", "Camat"),
                            ("administrator", "Administrator (Eselon III)"),
                            ("supervisor", "Pengawas (Eselon IV)"),
                            ("functional", "Fungsional"),
                            ("executing_staff", "Pelaksana"),
                        ],
                        max_length=30,
                        verbose_name="jenis",
                    ),
                ),
                ("echelon", models.CharField(blank=True, max_length=10, verbose_name="eselon")),
                ("protocol_order", models.PositiveIntegerField(default=0, verbose_name="urutan protokol")),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subordinates",
                        to="organisation.position",
                        verbose_name="atasan langsung",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="organisation.workunit",
                        verbose_name="unit kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "jabatan",
                "verbose_name_plural": "jabatan",
                "ordering": ["protocol_order", "code"],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.DateField(verbose_name="mulai")),
                ("end", models.DateField(verbose_name="sampai")),
                ("reason", models.CharField(max_length=200, verbose_name="alasan")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="diakhiri pada")),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="delegasi",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="organisation.position",
                        verbose_name="jabatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "delegasi",
                "verbose_name_plural": "delegasi",
                "ordering": ["-start", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gte", models.F("start"))),
                        name="delegation_ends_after_start",
                        violation_error_message="Hari terakhir tidak boleh sebelum hari pertama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="delegation_has_reason"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_on", None)),
                        expressions=[
                            ("position", "="),
                            (
                                organisation.models.people.DateRange(
                                    "start",
                                    "end",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="delegation_one_at_a_time",
                        violation_error_message="Jabatan ini sudah mempunyai delegasi pada masa itu. Akhiri dahulu delegasi itu, atau pilih tanggal lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("definitive", "Definitif"),
                            ("acting", "Plt."),
                            ("daily_acting", "Plh."),
                            ("interim", "Pj."),
                        ],
                        default="definitive",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("start", models.DateField(verbose_name="mulai")),
                (
                    "end",
                    models.DateField(
                        blank=True,
                        help_text="Hari terakhir; kosong berarti masih menjabat.",
                        null=True,
                        verbose_name="selesai",
                    ),
                ),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="organisation.employee",
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="organisation.position",
                        verbose_name="jabatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "penugasan",
                "verbose_name_plural": "penugasan",
                "ordering": ["-start", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["definitive", "acting", "daily_acting", "interim"])),
                        name="assignment_kind_known",
                        violation_error_message="Pilihan ini tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                        name="assignment_ends_after_start",
                        violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "definitive")),
                        expressions=[
                            ("position", "="),
                            (
                                organisation.models.people.DateRange(
                                    "start",
                                    "end",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="assignment_one_definitive_holder",
                        violation_error_message="Jabatan ini sudah mempunyai pejabat definitif pada masa itu. Akhiri dahulu penugasan sebelumnya atau pilih tanggal lain.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "definitive"), _negated=True),
                        expressions=[
                            ("position", "="),
                            (
                                organisation.models.people.DateRange(
                                    "start",
                                    "end",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="assignment_one_acting_holder",
                        violation_error_message="Jabatan ini sudah mempunyai Plt./Plh./Pj. pada masa itu. Akhiri dahulu penugasan sebelumnya atau pilih tanggal lain.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "definitive")),
                        expressions=[
                            ("employee", "="),
                            (
                                organisation.models.people.DateRange(
                                    "start",
                                    "end",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="assignment_one_definitive_post",
                        violation_error_message="Pegawai ini sudah memegang jabatan definitif lain pada masa itu. Akhiri dahulu penugasan itu, atau pilih status Plt./Plh.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="workunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "regional_secretariat",
                            "council_secretariat",
                            "inspectorate",
                            "service_office",
                            "agency",
                            "district",
                            "urban_village",
                            "secretariat_section",
                            "division",
                            "subdivision",
                            "technical_unit",
                            "hospital",
                            "other",
                        ],
                    )
                ),
                name="work_unit_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="work_unit_code_not_empty"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workunit",
            trigger=pgtrigger.compiler.Trigger(
                name="work_unit_acyclic",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE cyclic boolean;",
                    func="\n            WITH RECURSIVE ancestor(id) AS (\n                SELECT t.parent_id FROM organisation_workunit t WHERE t.id = NEW.id\n                UNION\n                SELECT t.parent_id FROM organisation_workunit t JOIN ancestor a ON t.id = a.id\n            )\n            SELECT EXISTS (SELECT 1 FROM ancestor WHERE id = NEW.id) INTO cyclic;\n            IF cyclic THEN\n                RAISE EXCEPTION 'cycle in organisation_workunit.parent_id at id %', NEW.id USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="706d93eeb717053ca24e4abe10ccc0e0172c54ab",
                    operation='INSERT OR UPDATE OF "parent_id"',
                    pgid="pgtrigger_work_unit_acyclic_11bc8",
                    table="organisation_workunit",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        ["operator", "organisation_section", "planning_agency", "inspectorate", "administrator"],
                    )
                ),
                name="role_grant_role_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                name="role_grant_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "operator"), _negated=True), ("unit__isnull", False), _connector="OR"
                ),
                name="role_grant_operator_has_unit",
                violation_error_message="Peran operator memerlukan unit kerja.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(
                fields=("user", "role", "unit", "start"), name="role_grant_unique", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "regional_head",
                            "deputy_regional_head",
                            "regional_secretary",
                            "assistant",
                            "expert_staff",
                            "apparatus_head",
                            "district_head",
                            "administrator",
                            "supervisor",
                            "functional",
                            "executing_staff",
                        ],
                    )
                ),
                name="position_kind_known",
                violation_error_message="Pilihan ini tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="position_code_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reports_to__isnull", True),
                    models.Q(("reports_to", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="position_not_own_superior",
                violation_error_message="Jabatan tidak dapat menjadi atasan dirinya sendiri.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="position_acyclic",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE cyclic boolean;",
                    func="\n            WITH RECURSIVE ancestor(id) AS (\n                SELECT t.reports_to_id FROM organisation_position t WHERE t.id = NEW.id\n                UNION\n                SELECT t.reports_to_id FROM organisation_position t JOIN ancestor a ON t.id = a.id\n            )\n            SELECT EXISTS (SELECT 1 FROM ancestor WHERE id = NEW.id) INTO cyclic;\n            IF cyclic THEN\n                RAISE EXCEPTION 'cycle in organisation_position.reports_to_id at id %', NEW.id USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="32bd4b70e24e7e87a1b8f522d08737723d57e676",
                    operation='INSERT OR UPDATE OF "reports_to_id"',
                    pgid="pgtrigger_position_acyclic_648e0",
                    table="organisation_position",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(CREATE_CLOCK, "DROP FUNCTION amanah_now()"),
    ]
