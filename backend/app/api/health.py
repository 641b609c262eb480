"""Says that the service runs, where, and in which version. Touches nothing else, so it is quick."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from app.core.config import Settings

router = APIRouter()


class Health(BaseModel):
    """The answer to a health check."""

    status: str
    environment: str
    version: str


@router.get('/health')
@router.get('/api/health')
async def health(request: Request) -> Health:
    """`/health` is for the API's own address, `/api/health` for the way through the site."""
    settings: Settings = request.app.state.settings
    return Health(status='ok', environment=settings.environment, version=settings.version)
