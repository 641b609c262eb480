"""Buckets in the moto server, and the person's data in them as the deployment lays it down."""

import hashlib
import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import boto3


@cache
def s3_client() -> Any:
    """The tests' own client; the application has another."""
    return boto3.client('s3')


def new_bucket(purpose: str) -> str:
    """An empty bucket that no other test knows."""
    name = f'{purpose}-{uuid.uuid4().hex[:12]}'
    s3_client().create_bucket(Bucket=name, CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
    return name


def publish(bucket: str, files: dict[str, bytes]) -> None:
    """Uploads a version of the data, and the pointer last."""
    listed = [
        {'path': path, 'bytes': len(content), 'sha256': hashlib.sha256(content).hexdigest()}
        for path, content in files.items()
    ]
    version = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
    for path, content in files.items():
        s3_client().put_object(Bucket=bucket, Key=f'versions/{version}/{path}', Body=content)
    point(bucket, {'version': version, 'files': listed})


def point(bucket: str, pointer: object) -> None:
    """Writes the pointer alone."""
    s3_client().put_object(Bucket=bucket, Key='current.json', Body=json.dumps(pointer).encode())


def sample_files(folder: Path) -> dict[str, bytes]:
    """The sample person's files, by their path below the data folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*') if path.is_file()}
