"""Addresses of cities: the preview of the snapshot and the right of reply."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import previews, replies

urlpatterns: list[URLPattern] = [
    path("<int:number>/preview/", previews.preview, name="preview"),
    path("<int:number>/preview/<str:name>", previews.preview_file, name="preview_file"),
    path("<int:number>/reply", replies.reply, name="reply"),
]
