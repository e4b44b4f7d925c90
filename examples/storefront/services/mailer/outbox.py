"""Mails as they wait in the queue, and the way they leave."""

import json
import smtplib
from email.message import EmailMessage


def decode(payload: bytes) -> EmailMessage:
    fields = json.loads(payload)
    message = EmailMessage()
    message["From"] = "orders@storefront.example"
    message["To"] = fields["to"]
    message["Subject"] = fields["subject"]
    message.set_content(fields["body"])
    return message


def send(message: EmailMessage, host: str) -> None:
    with smtplib.SMTP(host, timeout=10) as server:
        server.send_message(message)
