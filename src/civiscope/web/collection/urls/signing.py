"""Addresses of cities: signing off and receipts."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
