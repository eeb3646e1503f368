"""What every floor stands on: problems, settings, canonical bytes (基础)."""
