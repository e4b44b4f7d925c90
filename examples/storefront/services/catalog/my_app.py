"""HTTP interface of the catalog."""

import logging
import os

from flask import Flask, abort, jsonify

from catalog.prices import PriceClient
from catalog.repository import ProductRepository

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)

app = Flask(__name__)
products = ProductRepository(os.environ.get("CATALOG_DATABASE", "catalog.db"))
prices = PriceClient(os.environ.get("PRICES_URL", "http://localhost:8081"))


@app.get("/products/<sku>")
def product(sku: str):
    found = products.find(sku)
    if found is None:
        abort(404)
    return jsonify(sku=found.sku, title=found.title, price=prices.price_of(found))


@app.get("/health")
def health():
    return {"status": "ok"}


def main() -> None:
    port = int(os.environ.get("PORT", "8080"))
    logger.info("catalog starts", extra={"port": port})
    app.run(host="0.0.0.0", port=port)


if __name__ == "__main__":
    main()
