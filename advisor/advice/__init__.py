"""From targets to trades: pure functions over arrays and dataclasses."""
