"""The addresses by which staff sign in; allauth's, as far as they are used here."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from civiscope.web.accounts.views import links

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("closed", account.account_inactive, name="account_inactive"),
    path("sign-out", account.logout, name="account_logout"),
    path("password", account.password_change, name="account_change_password"),
    path("confirm", account.reauthenticate, name="account_reauthenticate"),
    path("password/lost", account.password_reset, name="account_reset_password"),
    path("password/lost/sent", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/changed", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("two-factor", mfa.index, name="mfa_index"),
    path("two-factor/enter", mfa.authenticate, name="mfa_authenticate"),
    path("two-factor/confirm", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("two-factor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("two-factor/app/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-factor/codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("two-factor/codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("two-factor/codes/file", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("link/lost", links.lost, name="link_lost"),
    path("link/out", links.sign_out, name="sign_out"),
    path("link/<str:token>", links.link, name="link"),
    path("link/<str:token>/code", links.code, name="link_code"),
]
