"""The year at hand against its target: path, sections, light, what is due (年内监测)."""
