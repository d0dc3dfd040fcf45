"""The addresses of cities (``answer/``) and of the programme team (``desk/``)."""

from __future__ import annotations

from django.urls import path

from civiscope.web.collection.views import cases, desk

urlpatterns = [
    path("answer/", cases.my_cases, name="my_cases"),
    path("answer/<int:number>/", cases.case, name="case"),
    path("answer/<int:number>/section/<slug:section>", cases.section, name="case_section"),
    path("answer/<int:number>/save/<str:item>", cases.save, name="case_save"),
    path("desk/", desk.desk, name="desk"),
]
