"""The site's own settings, with the state of each test run in a folder of its own and quick passwords."""

import atexit
import os
import shutil
import tempfile

_KEPT = {"HEARD_DATABASE_URL", "HEARD_DATA"}
_STATE = tempfile.mkdtemp(prefix="heard-test-")
atexit.register(shutil.rmtree, _STATE, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("HEARD_") and name not in _KEPT]:
    del os.environ[_name]
os.environ["HEARD_HOME"] = _STATE
os.environ["HEARD_SECRET_KEY"] = "tests-only"

from heard.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
