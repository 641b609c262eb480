"""Rate limits as dependencies: they run before a body is read."""

from fastapi import Request

from app.core.rate_limit import RateLimiter
from app.core.visitor import visitor_of


async def limit_chats(request: Request) -> None:
    """Raises TooManyRequests for a visitor who writes too often."""
    limiter: RateLimiter = request.app.state.chat_limiter
    limiter.admit(visitor_of(request.scope))


async def limit_reads(request: Request) -> None:
    """Raises TooManyRequests for a visitor who looks too often."""
    limiter: RateLimiter = request.app.state.read_limiter
    limiter.admit(visitor_of(request.scope))
