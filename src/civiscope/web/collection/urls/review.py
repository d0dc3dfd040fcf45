"""Addresses of the programme team: queries, corrections, approval, versions of the questionnaire."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
