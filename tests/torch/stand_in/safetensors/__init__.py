"""Stands in for the package safetensors where it is not installed: what a document's program takes of it."""
