"""Settings of Amanah: one file; what differs between two installations comes from the environment.

Without any variable this is a development installation on embedded services (see docs/adr/0001). With
AMANAH_ENV=production nothing is assumed: key, hosts, database and Redis must be named, or Django does not start.
What differs between governments or years is a row in the database, never a setting.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from pk_site import embedded, environment, schedule
from pk_site.environment import envbool, envint, envlist, envtext, envurl

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# --- What kind of installation this is ---------------------------------------------------------------------------

AMANAH_ENV = envtext("AMANAH_ENV", "development", choices=("development", "production"))
PRODUCTION = AMANAH_ENV == "production"
DEBUG = envbool("DEBUG", not PRODUCTION)
SECRET_KEY = envtext("SECRET_KEY", None if PRODUCTION else environment.DEVELOPMENT_KEY)
ALLOWED_HOSTS = envlist("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = envlist("CSRF_TRUSTED_ORIGINS")
SITE_URL = envtext("SITE_URL", None if PRODUCTION else "http://localhost:8000").rstrip("/")

if PRODUCTION:
    environment.refuse_what_is_unsafe(debug=DEBUG, secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS)

# --- Applications ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours, lowest floor first; nothing imports upward.
    "audit",
    "organisation",
    "messaging",
    "documents",
    "indicators",
    "realisations",
    "agreements",
    "evaluations",
    "duties",
    "reports",
    "exchange",
    "demo",
    # Django
    "organisation.administration.app.AmanahAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    # Third parties
    "rules.apps.AutodiscoverRulesConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_include_bootstrap",
    "django_htmx",
    "axes",
    "csp",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pk_site.compression.CompressedTextMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pk_site.null_characters.NullCharacterMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "pk_site.line_ends.LineEndsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "organisation.clock.government_zone_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pk_site.urls"
WSGI_APPLICATION = "pk_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"icons": "pk_site.icons"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pk_site.navigation.shell",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- PostgreSQL and Redis ----------------------------------------------------------------------------------------

DATABASE_URL = envtext("DATABASE_URL", None if PRODUCTION else embedded.database_url())
REDIS_URL = envtext("REDIS_URL", None if PRODUCTION else embedded.redis_url())
DATABASES = {"default": {**environment.database_from_url(DATABASE_URL), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}

# --- Background work: rows in PostgreSQL hold the truth, Celery only wakes workers -----------------------------------

# redis-py calls a socket unix://, Celery calls it redis+socket://.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = envtext("CELERY_BEAT_FILE", str(VAR_DIR / "beat-schedule"))
CELERY_BEAT_SCHEDULE = schedule.SCHEDULE

# After this time a worker that has claimed a message counts as dead; longer than the slowest mail server's answers.
OUTBOX_LEASE = timedelta(seconds=envint("AMANAH_OUTBOX_LEASE", 120, least=1))
# The same for a document of a print job or one that is prepared; longer than the renderer's own limits together.
PRINT_LEASE = timedelta(seconds=envint("AMANAH_PRINT_LEASE", 180, least=1))
# What is kept only for a while: documents that were prepared for somebody, the results of print jobs, which can be made
# again, and scans that nobody confirmed.
PREPARED_KEPT = timedelta(days=1)
PRINT_RESULTS_KEPT = timedelta(days=envint("AMANAH_PRINT_RESULTS_DAYS", 30, least=1))
UNCONFIRMED_SCANS_KEPT = timedelta(days=envint("AMANAH_UNCONFIRMED_SCANS_DAYS", 30, least=1))

# --- People ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "organisation.users.backends.NipOrUsernameBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "organisation:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = LOGIN_URL
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "organisation.users.backends.attempted_name"
AXES_LOCKOUT_CALLABLE = "organisation.users.account_views.locked_out"

# --- Browser security --------------------------------------------------------------------------------------------

SESSION_COOKIE_AGE = envint("SESSION_HOURS", 10, least=1) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
if envbool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    AXES_CLIENT_IP_CALLABLE = "pk_site.proxy.client_address"
X_FRAME_OPTIONS = "DENY"
_NOWHERE = {name: [NONE] for name in ("object-src", "base-uri", "frame-ancestors")}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {"default-src": [SELF], "img-src": [SELF, "data:"], "form-action": [SELF], **_NOWHERE}
}

# A whole quarterly report (30 and more indicators) is saved as one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A season's scans come at once; the page of scans takes 100 and says so.
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# --- Language, time, files, e-mail -------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
# Until the government is entered, whose own time zone then decides; and the zone of the schedule of beat.
TIME_ZONE = CELERY_TIMEZONE = envtext("TIME_ZONE", "Asia/Jakarta")
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STATICFILES_DIRS = [BASE_DIR / "static"]
# Private: evidence and issued documents are served by views that check who asks, never by a folder.
MEDIA_ROOT = Path(envtext("MEDIA_ROOT", str(VAR_DIR / "media")))
_HASHED = "pk_site.static_files.HashedStaticFiles"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "organisation.pages.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": _HASHED if PRODUCTION else _PLAIN},
}

# --- Electronic signatures: all off until named -------------------------------------------------------------------

SIGNING_TIMESTAMP_URL = envtext("SIGNING_TIMESTAMP_URL", "")  # RFC 3161; makes signatures PAdES B-T
SIGNING_TIMESTAMP_TIMEOUT = envint("SIGNING_TIMESTAMP_TIMEOUT", 10, least=1)  # seconds for one answer
SIGNING_TRUST_ROOTS = envtext("SIGNING_TRUST_ROOTS", "")  # PEM file; certificates must come from one of its issuers
SIGNING_KEYS_DIR = envtext("SIGNING_KEYS_DIR", "")  # folder of PKCS#12 files that this server keeps for its officials
SIGNING_KEYS_PASSWORD_FILE = envtext("SIGNING_KEYS_PASSWORD_FILE", None if SIGNING_KEYS_DIR else "")
BSRE_API = envtext("BSRE_API", "off", choices=("off", "v1", "v2"))
BSRE_URL = envtext("BSRE_URL", "" if BSRE_API == "off" else None)
BSRE_USER = envtext("BSRE_USER", "")
BSRE_PASSWORD = envtext("BSRE_PASSWORD", "")
BSRE_TIMEOUT = envint("BSRE_TIMEOUT", 50, least=1)  # seconds; the web server gives a request 60

# --- Antivirus for evidence: off until wanted ---------------------------------------------------------------------

# While clamd does not answer, `warn` keeps a file and marks it, `block` refuses it.
EVIDENCE_SCAN = envtext("EVIDENCE_SCAN", "off", choices=("off", "warn", "block"))
CLAMD_ADDRESS = envtext("CLAMD_ADDRESS", "/run/clamav/clamd.ctl")  # a socket file, or host:port

# --- WhatsApp: off until an account at Meta's Cloud API is named, and then named whole --------------------------------

WHATSAPP_API = envtext("WHATSAPP_API", "off", choices=("off", "cloud"))
_WHEN_ON = "" if WHATSAPP_API == "off" else None
WHATSAPP_URL = envurl("WHATSAPP_URL", "https://graph.facebook.com/v23.0")
WHATSAPP_PHONE_NUMBER_ID = envtext("WHATSAPP_PHONE_NUMBER_ID", _WHEN_ON)
WHATSAPP_TOKEN = envtext("WHATSAPP_TOKEN", _WHEN_ON)
WHATSAPP_TEMPLATE = envtext("WHATSAPP_TEMPLATE", _WHEN_ON)  # approved by Meta; places: name, subject, address
WHATSAPP_TEMPLATE_LANGUAGE = envtext("WHATSAPP_TEMPLATE_LANGUAGE", "id")
WHATSAPP_TIMEOUT = envint("WHATSAPP_TIMEOUT", 20, least=1)  # seconds for one exchange

# --- E-mail ------------------------------------------------------------------------------------------------------

EMAIL_HOST = envtext("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_PORT = envint("EMAIL_PORT", 587, least=1)
EMAIL_HOST_USER = envtext("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = envtext("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = envbool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = envint("EMAIL_TIMEOUT", 10, least=1)
DEFAULT_FROM_EMAIL = envtext("DEFAULT_FROM_EMAIL", "Amanah <amanah@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": envtext("LOG_LEVEL", "WARNING" if DEBUG else "INFO")},
}
