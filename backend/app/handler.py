"""What Lambda calls: `app.handler.handler`, with API Gateway's events of payload version 2.0."""

import os

from mangum import Mangum

from app.core.config import Settings
from app.main import create_app

handler = Mangum(create_app(Settings.read(os.environ)), lifespan='off')
