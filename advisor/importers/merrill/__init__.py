"""Merrill Edge: holdings, the holdings as the screen exports them, and transactions."""
