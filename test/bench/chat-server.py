"""Two servers to compare: `twin` with AWS and the model answered at once from memory, and `echo`, a bare FastAPI."""

import io
import sys
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

BACKEND = Path(__file__).resolve().parents[2] / 'backend'
sys.path.insert(0, str(BACKEND))


class Buckets:
    """S3 as a dictionary."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def get_object(self, Key: str, **_rest: object) -> dict[str, Any]:  # noqa: N803
        from botocore.exceptions import ClientError

        if Key not in self.objects:
            raise ClientError({'Error': {'Code': 'NoSuchKey', 'Message': ''}}, 'GetObject')
        return {'Body': io.BytesIO(self.objects[Key]), 'ETag': f'"{len(self.objects[Key])}"'}

    def put_object(self, Key: str, Body: bytes, **_rest: object) -> dict[str, Any]:  # noqa: N803
        self.objects[Key] = Body
        return {'ETag': f'"{len(Body)}"'}


class Answers:
    """The model and the table, at once."""

    def converse(self, **_parameters: object) -> dict[str, Any]:
        message = {'content': [{'text': 'Takk, that is a good question.'}]}
        return {'output': {'message': message}, 'stopReason': 'end_turn', 'usage': {'inputTokens': 9, 'outputTokens': 9}}

    def update_item(self, **_parameters: object) -> dict[str, Any]:
        return {}


def twin() -> Any:
    """The application as it is deployed, but for who answers it."""
    from app.chat.model import Model
    from app.chat.twin import Twin
    from app.core.config import Settings
    from app.main import create_app
    from app.services.budget import Budget
    from app.services.memory import Memory

    settings = Settings(
        environment='local',
        account_id='123456789012',
        data_bucket='data',
        memory_bucket='memory',
        budget_table='budget',
        bedrock_model_id='model',
        chats_a_minute=10**9,
        log_level='INFO',
    )
    app = create_app(settings)
    buckets, answers = Buckets(), Answers()
    files = {f'personal_data/{path.name}': path.read_text() for path in (BACKEND / 'data' / 'personal_data').iterdir()}

    class Data:
        def files(self) -> dict[str, str]:
            return files

    memory = Memory(settings, lambda: buckets)  # type: ignore[arg-type, return-value]
    budget = Budget(settings, lambda: answers)  # type: ignore[arg-type, return-value]
    model = Model(settings, lambda: answers)  # type: ignore[arg-type, return-value]
    app.state.twin = Twin(settings, Data(), memory, budget, model)  # type: ignore[arg-type]
    return app


class Message(BaseModel):
    """As the twin's own."""

    message: str


def echo() -> FastAPI:
    """Says what it was told."""
    app = FastAPI()

    @app.post('/api/chat')
    def chat(body: Message) -> dict[str, str]:
        return {'reply': body.message}

    return app


if __name__ == '__main__':
    uvicorn.run({'twin': twin, 'echo': echo}[sys.argv[1]](), port=int(sys.argv[2]), log_level='error', access_log=False)
