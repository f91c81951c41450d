"""Dialogs that stand before a change."""
