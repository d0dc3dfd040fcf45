"""Tests of hypotheses, as functions of estimates and their covariance; nothing here reads data."""
