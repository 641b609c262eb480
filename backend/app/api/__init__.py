"""The HTTP side: one thin router a subject."""
