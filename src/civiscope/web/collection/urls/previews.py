"""Addresses of cities: the preview of the snapshot and the right of reply; and those of staff for the same preview."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import previews, replies

urlpatterns: list[URLPattern] = [
    path("<int:number>/preview/", previews.preview, name="preview"),
    path("<int:number>/preview/<str:name>", previews.preview_file, name="preview_file"),
    path("<int:number>/reply", replies.reply, name="reply"),
]
desk_patterns: list[URLPattern] = [
    path("snapshots/<int:number>/", previews.desk_preview, name="desk_preview"),
    path("snapshots/<int:number>/ask", previews.desk_preview_ask, name="desk_preview_ask"),
    path("snapshots/<int:number>/file/<str:name>", previews.desk_preview_file, name="desk_preview_file"),
]
