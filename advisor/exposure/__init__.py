"""Look-through: what a portfolio holds once every fund is opened. Pure functions over arrays and dataclasses."""
