"""One version of the data: the pointer's list of files, each fetched and compared with what was promised."""

import hashlib
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from pydantic import BaseModel, Field, ValidationError

from app.core.errors import Unavailable
from app.core.logs import log
from app.services.clients import S3

Files = Mapping[str, str]

_TEXT = ('.txt', '.json', '.yml', '.yaml', '.md')


class DataFile(BaseModel):
    """One uploaded file, as whoever uploaded it saw it."""

    path: str = Field(pattern=r'^(personal_data|prompts)/[^\\]+$')
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r'^[0-9a-f]{64}$')


class Pointer(BaseModel):
    """`current.json`: written last, so everything that it names is there."""

    version: str = Field(pattern=r'^[0-9a-f]+$')
    files: list[DataFile]


def read_version(s3: S3, bucket: Mapping[str, str], pointer: bytes) -> Files:
    """Fetches the text files of the version side by side.

    Raises Unavailable data_invalid for a pointer or file that is not as promised, and botocore's errors.
    """
    try:
        wanted = Pointer.model_validate_json(pointer)
    except ValidationError as error:
        raise _invalid('current.json') from error
    files = [file for file in wanted.files if file.path.endswith(_TEXT)]
    if not any(file.path.startswith('personal_data/') for file in files):
        raise Unavailable('data_missing')

    def fetch(file: DataFile) -> bytes:
        content: bytes = s3.get_object(**bucket, Key=f'versions/{wanted.version}/{file.path}')['Body'].read()
        return content

    with ThreadPoolExecutor(max_workers=8) as pool:
        return {file.path: _checked(file, content) for file, content in zip(files, pool.map(fetch, files), strict=True)}


def _checked(file: DataFile, content: bytes) -> str:
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise _invalid(file.path)
    try:
        return content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise _invalid(file.path) from error


def _invalid(path: str) -> Unavailable:
    log(logging.ERROR, 'data_invalid', path=path)
    return Unavailable('data_invalid')
