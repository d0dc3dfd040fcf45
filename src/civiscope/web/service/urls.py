"""The addresses of the service."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("civiscope.web.explorer.urls"))]

handler400 = "civiscope.web.explorer.views.failures.bad_request"
handler404 = "civiscope.web.explorer.views.failures.not_found"
handler500 = "civiscope.web.explorer.views.failures.defect"
