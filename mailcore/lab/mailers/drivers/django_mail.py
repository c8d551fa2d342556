"""Sends as a product made with Django would with these settings: a line of
JSON in, a line of JSON out."""
import json
import os
import platform
import sys

import django
from django.conf import settings
from django.core.mail import EmailMessage

settings.configure(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend")
settings.EMAIL_TIMEOUT = int(os.environ["TODOKU_WAIT"])
version = f"Django {django.get_version()}, Python {platform.python_version()}"


def send(s):
    settings.EMAIL_HOST, settings.EMAIL_PORT = s["host"], s["port"]
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = s["user"], s["password"]
    settings.EMAIL_USE_TLS = s["encryption"] == "starttls"
    settings.EMAIL_USE_SSL = s["encryption"] == "tls"
    settings.DEFAULT_FROM_EMAIL = s["from"]
    return EmailMessage("test", "test", None, [s["to"]]).send() == 1


for line in sys.stdin:
    s = json.loads(line)
    answer = {"ok": False, "error": "", "version": version}
    if s["host"]:
        try:
            answer["ok"] = send(s)
        except Exception as e:
            answer["error"] = f"{type(e).__name__}: {e}"
    print(json.dumps(answer), flush=True)
