"""What `twin dev` serves: the same application, on a developer's machine."""

import os

from app.core.config import Settings
from app.main import create_app

app = create_app(Settings.read(os.environ))
