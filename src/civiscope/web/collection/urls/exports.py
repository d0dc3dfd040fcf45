"""Addresses of the programme team: exports, and cities' replies before publication."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import exports, replies

urlpatterns: list[URLPattern] = [
    path("exports/", exports.exports, name="exports"),
    path("exports/audit.csv", exports.export_audit, name="export_audit"),
    path("exports/audit-with-contents.csv", exports.export_audit_contents, name="export_audit_contents"),
    path("exports/<int:number>/answers.<str:ending>", exports.export_answers, name="export_answers"),
    path("exports/<int:number>/origins.csv", exports.export_origins, name="export_origins"),
    path("exports/<int:number>/consent.csv", exports.export_consents, name="export_consents"),
    path("replies/<int:number>/", replies.replies, name="replies"),
    path("replies/<int:number>/open", replies.replies_open, name="replies_open"),
    path("replies/<int:number>/query", replies.reply_lead_back, name="reply_lead_back"),
]
