"""The addresses of cities (``answer/``) and of the programme team (``desk/``), a module a subject."""

from __future__ import annotations

from django.urls import include, path

from civiscope.web.collection.urls import (
    answering,
    desk,
    entering,
    exports,
    offline,
    previews,
    protecting,
    protecting_desk,
    review,
    signing,
)

ANSWER = [pattern for part in (answering, signing, offline, previews, protecting) for pattern in part.urlpatterns]
DESK = [pattern for part in (desk, entering, review, exports, protecting_desk) for pattern in part.urlpatterns]
DESK += [*offline.desk_patterns, *previews.desk_patterns]

urlpatterns = [
    path("answer/", include(ANSWER)),
    path("desk/", include(DESK)),
]
