"""Civiscope: from the questionnaire of a study of city governments to its published benchmark."""

__version__ = "0.1.0"
