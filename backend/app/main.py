"""Puts the application together."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from app.api import chat, health
from app.chat.model import Model
from app.chat.twin import Twin
from app.core.boundary import RequestBoundary
from app.core.config import Settings
from app.core.errors import ApiError, BadRequest
from app.core.logs import start_logging
from app.core.origin import OriginGuard
from app.core.rate_limit import RateLimiter
from app.core.responses import error_response
from app.services.budget import Budget
from app.services.clients import bedrock_client, dynamodb_client, s3_client
from app.services.memory import Memory
from app.services.twin_data import TwinData


def create_app(settings: Settings) -> FastAPI:
    """The application for these settings; AWS is not touched before a request needs it."""
    start_logging(settings.log_level)
    app = FastAPI(
        title='Digital twin',
        version=settings.version,
        # Only on a developer's machine: a deployed twin tells nobody more than its page needs.
        openapi_url='/api/openapi.json' if settings.is_local else None,
        docs_url='/api/docs' if settings.is_local else None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.chat_limiter = RateLimiter(settings.chats_a_minute)
    app.state.read_limiter = RateLimiter(settings.reads_a_minute)
    data, memory = TwinData(settings, s3_client), Memory(settings, s3_client)
    budget, model = Budget(settings, dynamodb_client), Model(settings, bedrock_client)
    app.state.twin = Twin(settings, data, memory, budget, model)
    app.include_router(health.router)
    app.include_router(chat.router)
    app.add_exception_handler(ApiError, _answer_api_error)
    app.add_exception_handler(HTTPException, _answer_unknown)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    # The middleware added last is the outermost.
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=['DELETE', 'GET', 'POST'],
            allow_headers=['content-type'],
            allow_credentials=True,
        )
    app.add_middleware(OriginGuard, settings=settings)
    app.add_middleware(RequestBoundary)
    return app


async def _answer_api_error(_request: Request, error: Exception) -> Response:
    return error_response(error if isinstance(error, ApiError) else ApiError())


async def _answer_unknown(_request: Request, error: Exception) -> Response:
    """No route, or not with this method. Never a 404: CloudFront would answer with the chat page instead."""
    if getattr(error, 'status_code', 404) == 405:
        return error_response(BadRequest('wrong_method', 'This address does not answer to that method.'))
    return error_response(BadRequest('unknown_path', 'There is nothing at this address.'))


async def _answer_invalid(_request: Request, _error: Exception) -> Response:
    return error_response(BadRequest())
