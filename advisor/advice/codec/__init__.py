"""What a plan was asked for and what it answered, as text and back without loss."""
