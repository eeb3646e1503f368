"""The candidate models."""
