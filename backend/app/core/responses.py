"""How an error looks on the wire."""

from starlette.responses import JSONResponse

from app.core.errors import ApiError


def error_response(error: ApiError) -> JSONResponse:
    """The error's JSON, with Retry-After where waiting helps."""
    headers = {} if error.retry_after is None else {'retry-after': str(error.retry_after)}
    body = {'error': {'code': error.code, 'message': error.message}}
    return JSONResponse(body, status_code=error.status, headers=headers)
