"""Prices of today, from the price service, kept for a minute."""

import logging
import time

import requests

from catalog.repository import Product

logger = logging.getLogger(__name__)

KEEP_SECONDS = 60


class PriceClient:
    def __init__(self, url: str) -> None:
        self._url = url
        self._kept: dict[str, tuple[float, int]] = {}

    def price_of(self, product: Product) -> int:
        """Price in cents; the list price while the price service cannot be asked."""
        kept = self._kept.get(product.sku)
        if kept and kept[0] > time.monotonic():
            return kept[1]
        try:
            response = requests.get(f"{self._url}/prices/{product.sku}", timeout=2)
            response.raise_for_status()
            price = int(response.json()["cents"])
        except requests.RequestException:
            return product.list_price
        self._kept[product.sku] = (time.monotonic() + KEEP_SECONDS, price)
        return price

    def forget(self) -> None:
        """Called when the price service announces a new price list."""
        print(f"forgot {len(self._kept)} prices")
        self._kept.clear()
        logger.info("price list changed")
