"""The twin: answers visitors as the person whose data it was given."""
