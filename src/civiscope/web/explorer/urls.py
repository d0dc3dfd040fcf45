"""The addresses of the explorer within a release and a language; `middleware.Addresses` takes those off first."""

from __future__ import annotations

from django.urls import path, register_converter

from civiscope.web.explorer.api import api, schema
from civiscope.web.explorer.converters import CodeConverter, VariantConverter
from civiscope.web.explorer.views import (
    about,
    api_page,
    assets,
    cities,
    city,
    codebook,
    compare,
    documents,
    home,
    index,
    indices,
    questions,
    search,
)

register_converter(CodeConverter, "code")
register_converter(VariantConverter, "variant")

_QUESTION = "questions/<code:questionnaire>/<code:item>"

urlpatterns = [
    path("index.html", home.home, name="home"),
    path("cities.html", cities.cities, name="cities"),
    path("cities-<int:number>.html", cities.cities, name="cities_page"),
    path("cities.csv", cities.cities_csv, name="cities_csv"),
    path("cities/<slug:city>.html", city.city, name="city"),
    path("cities/<slug:city>.csv", city.city_csv, name="city_csv"),
    path("compare.html", compare.comparison, name="compare"),
    path("indices/index.html", indices.indices, name="indices"),
    path("indices/<str:index>--wave-<slug:wave>--page-<int:number>.html", index.index, name="index_wave_page"),
    path("indices/<str:index>--wave-<slug:wave>.html", index.index, name="index_wave"),
    path("indices/<str:index>--page-<int:number>.html", index.index, name="index_page"),
    path("indices/<str:index>.html", index.index, name="index"),
    path("indices/<str:index>.csv", index.index_csv, name="index_csv"),
    path("outcomes/index.html", documents.outcome, {"page": "index"}, name="outcomes"),
    path("outcomes/<str:page>.html", documents.outcome, name="outcome"),
    path("published/index.html", documents.published, name="published"),
    path("quality/index.html", documents.quality, name="quality"),
    path("methods/index.html", documents.methods, name="methods"),
    path("glossary/index.html", documents.glossary, name="glossary"),
    path("api.html", api_page.api_page, name="api"),
    path("openapi.json", schema, name="openapi"),
    path("", api.urls),
    path("data.html", about.data, name="data"),
    path("about.html", about.about, name="about"),
    path("releases.html", about.releases, name="releases"),
    path("releases/", about.releases),
    path("search.html", search.search, name="search"),
    path("questions.html", questions.questions, name="questions"),
    path(f"{_QUESTION}.html", questions.question, name="question"),
    path(f"{_QUESTION}<variant:variant>.html", questions.question, name="question"),
    path(f"{_QUESTION}.embed.html", questions.embed, name="question_embed"),
    path(f"{_QUESTION}<variant:variant>.embed.html", questions.embed, name="question_embed"),
    path(f"{_QUESTION}.csv", questions.as_csv, name="question_csv"),
    path(f"{_QUESTION}<variant:variant>.csv", questions.as_csv, name="question_csv"),
    path(f"{_QUESTION}.png", questions.picture, name="question_png"),
    path(f"{_QUESTION}<variant:variant>.png", questions.picture, name="question_png"),
    path("codebook.html", codebook.codebook, name="codebook"),
    path("codebook.csv", codebook.codebook_table, name="codebook_csv"),
    path("assets/<path:name>", assets.asset, name="asset"),
]
