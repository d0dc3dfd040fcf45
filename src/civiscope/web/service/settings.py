"""Django's settings. What differs between machines comes from the environment, see `environment`."""

from __future__ import annotations

from email.utils import parseaddr

from civiscope.web.service import environment

SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
PUBLIC_URL = environment.given("CIVISCOPE_URL").rstrip("/") or "http://127.0.0.1:8000"
SECURE_COOKIES = PUBLIC_URL.startswith("https://")
PROXIES = environment.proxies()
DATA_FOLDER = environment.data_folder()
ROOT_URLCONF = "civiscope.web.service.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Before allauth, whose pages it gives the house's look.
    "civiscope.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "civiscope.web.common",
    "civiscope.web.studies",
    "civiscope.web.collection",
    "civiscope.web.explorer",
]
MIDDLEWARE = [
    "civiscope.web.service.measuring.Measuring",
    "civiscope.web.common.headers.SecurityHeaders",
    "civiscope.web.service.body_size.BodySize",
    "civiscope.web.service.rooms.ExplorerRoom",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "civiscope.web.service.rooms.StaffRoom",
    "civiscope.web.service.flood.Flood",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "civiscope.web.service.gate.Gate",
]
STAFF_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
EXPLORER_MIDDLEWARE = [
    "civiscope.web.service.measuring.Measuring",
    "civiscope.web.explorer.methods.ReadingOnly",
    "django.middleware.common.CommonMiddleware",
    # A release never changes, so that a page once made is a page for all readers.
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
    "civiscope.web.explorer.middleware.Addresses",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["civiscope.web.explorer.templatetags.explorer"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "civiscope.web.accounts.frame.frame",
            ],
        },
    }
]
DATABASES = environment.databases()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        # So many addresses are counted at once before the oldest are forgotten.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
CACHE_MIDDLEWARE_ALIAS = "pages"
CACHE_MIDDLEWARE_SECONDS = 3600
APPEND_SLASH = False
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_CHARSET = "utf-8"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

BACKGROUND_WORK = "civiscope.web.service.background.start_background"

SESSION_COOKIE_NAME = "civiscope_staff"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_NAME = "civiscope_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "civiscope.web.common.views.failures.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if SECURE_COOKIES else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
# Cities have no session.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "civiscope.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
# Whoever asks for a new password must not be able to have mails sent to addresses that nobody knows here.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Civiscope"
# Clocks differ: a code is taken one half minute early or late as well, and once in any case.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "civiscope.web.accounts.forms.second_factor.EnterCodeForm",
    "reauthenticate": "civiscope.web.accounts.forms.second_factor.ConfirmCodeForm",
}

DEFAULT_FROM_EMAIL = environment.given("CIVISCOPE_MAIL_FROM") or "Civiscope <civiscope@localhost>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
IMAP_URL = environment.given("CIVISCOPE_IMAP_URL")
MAIL_FOLDER = environment.mail_folder()
_MAIL = environment.mail()
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
globals().update(_MAIL)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "outages": {"()": "civiscope.web.service.log_filters.OutagesInALine"},
        "tokens": {"()": "civiscope.web.service.log_filters.WithoutTokens"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["outages", "tokens"]},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        # Refused requests are answered with a page; only defects are worth a line, and theirs is a traceback.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["none"], "propagate": False},
        "civiscope": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
