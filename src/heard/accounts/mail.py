"""The one way out for email. The backend is a setting: a folder of files, or SMTP."""

import logging
import smtplib
from datetime import datetime
from email.utils import format_datetime

from django.core.mail import EmailMessage

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
