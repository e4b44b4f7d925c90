"""Accounts, as the database has them."""

from dataclasses import dataclass

import psycopg
from psycopg_pool import ConnectionPool


class AccountsUnavailable(Exception):
    """The database cannot be asked."""


@dataclass(frozen=True)
class Account:
    number: int
    name: str


class AccountRepository:
    def __init__(self, url: str) -> None:
        self._pool = ConnectionPool(url, open=False, timeout=5)

    def open(self) -> None:
        self._pool.open()

    def close(self) -> None:
        self._pool.close()

    def find(self, number: int) -> Account | None:
        try:
            with self._pool.connection() as connection:
                row = connection.execute(
                    "SELECT number, name FROM accounts WHERE number = %s", (number,)
                ).fetchone()
        except psycopg.Error as error:
            raise AccountsUnavailable(number) from error
        return Account(*row) if row else None
