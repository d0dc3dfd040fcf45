"""Addresses of the programme team: the audit log, erasing contacts, files of evidence."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import audit, evidence

urlpatterns: list[URLPattern] = [
    path("audit", audit.audit, name="desk_audit"),
    path("audit.csv", audit.audit_file, name="desk_audit_file"),
    path("retention", audit.retention, name="desk_retention"),
    path("file/<int:evidence>", evidence.desk_evidence_file, name="desk_evidence_file"),
]
