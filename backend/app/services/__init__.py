"""The AWS side: buckets and clients."""
