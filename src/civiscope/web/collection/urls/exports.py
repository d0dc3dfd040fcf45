"""Addresses of the programme team: exports and the release."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
