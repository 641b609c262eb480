"""What every part leans on: settings, errors, logs, limits."""
