"""Asking a time-stamp service (RFC 3161) within bounds: one small answer, in time, about what was asked."""

import asyncio
import http.client
import time
from urllib.parse import urlsplit

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

LARGEST_ANSWER = 64 * 1024  # bytes; a token with its chain has about 6 kB
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class BoundedTimeStamper(TimeStamper):
    """A time-stamp service at `url`; `timeout` seconds for a whole answer.

    Whatever is wrong with the service or its answer becomes a `TimestampRequestError`.
    """

    def __init__(self, url: str, timeout: float) -> None:
        super().__init__()
        self.url = url
        self.timeout = timeout

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The service's answer to one request."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._ask, req.dump()), strict=True)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over this digest."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            stamped = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            is_ours = stamped["hashed_message"].native == message_digest
        except TimestampRequestError:
            raise
        except (OSError, http.client.HTTPException, AttributeError, KeyError, TypeError, ValueError) as error:
            raise TimestampRequestError(f"no usable answer ({type(error).__name__})") from error
        if not is_ours:
            raise TimestampRequestError("the answer is about something else")
        return token

    def _ask(self, request: bytes) -> bytes:
        address = urlsplit(self.url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=self.timeout)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        deadline = time.monotonic() + self.timeout
        try:
            connection.request("POST", target, request, {"Content-Type": QUERY, "Accept": REPLY})
            with connection.getresponse() as response:
                if response.status != 200:
                    raise TimestampRequestError(f"HTTP {response.status}")
                return _bounded(response, deadline)
        finally:
            connection.close()


def _bounded(response: http.client.HTTPResponse, deadline: float) -> bytes:
    content = bytearray()
    while part := response.read1(1 << 14):
        content += part
        if len(content) > LARGEST_ANSWER:
            raise TimestampRequestError("the answer is too large")
        if time.monotonic() > deadline:
            raise TimestampRequestError("the answer is too slow")
    return bytes(content)
