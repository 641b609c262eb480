"""Whose request this is, as far as the parts in front of us vouch for it."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address

from starlette.types import Scope


def visitor_of(scope: Scope) -> str:
    """The network that a visitor is counted as: an IPv4 address, or an IPv6 /64 (one household has a whole one)."""
    client = scope.get('client')
    peer = str(client[0]) if client else ''
    forwarded = [
        entry.strip()
        for name, value in scope['headers']
        if name == b'x-forwarded-for'
        for entry in value.decode('latin-1').split(',')
        if entry.strip()
    ]
    return _network(viewer_address(forwarded, peer))


def viewer_address(forwarded: Sequence[str], peer: str) -> str:
    """The entry of X-Forwarded-For that CloudFront wrote; everything to its left is the visitor's own claim.

    CloudFront appends the viewer's address to whatever the viewer sent (CloudFront Developer Guide,
    "Request and response behavior for custom origins", client IP addresses). The HTTP API then appends
    the address of the CloudFront edge that called it, the same that it reports as
    requestContext.http.sourceIp (`peer` here). So the edge's entry, when it is there, is dropped, and
    the last of the rest is the viewer's.
    """
    entries = list(forwarded)
    if len(entries) > 1 and entries[-1] == peer:
        entries.pop()
    return entries[-1] if entries else peer


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return 'unknown'
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return f'{IPv6Address(int(parsed) >> 64 << 64)}/64'
    return str(getattr(parsed, 'ipv4_mapped', None) or parsed)
