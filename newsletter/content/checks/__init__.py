"""Checks: what a translation must keep, one small class each. `ALL` lists them."""
