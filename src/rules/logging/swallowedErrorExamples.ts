/** The rule's examples, one for each language it speaks of. */
import type { Example } from '../../model/rule.ts';

export const swallowedErrorExamples: Readonly<Record<string, Example>> = {
  python: {
    bad: `import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        gateway.charge(order.card, order.total)
    [|except CardError:|]
        return False
    return True
`,
    good: `import logging

logger = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        gateway.charge(order.card, order.total)
    except CardError:
        logger.exception("gateway.charge failed")
        return False
    return True
`,
  },
  javascript: {
    bad: `const winston = require('winston');

const logger = winston.createLogger();

function refresh(cache) {
  cache.reload()[|.catch(() => {})|];
}

module.exports = { refresh };
`,
    good: `const winston = require('winston');

const logger = winston.createLogger();

function refresh(cache) {
  cache.reload().catch((error) => {
    logger.error('cache.reload failed', error);
  });
}

module.exports = { refresh };
`,
  },
  typescript: {
    bad: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<boolean> {
  try {
    await gateway.charge(order.card, order.total);
  } [|catch|] {
    return false;
  }
  return true;
}
`,
    good: `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<boolean> {
  try {
    await gateway.charge(order.card, order.total);
  } catch (error) {
    log.error({ err: error }, 'gateway.charge failed');
    return false;
  }
  return true;
}
`,
  },
  kotlin: {
    bad: `package shop

import io.github.oshai.kotlinlogging.KotlinLogging

private val logger = KotlinLogging.logger {}

class Payments(private val gateway: Gateway) {
    fun charge(order: Order): Receipt? =
        try {
            gateway.charge(order.card, order.total)
        } [|catch (e: CardException)|] {
            null
        }
}
`,
    good: `package shop

import io.github.oshai.kotlinlogging.KotlinLogging

private val logger = KotlinLogging.logger {}

class Payments(private val gateway: Gateway) {
    fun charge(order: Order): Receipt? =
        try {
            gateway.charge(order.card, order.total)
        } catch (e: CardException) {
            logger.error(e) { "gateway.charge failed" }
            null
        }
}
`,
  },
  java: {
    bad: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    boolean charge(Gateway gateway, Order order) {
        try {
            gateway.charge(order.card(), order.total());
            return true;
        } [|catch (CardException e)|] {
            return false;
        }
    }
}
`,
    good: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    boolean charge(Gateway gateway, Order order) {
        try {
            gateway.charge(order.card(), order.total());
            return true;
        } catch (CardException e) {
            log.error("gateway.charge failed", e);
            return false;
        }
    }
}
`,
  },
  go: {
    bad: `package main

import "log/slog"

func charge(gateway Gateway, order Order) bool {
	[|if err := gateway.Charge(order.Card, order.Total); err != nil|] {
		return false
	}
	return true
}

func main() {
	slog.Info("started")
}
`,
    good: `package main

import "log/slog"

func charge(gateway Gateway, order Order) bool {
	if err := gateway.Charge(order.Card, order.Total); err != nil {
		slog.Error("gateway.Charge failed", "err", err)
		return false
	}
	return true
}

func main() {
	slog.Info("started")
}
`,
  },
  csharp: {
    bad: `using Microsoft.Extensions.Logging;

namespace Shop;

public class Payments(ILogger<Payments> logger, IGateway gateway)
{
    public async Task<bool> Charge(Order order)
    {
        try
        {
            await gateway.ChargeAsync(order.Card, order.Total);
        }
        [|catch (CardException)|]
        {
            return false;
        }
        return true;
    }
}
`,
    good: `using Microsoft.Extensions.Logging;

namespace Shop;

public class Payments(ILogger<Payments> logger, IGateway gateway)
{
    public async Task<bool> Charge(Order order)
    {
        try
        {
            await gateway.ChargeAsync(order.Card, order.Total);
        }
        catch (CardException ex)
        {
            logger.LogError(ex, "gateway.ChargeAsync failed");
            return false;
        }
        return true;
    }
}
`,
  },
  php: {
    bad: `<?php

namespace App;

use Psr\\Log\\LoggerInterface;

class Payments
{
    public function __construct(private LoggerInterface $logger, private Gateway $gateway)
    {
    }

    public function charge(Order $order): bool
    {
        try {
            $this->gateway->charge($order->card, $order->total);
        } [|catch (GatewayException $e)|] {
            return false;
        }
        return true;
    }
}
`,
    good: `<?php

namespace App;

use Psr\\Log\\LoggerInterface;

class Payments
{
    public function __construct(private LoggerInterface $logger, private Gateway $gateway)
    {
    }

    public function charge(Order $order): bool
    {
        try {
            $this->gateway->charge($order->card, $order->total);
        } catch (GatewayException $e) {
            $this->logger->error('gateway.charge failed', ['exception' => $e]);
            return false;
        }
        return true;
    }
}
`,
  },
  ruby: {
    bad: `require 'logger'

class Payments
  LOG = Logger.new($stdout)

  def charge(order)
    @gateway.charge(order.card, order.total)
    true
  [|rescue CardError|]
    false
  end
end
`,
    good: `require 'logger'

class Payments
  LOG = Logger.new($stdout)

  def charge(order)
    @gateway.charge(order.card, order.total)
    true
  rescue CardError => e
    LOG.error("gateway.charge failed: #{e.full_message(highlight: false)}")
    false
  end
end
`,
  },
  rust: {
    bad: `use tracing::info;

pub async fn charge(gateway: &Gateway, order: &Order) -> bool {
    match gateway.charge(&order.card, order.total).await {
        Ok(receipt) => {
            info!(receipt = %receipt.id, "charged");
            true
        }
        [|Err(_)|] => false,
    }
}
`,
    good: `use tracing::info;

pub async fn charge(gateway: &Gateway, order: &Order) -> bool {
    match gateway.charge(&order.card, order.total).await {
        Ok(receipt) => {
            info!(receipt = %receipt.id, "charged");
            true
        }
        Err(error) => {
            tracing::error!(error = %error, "gateway.charge failed");
            false
        }
    }
}
`,
  },
};
