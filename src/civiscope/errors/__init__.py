"""The catalogue of user-facing errors: code, place, value, what was expected and the remedy."""

from civiscope.errors.catalogue import CATALOGUE
from civiscope.errors.entry import Entry
from civiscope.errors.problem import Problem, ProblemLog, Severity, UserError, problem
from civiscope.errors.suggestions import Suggestions, did_you_mean

__all__ = [
    "CATALOGUE",
    "Entry",
    "Problem",
    "ProblemLog",
    "Severity",
    "Suggestions",
    "UserError",
    "did_you_mean",
    "problem",
]
