"""The AWS clients, made when first needed: boto3 is the slowest import, and /health does without it."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, cast


class S3(Protocol):
    """What is used of boto3's S3 client; each raises botocore's ClientError or BotoCoreError."""

    def get_object(self, **parameters: str) -> Mapping[str, Any]:
        """Body (a stream), ETag and more."""

    def put_object(self, **parameters: str | bytes) -> Mapping[str, Any]:
        """ETag and more."""

    def list_object_versions(self, **parameters: str) -> Mapping[str, Any]:
        """At most a thousand Versions and DeleteMarkers, the newest of a key first."""

    def delete_object(self, **parameters: str) -> Mapping[str, Any]:
        """Deletes for good with a VersionId or in a bucket without versions."""


class DynamoDB(Protocol):
    """What is used of boto3's DynamoDB client."""

    def update_item(self, **parameters: Any) -> Mapping[str, Any]:
        """Raises ConditionalCheckFailedException when its condition does not hold."""


class Bedrock(Protocol):
    """What is used of boto3's bedrock-runtime client."""

    def converse(self, **parameters: Any) -> Mapping[str, Any]:
        """The reply (`output`), why it ended (`stopReason`) and what it took (`usage`)."""


@cache
def s3_client() -> S3:
    """Region, credentials and endpoint come from the environment, as for every AWS program."""
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=5, retries={'mode': 'standard', 'total_max_attempts': 2})
    return cast(S3, boto3.client('s3', config=config))


@cache
def dynamodb_client() -> DynamoDB:
    """A lost answer counts twice when it is asked for again: the budget may be under-used, never overdrawn."""
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=3, retries={'mode': 'standard', 'total_max_attempts': 3})
    return cast(DynamoDB, boto3.client('dynamodb', config=config))


@cache
def bedrock_client() -> Bedrock:
    """API Gateway hangs up after 30 seconds (its quota): one try may take 20, and the caller repeats."""
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=3, read_timeout=20, retries={'mode': 'standard', 'total_max_attempts': 1})
    return cast(Bedrock, boto3.client('bedrock-runtime', config=config))


def error_code(error: Exception) -> str:
    """The service's own name for a ClientError (`NoSuchKey`, `412`), or the exception's type."""
    response = getattr(error, 'response', None)
    return str(response['Error']['Code']) if response else type(error).__name__
