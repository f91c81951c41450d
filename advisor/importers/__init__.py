"""Brokers' files, read: bytes in, a `Statement` out, and every row accounted for."""
