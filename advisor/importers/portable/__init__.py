"""The portable portfolio format."""
