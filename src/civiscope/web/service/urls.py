"""The addresses of the service."""

from __future__ import annotations

from django.urls import include, path

from civiscope.web.collection import urls as collection
from civiscope.web.common.views.assets import asset
from civiscope.web.service.health import health
from civiscope.web.service.metrics import metrics

urlpatterns = [
    # Saved answers are what is asked for most.
    *collection.urlpatterns,
    path("service/assets/<str:name>", asset, name="service_asset"),
    path("health", health, name="health"),
    path("metrics", metrics, name="metrics"),
    path("account/", include("civiscope.web.accounts.urls")),
    path("", include("civiscope.web.explorer.urls")),
]

handler400 = "civiscope.web.service.failures.bad_request"
handler403 = "civiscope.web.service.failures.forbidden"
handler404 = "civiscope.web.service.failures.not_found"
handler500 = "civiscope.web.service.failures.defect"
handler429 = "civiscope.web.service.failures.too_many_requests"
