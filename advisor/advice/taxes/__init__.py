"""What realised gains cost in tax: exactly, and as curves for the programme."""
