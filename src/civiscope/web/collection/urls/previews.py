"""Addresses of cities: the preview of the snapshot and the right of reply."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
