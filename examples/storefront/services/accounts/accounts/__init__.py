"""Accounts of the shop's customers."""
