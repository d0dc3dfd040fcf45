"""Addresses of cities: their questionnaires and answers."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import cases, saving

urlpatterns: list[URLPattern] = [
    path("", cases.my_cases, name="my_cases"),
    path("<int:number>/", cases.case, name="case"),
    path("<int:number>/section/<slug:section>", cases.section, name="case_section"),
    path("<int:number>/save/<str:item>", saving.save, name="case_save"),
]
