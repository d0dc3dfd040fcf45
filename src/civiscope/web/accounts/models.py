"""Staff with accounts; people of cities with personal links, the codes mailed to them, and the devices they use."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from civiscope.web.common.rules.access import Role


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "", role: Role = Role.READER) -> User:
        """A new account; without a password it can be used after one was set by mail."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of the programme team."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="user_role_is_known")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def actor(self) -> str:
        """Who did something, for the audit log."""
        return f"staff:{self.pk}"


class Person(models.Model):
    """Someone of a city government: no password, but a personal link, confirmed by a code on every new device.

    ``link_number`` is counted up to revoke all links that were sent before.
    """

    name = models.CharField(max_length=200)
    email = models.EmailField(db_index=True)
    language = models.CharField(max_length=20)
    link_number = models.PositiveIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="person_has_one_email")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """Who did something, for the audit log."""
        return f"person:{self.pk}"


class Code(models.Model):
    """A one-time code that was mailed to a person; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    attempts_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code of {self.person_id}"


class Device(models.Model):
    """A browser in which a person has confirmed a code; only the hash of its key is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"device of {self.person_id}"
