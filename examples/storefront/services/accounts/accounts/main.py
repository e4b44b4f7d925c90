"""HTTP interface of the accounts."""

from accounts.telemetry import start_telemetry

start_telemetry()

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor

from accounts.repository import AccountRepository, AccountsUnavailable

log = structlog.get_logger()
accounts = AccountRepository(os.environ["ACCOUNTS_DATABASE_URL"])


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    accounts.open()
    log.info("accounts starts")
    yield
    accounts.close()
    log.info("accounts stops")


app = FastAPI(lifespan=lifespan)
FastAPIInstrumentor.instrument_app(app)


@app.get("/accounts/{number}")
def account(number: int) -> JSONResponse:
    try:
        found = accounts.find(number)
    except AccountsUnavailable:
        log.exception("account lookup failed", number=number)
        return JSONResponse({"error": "accounts are not available"}, status_code=503)
    if found is None:
        return JSONResponse({"error": "no such account"}, status_code=404)
    return JSONResponse({"number": found.number, "name": found.name})


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
