"""Addresses of cities: print, workbook, last wave's answers."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
