"""The Django service: the explorer of releases; collection and its desk come with their issues.

Importing it names the settings, so that whatever uses Django from here finds them.
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civiscope.web.service.settings")
