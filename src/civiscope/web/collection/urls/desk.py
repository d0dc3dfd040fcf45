"""Addresses of the programme team: fieldwork, contacts, mails, the dashboard."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import desk

urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
]
