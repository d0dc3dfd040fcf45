"""Django's settings. What differs between machines comes from the environment:

``CIVISCOPE_HOSTS``    names under which readers reach the service, joined by commas; only this machine's where absent
``CIVISCOPE_RELEASES`` the folder of releases that `wsgi` opens
"""

from __future__ import annotations

import os
import secrets

SECRET_KEY = secrets.token_urlsafe(50)
"""Of this process only: the explorer signs nothing that has to outlive it."""

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("CIVISCOPE_HOSTS", "").split(",") if host] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
]
ROOT_URLCONF = "civiscope.web.service.urls"
INSTALLED_APPS = ["civiscope.web.explorer"]
MIDDLEWARE = [
    "civiscope.web.explorer.middleware.SecurityHeaders",
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
        "OPTIONS": {"builtins": ["civiscope.web.explorer.templatetags.explorer"]},
    }
]
DATABASES: dict[str, dict[str, str]] = {}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    }
}
CACHE_MIDDLEWARE_SECONDS = 3600
APPEND_SLASH = False
USE_I18N = False
USE_TZ = True
DEFAULT_CHARSET = "utf-8"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "none": {"class": "logging.NullHandler"}},
    "loggers": {
        # Refused requests are answered with a page; only defects are worth a line, and theirs is a traceback.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["none"], "propagate": False},
    },
}
