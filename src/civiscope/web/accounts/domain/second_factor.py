"""Codes of authenticator apps: each works once.

A code is taken in its own half minute and in the one before and after it, because clocks differ. allauth remembers for
half a minute, and in the memory of one process, that a code was used: too short, and too little where several processes
serve. So the last step that was used is kept with the app's secret.
"""

from __future__ import annotations

import hmac
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.http import HttpRequest

_LAST = "last_step"


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Note that a code of an app was used; False where it, or a later one, was used before."""
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        step = _step_of(held, code)
        if step is None or step <= held.data.get(_LAST, 0):
            return False
        held.data[_LAST] = step
        held.save(update_fields=["data"])
    return True


def note_first_code(request: HttpRequest, authenticator: Authenticator, **words: Any) -> None:
    """The code that set an app up is used as well; a receiver of ``authenticator_added``."""
    if authenticator.type == Authenticator.Type.TOTP:
        use_code(authenticator, request.POST.get("code", ""))


def _step_of(authenticator: Authenticator, code: str) -> int | None:
    """The half minute (counted from 1970) that a code belongs to, of those that are taken now."""
    secret, typed = decrypt(authenticator.data["secret"]), "".join(code.split())
    for step in yield_hotp_counters_from_time():
        if hmac.compare_digest(typed.encode(), format_hotp_value(hotp_value(secret, step)).encode()):
            return int(step)
    return None
