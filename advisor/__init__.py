"""Rotation Advisor: see how much of a portfolio rides on the same few companies, and what to trade."""

__version__ = "0.1.0"
