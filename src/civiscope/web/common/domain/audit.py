"""The audit log."""

from __future__ import annotations

from civiscope.web.common.models import AuditEvent


def record(actor: str, action: str, subject: str, detail: str = "") -> None:
    """Note that ``actor`` did ``action`` to ``subject``; call it in the transaction of the change itself.

    ``detail`` never holds an answer or a person's name.
    """
    AuditEvent.objects.create(actor=actor, action=action, subject=subject, detail=detail[:300])
