"""What makes a reply: the prompt, the history, the model."""
