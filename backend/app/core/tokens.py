"""How much of a model's attention a text takes, without the model's own tokenizer."""

_BYTES_A_TOKEN = 3


def tokens_of(text: str) -> int:
    """An upper estimate in tokens: models take four bytes of English a token, and about three of most other scripts."""
    return -(-len(text.encode()) // _BYTES_A_TOKEN)
