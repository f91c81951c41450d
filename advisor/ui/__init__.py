"""The window: the only package that knows Qt. Pages draw what presentation has put into words."""
