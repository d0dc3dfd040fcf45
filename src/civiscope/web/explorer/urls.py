"""The addresses of the explorer within a release and a language; `middleware.Addresses` takes those off first."""

from __future__ import annotations

from django.urls import path

from civiscope.web.explorer.views import assets, cities, city, home

urlpatterns = [
    path("index.html", home.home, name="home"),
    path("cities.html", cities.cities, name="cities"),
    path("cities-<int:number>.html", cities.cities, name="cities_page"),
    path("cities.csv", cities.cities_csv, name="cities_csv"),
    path("cities/<slug:city>.html", city.city, name="city"),
    path("assets/<path:name>", assets.asset, name="asset"),
]
