"""The one way out for email. The backend is a setting: a folder of files, or SMTP."""

import logging
import smtplib
from collections.abc import Callable
from contextvars import copy_context
from datetime import datetime
from email.utils import format_datetime
from threading import Thread

from django.core.mail import EmailMessage
from django.db import connection

logger = logging.getLogger(__name__)


def send(*, to: str, subject: str, body: str, now: datetime) -> bool:
    """Send plain text to one address, and return whether it went out.

    A letter that cannot be sent never breaks what it tells of: call this after the change is committed, and show or
    record a False. Neither the address nor the words are logged.
    """
    return deliver(
        EmailMessage(subject=" ".join(subject.split()), body=body, to=[to], headers={"Date": format_datetime(now)})
    )


def deliver(message: EmailMessage) -> bool:
    """Hand a finished message to the backend, and return whether it took it."""
    try:
        return bool(message.send())
    except (OSError, smtplib.SMTPException, ValueError) as failure:
        logger.warning("An email could not be sent (%s).", type(failure).__name__)
        return False


def meanwhile(send: Callable[[], None]) -> None:
    """Run what sends a letter beside the request that asked for it; the process ends only once it is done."""

    def run() -> None:
        try:
            context.run(send)
        except Exception as failure:  # noqa: BLE001  nobody waits for it, and its traceback may hold an address
            logger.error("An email could not be made (%s).", type(failure).__name__)
        finally:
            connection.close()

    context = copy_context()
    Thread(target=run, name="letter").start()
