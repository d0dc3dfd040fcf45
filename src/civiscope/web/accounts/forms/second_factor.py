"""Entering the code of an authenticator app, which works once."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator

from civiscope.web.accounts.domain.second_factor import use_code


class _OnceOnly:
    """What both forms have in common."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, where it is right and was not used before; recovery codes are used up by allauth."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not use_code(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class EnterCodeForm(_OnceOnly, AuthenticateForm):  # type: ignore[misc]
    """Signing in."""


class ConfirmCodeForm(_OnceOnly, ReauthenticateForm):  # type: ignore[misc]
    """Confirming before something is changed."""
