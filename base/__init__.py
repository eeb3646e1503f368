"""What every other package uses: problems, settings, canonical bytes (基础)."""
