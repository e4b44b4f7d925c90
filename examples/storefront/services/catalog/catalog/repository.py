"""Products, as the catalog database has them."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    sku: str
    title: str
    list_price: int


class ProductRepository:
    def __init__(self, path: str) -> None:
        self._path = path

    def find(self, sku: str) -> Product | None:
        with sqlite3.connect(self._path) as connection:
            row = connection.execute(
                "SELECT sku, title, list_price FROM products WHERE sku = ?", (sku,)
            ).fetchone()
        return Product(*row) if row else None
