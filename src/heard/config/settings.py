"""Every setting of Heard, read from the environment. docs/reference/settings.md describes each variable."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from heard.accounts import session_lengths
from heard.config import environment, erasing, navigation, retention, sides
from heard.design import cookies, languages

PACKAGE = Path(__file__).resolve().parent.parent

HEARD_HOME = environment.folder("HEARD_HOME", Path.cwd() / "var")
HEARD_DEMO = environment.flag("HEARD_DEMO")
HEARD_DATA = environment.text("HEARD_DATA")
HEARD_RISK_RULES = environment.text("HEARD_RISK_RULES")
HEARD_SIDE = environment.choice("HEARD_SIDE", ("both", "public", "staff"))
HEARD_KEYS = environment.folder("HEARD_KEYS", HEARD_HOME / "keys")
HEARD_KEY_STORE = environment.choice("HEARD_KEY_STORE", ("files", "environment", "holder", "none"))
if HEARD_SIDE == "public":
    HEARD_KEY_STORE = "none"  # whatever lies on its disk: a process that serves the public opens nothing
HEARD_KEY_SOCKET = environment.folder("HEARD_KEY_SOCKET", HEARD_HOME / "keys.sock")
HEARD_RECEIPT_SECRET = environment.text("HEARD_RECEIPT_SECRET")
HEARD_READING = environment.choice("HEARD_READING", ("fast", "accurate"))
HEARD_POSTCODES = environment.folder("HEARD_POSTCODES", HEARD_HOME / "postcodes.table")
HEARD_PARTITIONS = environment.folder("HEARD_PARTITIONS", HEARD_HOME / "partitions")
HEARD_ANALYSIS = environment.choice("HEARD_ANALYSIS", ("duckdb", "postgresql", "spark"))
HEARD_ANALYSIS_MEMORY = environment.number("HEARD_ANALYSIS_MEMORY", 1024)
HEARD_SPARK = environment.text("HEARD_SPARK", "local[2]")
HEARD_BACKUP_DAYS = environment.number("HEARD_BACKUP_DAYS", 30)
HEARD_BACKUP_KEY_DAYS = environment.number("HEARD_BACKUP_KEY_DAYS", 7)
HEARD_HOURS_KEPT_DAYS = environment.number("HEARD_HOURS_KEPT_DAYS", 180)
HEARD_CHECK_LINKS = environment.flag("HEARD_CHECK_LINKS", default=True)
HEARD_NIGHT_HOUR = environment.number("HEARD_NIGHT_HOUR", 3)
HEARD_MENTION_SERVICES = environment.words("HEARD_MENTION_SERVICES")
HEARD_MENTION_LOGINS = dict(word.partition("=")[::2] for word in environment.words("HEARD_MENTION_LOGINS"))
HEARD_EXIT_URL = environment.text("HEARD_EXIT_URL", "https://www.bbc.co.uk/weather")
HEARD_BEHIND_PROXY = environment.flag("HEARD_BEHIND_PROXY")
HEARD_SECURITY_CONTACT = environment.words("HEARD_SECURITY_CONTACT")
HEARD_SECURITY_POLICY = environment.text("HEARD_SECURITY_POLICY")
HEARD_BASE_URL = environment.text("HEARD_BASE_URL", "http://127.0.0.1:8000").rstrip("/")

DEBUG = environment.flag("HEARD_DEBUG")
SECRET_KEY = environment.secret("HEARD_SECRET_KEY", HEARD_HOME / "secret-key")
SECRET_KEY_FALLBACKS = environment.words("HEARD_OLD_SECRET_KEYS")
STAFF_NAVIGATION = navigation.STAFF_NAVIGATION
SUCCESSION_PREVIEW = navigation.SUCCESSION_PREVIEW
ERASERS = erasing.ERASERS
RETENTION = retention.KINDS
ALLOWED_HOSTS = environment.words("HEARD_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [HEARD_BASE_URL]
ROOT_URLCONF = "heard.config.urls"
WSGI_APPLICATION = "heard.config.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "heard.accounts",  # before allauth, whose pages it draws anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "heard.design",
    "heard.places",
    "heard.campaigns",
    "heard.feedback",
    "heard.insight",
    "heard.casework",
    "heard.measurement",
    "heard.publication",
    "heard.config.apps.SiteConfig",
]

MIDDLEWARE = [
    "heard.design.middleware.SafeHeadersMiddleware",  # first: redirects to https, files and failures carry them too
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "heard.design.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "heard.accounts.uploads.UploadsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "heard.accounts.middleware.SessionLengthMiddleware",
    "heard.accounts.middleware.SecondFactorMiddleware",
    "heard.accounts.middleware.ShellMiddleware",
    "heard.design.middleware.NotFoundMiddleware",
]
MIDDLEWARE = sides.middleware_of(MIDDLEWARE, side=HEARD_SIDE)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "heard.design.environment.make_environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "heard.design.rendering.shell_context",
            ],
        },
    },
]

_DATABASE_URL = environment.text("HEARD_DATABASE_URL", f"sqlite:///{HEARD_HOME / 'heard.sqlite3'}")


def _database(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            " PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
        }
        settings["CONN_MAX_AGE"] = 600
    else:
        settings["CONN_MAX_AGE"] = 600
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


DATABASES = {"default": _database(_DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [(language.code, language.name) for language in languages.LANGUAGES]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = environment.text("HEARD_TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("HEARD_STATIC", HEARD_HOME / "static")
STATICFILES_DIRS = [Path("build/static").resolve()] if Path("build/static").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").is_file()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").is_file()
MEDIA_ROOT = HEARD_HOME / "files"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "heard.accounts.passwords.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "heard.accounts.adapters.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = environment.number("HEARD_PROOF_MINUTES", 15) * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}  # counted for all processes at once: see CACHES
ACCOUNT_FORMS = {
    "login": "heard.accounts.forms.signing_in.SignInForm",
    "reset_password": "heard.accounts.forms.signing_in.ForgottenPasswordForm",  # nosec B105
    "reset_password_from_key": "heard.accounts.forms.signing_in.NewPasswordForm",  # nosec B105
    "change_password": "heard.accounts.forms.signing_in.ChangePasswordForm",  # nosec B105
    "reauthenticate": "heard.accounts.forms.signing_in.ConfirmPasswordForm",
}
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=2).total_seconds())
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HEARD_BEHIND_PROXY else 0
MFA_ADAPTER = "heard.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Heard"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is proved by accepting an invitation sent to it
MFA_FORMS = {
    "authenticate": "heard.accounts.forms.signing_in.SecondFactorForm",
    "reauthenticate": "heard.accounts.forms.signing_in.ConfirmSecondFactorForm",
    "activate_totp": "heard.accounts.forms.signing_in.SetUpSecondFactorForm",
}

_HTTPS = HEARD_BASE_URL.startswith("https://")
HEARD_IDLE_MINUTES = environment.numbers("HEARD_IDLE_MINUTES", session_lengths.DEFAULT, known=session_lengths.NAMES)
SESSION_COOKIE_AGE = int(timedelta(hours=environment.number("HEARD_SESSION_HOURS", 12)).total_seconds())
SESSION_COOKIE_NAME = cookies.named("heard_staff", is_secure=_HTTPS)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie that holds words
CSRF_COOKIE_NAME = cookies.named("heard_csrf", is_secure=_HTTPS)
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "heard.design.views.stale_page"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HEARD_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send "Origin: null": see heard.design.headers
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

EMAIL_BACKEND = {
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
}[environment.text("HEARD_EMAIL", "file")]
EMAIL_FILE_PATH = HEARD_HOME / "mail"
EMAIL_HOST = environment.text("HEARD_EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("HEARD_EMAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("HEARD_EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("HEARD_EMAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("HEARD_EMAIL_TLS")
EMAIL_TIMEOUT = 10
HEARD_TEXT_GATEWAY = environment.text("HEARD_TEXT_GATEWAY")
HEARD_TEXT_KEY = environment.text("HEARD_TEXT_KEY")
DEFAULT_FROM_EMAIL = environment.text("HEARD_EMAIL_FROM", "heard@localhost")

CACHES = {
    "default": {  # holds counts of attempts, which all processes share; each name in it is a keyed hash
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "heard_attempts",
        "KEY_FUNCTION": "heard.accounts.attempts.name_of",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

DEFAULT_EXCEPTION_REPORTER = "heard.design.reporting.DiscreetReporter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "heard.design.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "heard.design.logs.DiscreetHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("HEARD_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},  # Django's own handler writes whole tracebacks in debug mode
        "django.db.backends": {"level": "INFO"},  # below that it writes every value that is stored
    },
}
