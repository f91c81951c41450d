"""What the market does, and where the investor's money stands in it. Pure: arrays in, dataclasses out."""
