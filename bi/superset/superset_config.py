"""Superset on this machine alone: its own database beside this file, the marts read-only, nothing asked of the outside."""

import os
import secrets
from pathlib import Path

HOME = Path(__file__).with_name("home")
HOME.mkdir(exist_ok=True)
DATA_DIR = str(HOME)
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}?check_same_thread=false"

_key = HOME / "secret_key"
if not _key.exists():
    with os.fdopen(os.open(_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(42))
SECRET_KEY = _key.read_text()

PREVENT_UNSAFE_DB_CONNECTIONS = False  # a DuckDB file counts as unsafe; it is attached read-only and without access to others
CONTENT_SECURITY_POLICY_WARNING = False
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],  # keeps the page's counting pixel from being loaded
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
