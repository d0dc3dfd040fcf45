"""Addresses of the programme team: entering what a city told, by the way in which it came."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import entering, offline, saving, sections

_WAY = "enter/<int:number>/<slug:way>"

urlpatterns: list[URLPattern] = [
    path("enter/<int:number>/", entering.enter, name="enter"),
    path(f"{_WAY}/", entering.enter_way, name="enter_way"),
    path(f"{_WAY}/section/<slug:section>", sections.section, name="enter_section"),
    path(f"{_WAY}/save/<str:item>", saving.save, name="enter_save"),
    path(f"{_WAY}/question/<str:item>", sections.question, name="enter_question"),
    path(f"{_WAY}/changes/<slug:section>", sections.changes, name="enter_changes"),
    path(f"{_WAY}/offline", offline.offline, name="enter_offline"),
    path(f"{_WAY}/workbook.xlsx", offline.workbook, name="enter_workbook"),
    path(f"{_WAY}/workbook", offline.check_workbook, name="enter_workbook_check"),
    path(f"{_WAY}/workbook/save", offline.save_workbook, name="enter_workbook_save"),
]
