"""The audit log."""

from __future__ import annotations

from collections.abc import Mapping

from civiscope.web.common.models import AuditEvent


def record(actor: str, action: str, subject: str, detail: str = "") -> None:
    """Note that ``actor`` did ``action`` to ``subject``; call it in the transaction of the change itself.

    ``detail`` never holds an answer or a person's name.
    """
    AuditEvent.objects.create(actor=actor, action=action, subject=subject, detail=detail[:300])


def record_each(actor: str, action: str, details: Mapping[str, str]) -> None:
    """Note the same done to many, each with its detail by subject: `record` in one statement for hundreds."""
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(actor=actor, action=action, subject=subject, detail=detail[:300])
            for subject, detail in details.items()
        ],
        batch_size=500,
    )
