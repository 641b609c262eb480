"""Everything that a visitor may be told went wrong, as types. None of them repeats what was sent."""


class ApiError(Exception):
    """An answer other than the wanted one: `{"error": {"code", "message"}}` with `status`.

    `status` is never 404: CloudFront turns an origin's 404 into the chat page.
    """

    status = 400
    code = 'bad_request'
    message = 'The request could not be understood.'

    def __init__(self, code: str | None = None, message: str | None = None, *, retry_after: int | None = None) -> None:
        super().__init__(code or self.code)
        self.code = code or self.code
        self.message = message or self.message
        self.retry_after = retry_after
        """Whole seconds for the Retry-After header."""


class BadRequest(ApiError):
    """400: the visitor's program sent something that is not a request of ours."""


class Forbidden(ApiError):
    """403: the request did not come through the site."""

    status = 403
    code = 'forbidden'
    message = 'This address answers only through the site.'


class TooLarge(ApiError):
    """413: more bytes than a message can have."""

    status = 413
    code = 'body_too_large'
    message = 'The request is too large.'


class WrongMediaType(ApiError):
    """415: the body is not JSON by its own description."""

    status = 415
    code = 'json_expected'
    message = 'Send the message as JSON, with the content type application/json.'


class TooManyRequests(ApiError):
    """429: ours or Bedrock's limit; always with `retry_after`."""

    status = 429
    code = 'too_many_requests'
    message = 'That was a lot at once. Please wait a moment and try again.'


class UpstreamFailed(ApiError):
    """502: a service behind us failed for a reason of its own; trying again may help."""

    status = 502
    code = 'upstream_failed'
    message = 'The answer did not come through. Please try again.'


class Unavailable(ApiError):
    """503: the owner of the twin has to mend something; the log says what."""

    status = 503
    code = 'unavailable'
    message = 'The twin cannot answer at the moment. Its owner has to look at its set-up.'
