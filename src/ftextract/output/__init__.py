"""Profiles to what people and programs read: JSON Lines, a terminal page."""
