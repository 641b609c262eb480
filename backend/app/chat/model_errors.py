"""Bedrock's failures told apart: a sentence for the visitor, a precise line for the owner.

Names: botocore's service model of bedrock-runtime, operation Converse, and the common AWS errors.
"""

import logging

from app.core.errors import ApiError, TooLarge, TooManyRequests, Unavailable, UpstreamFailed
from app.core.logs import log
from app.services.clients import error_code

_THROTTLED = {
    'ThrottlingException',
    'TooManyRequestsException',
    'ServiceQuotaExceededException',
    'ModelNotReadyException',
}
_PASSING = {
    'ServiceUnavailableException',
    'InternalServerException',
    'ConnectionClosedError',
    'EndpointConnectionError',
}
_ADVICE = {
    'AccessDeniedException': (
        'The function may not use this model: its role must allow bedrock:InvokeModel on the inference profile and on '
        'the model in every region that it routes to, and the account must have access to the model.'
    ),
    'ValidationException': (
        'Bedrock refused the request as such. Usually BEDROCK_MODEL_ID does not fit the region: many models are only '
        'reached by an inference profile with the prefix of the region (eu., us., apac.).'
    ),
    'ResourceNotFoundException': 'There is no model or inference profile of this id in this region.',
    'ExpiredTokenException': 'The credentials that the function runs with have expired.',
    'UnrecognizedClientException': 'AWS does not know the credentials that the function runs with.',
    'InvalidSignatureException': 'AWS refused the signature: wrong secret key, or a clock that is off.',
    'NoCredentialsError': 'There are no AWS credentials in the environment of the function.',
    'NoRegionError': 'There is no AWS region in the environment of the function.',
}
_TOO_LONG = (
    'The question with its history and passages is more than this model takes: choose one with a larger context, or '
    'lower max_data_tokens in backend/app/core/config.py.'
)
_WAIT_SECONDS = 15


def is_passing(error: Exception) -> bool:
    """Whether the same request may well succeed at once."""
    return error_code(error) in _PASSING


def model_error(error: Exception, model_id: str) -> ApiError:
    """What the visitor is told; the owner's line is logged here."""
    code = error_code(error)
    response = getattr(error, 'response', None) or {}
    # Bedrock has one name for everything that is wrong with a request; only the text tells this one.
    is_too_long = (
        code == 'ValidationException' and 'too long' in str(response.get('Error', {}).get('Message', '')).lower()
    )
    log(
        logging.WARNING if code in _THROTTLED else logging.ERROR,
        'model_failed',
        code=code,
        model=model_id,
        advice=_TOO_LONG if is_too_long else _ADVICE.get(code, ''),
        aws_request_id=response.get('ResponseMetadata', {}).get('RequestId', ''),
    )
    if code in _THROTTLED:
        message = 'The twin is talking with many people. Please wait a moment and try again.'
        return TooManyRequests('model_busy', message, retry_after=_WAIT_SECONDS)
    if is_too_long:
        return TooLarge('prompt_too_long', 'This conversation has become too long. Please delete it and start anew.')
    if code in _ADVICE:
        return Unavailable('model_unusable')
    if code in ('ReadTimeoutError', 'ModelTimeoutException'):
        return UpstreamFailed('model_timeout', 'The twin thought about that for too long. Please try again.')
    return UpstreamFailed('model_failed')
