"""Addresses of cities: personal data and evidence."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import evidence, privacy

urlpatterns: list[URLPattern] = [
    path("privacy", privacy.privacy, name="privacy"),
    path("privacy/read", privacy.privacy_read, name="privacy_read"),
    path("my-data", privacy.my_data, name="my_data"),
    path("my-data.json", privacy.my_data_file, name="my_data_file"),
    path("my-data/delete", privacy.my_data_delete, name="my_data_delete"),
    path("<int:number>/evidence/<str:item>", evidence.evidence, name="case_evidence"),
    path("<int:number>/file/<int:evidence>", evidence.evidence_file, name="evidence_file"),
    path("<int:number>/file/<int:evidence>/remove", evidence.remove_evidence, name="evidence_remove"),
]
