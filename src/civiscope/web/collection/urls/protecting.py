"""Addresses of cities: personal data and evidence."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
