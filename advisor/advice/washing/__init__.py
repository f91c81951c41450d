"""Wash sales: which losses do not count, and what would make one not count."""
