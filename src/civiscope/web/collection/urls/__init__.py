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

urlpatterns = [
    *(path("answer/", include(part.urlpatterns)) for part in (answering, signing, offline, previews, protecting)),
    *(path("desk/", include(part.urlpatterns)) for part in (desk, entering, review, exports, protecting_desk)),
    *(path("desk/", include(part.desk_patterns)) for part in (offline, previews)),
]
