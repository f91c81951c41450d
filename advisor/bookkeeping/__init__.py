"""What the books add up to: tax lots and positions worked out from histories, what changed between imports, and what is wrong."""
