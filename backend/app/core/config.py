"""The one place where the environment is read. Terraform sets these on the function."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LOCAL = 'local'


@dataclass(frozen=True)
class Settings:
    """What this deployment is told from outside, and the limits that it keeps."""

    environment: str
    project_name: str = ''
    version: str = 'unknown'
    account_id: str = ''
    data_bucket: str = ''
    memory_bucket: str = ''
    budget_table: str = ''
    bedrock_model_id: str = ''
    chat_enabled: bool = True
    messages_a_day: int = 500
    tokens_a_day: int = 5_000_000
    origin_secrets: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    log_level: str = 'INFO'

    # Four bytes of UTF-8 or twelve of JSON escapes a character: the body always holds the message.
    max_message_characters: int = 2_000
    max_body_bytes: int = 32_768
    max_turns_kept: int = 40
    max_history_turns: int = 20
    max_history_tokens: int = 4_000
    max_data_tokens: int = 20_000
    max_reply_tokens: int = 800
    data_cache_seconds: float = 60.0
    chats_a_minute: int = 20
    reads_a_minute: int = 60

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> 'Settings':
        """Takes the settings from environment variables; what is absent stays empty."""
        return cls(
            environment=variables.get('ENVIRONMENT', '').strip(),
            project_name=variables.get('PROJECT_NAME', '').strip(),
            version=variables.get('APP_VERSION', '').strip() or 'unknown',
            account_id=variables.get('ACCOUNT_ID', '').strip(),
            data_bucket=variables.get('DATA_BUCKET', '').strip(),
            memory_bucket=variables.get('MEMORY_BUCKET', '').strip(),
            budget_table=variables.get('BUDGET_TABLE', '').strip(),
            bedrock_model_id=variables.get('BEDROCK_MODEL_ID', '').strip(),
            # Only these two words let visitors in: a switch that is misspelt is off.
            chat_enabled=variables.get('CHAT_ENABLED', '').strip().lower() in ('', 'true'),
            messages_a_day=_whole(variables.get('DAILY_MESSAGES', ''), cls.messages_a_day),
            tokens_a_day=_whole(variables.get('DAILY_TOKENS', ''), cls.tokens_a_day),
            origin_secrets=_split(variables.get('ORIGIN_SECRETS', '')),
            cors_origins=_split(variables.get('CORS_ORIGINS', '')),
            log_level=variables.get('LOG_LEVEL', '').strip().upper() or 'INFO',
        )

    @property
    def is_local(self) -> bool:
        """On a developer's machine there is no CloudFront in front, so no origin secret either."""
        return self.environment == LOCAL

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about settings that are missing or wrong; with any of them nothing is served."""
        needed = {
            'ENVIRONMENT': self.environment,
            'DATA_BUCKET': self.data_bucket,
            'MEMORY_BUCKET': self.memory_bucket,
            'BEDROCK_MODEL_ID': self.bedrock_model_id,
        }
        found = [f'{name} is not set.' for name, value in needed.items() if not value]
        if not re.fullmatch(r'\d{12}', self.account_id):
            found.append('ACCOUNT_ID is not an account number of twelve digits.')
        if not self.budget_table and not self.is_local:
            found.append('BUDGET_TABLE is not set, so what the model costs a day would have no limit.')
        if min(self.messages_a_day, self.tokens_a_day) < 0:
            found.append('DAILY_MESSAGES and DAILY_TOKENS are whole numbers from 0.')
        if not self.origin_secrets and not self.is_local:
            found.append('ORIGIN_SECRETS is not set, so requests that went round CloudFront could not be told apart.')
        if any(not re.fullmatch(r'https?://[^/*\s]+', origin) for origin in self.cors_origins):
            found.append('CORS_ORIGINS may hold only whole origins such as https://example.org, no wildcard, no path.')
        return tuple(found)


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(',') if part.strip())


def _whole(value: str, otherwise: int) -> int:
    """A number as Terraform writes it; -1 for anything else, which `problems` then names."""
    if not value.strip():
        return otherwise
    return int(value) if re.fullmatch(r'\s*[0-9]{1,15}\s*', value) else -1
