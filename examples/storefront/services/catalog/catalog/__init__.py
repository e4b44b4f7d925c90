"""Products of the shop and what they cost today."""
