/** The rule's examples, one for each language it speaks of. */
import type { Example } from '../../model/rule.ts';

export const printInsteadOfLoggerExamples: Readonly<Record<string, Example>> = {
  python: {
    bad: `import logging

from flask import Flask

logger = logging.getLogger(__name__)
app = Flask(__name__)


@app.post("/orders/<order>")
def pay(order):
    [|print(f"paid {order}")|]
    return {"paid": order}


app.run()
`,
    good: `import logging

from flask import Flask

logger = logging.getLogger(__name__)
app = Flask(__name__)


@app.post("/orders/<order>")
def pay(order):
    logger.info("paid %s", order)
    return {"paid": order}


app.run()
`,
  },
  typescript: {
    bad: `import express from 'express';
import pino from 'pino';

const log = pino();
const app = express();

app.post('/orders', (request, response) => {
  const order = request.body;
  [|console.log('paid', order)|];
  response.json(order);
});

app.listen(8080, () => log.info('listens'));
`,
    good: `import express from 'express';
import pino from 'pino';

const log = pino();
const app = express();

app.post('/orders', (request, response) => {
  const order = request.body;
  log.info({ order }, 'paid');
  response.json(order);
});

app.listen(8080, () => log.info('listens'));
`,
  },
  kotlin: {
    bad: `package shop

import org.slf4j.LoggerFactory

private val log = LoggerFactory.getLogger("shop")

fun pay(order: Order) {
    [|println("paid $order")|]
}
`,
    good: `package shop

import org.slf4j.LoggerFactory

private val log = LoggerFactory.getLogger("shop")

fun pay(order: Order) {
    log.info("paid {}", order)
}
`,
  },
  java: {
    bad: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    void pay(Order order) {
        [|System.out.println("paid " + order.id())|];
    }
}
`,
    good: `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    void pay(Order order) {
        log.info("paid {}", order.id());
    }
}
`,
  },
  go: {
    bad: `package main

import (
	"fmt"
	"log/slog"
	"net/http"
)

func pay(w http.ResponseWriter, r *http.Request) {
	order := r.PathValue("order")
	[|fmt.Println("paid", order)|]
	fmt.Fprintln(w, order)
}

func main() {
	http.HandleFunc("POST /orders/{order}", pay)
	slog.Error("server stopped", "err", http.ListenAndServe(":8080", nil))
}
`,
    good: `package main

import (
	"fmt"
	"log/slog"
	"net/http"
)

func pay(w http.ResponseWriter, r *http.Request) {
	order := r.PathValue("order")
	slog.Info("paid", "order", order)
	fmt.Fprintln(w, order)
}

func main() {
	http.HandleFunc("POST /orders/{order}", pay)
	slog.Error("server stopped", "err", http.ListenAndServe(":8080", nil))
}
`,
  },
  csharp: {
    bad: `using Microsoft.Extensions.Logging;

namespace Shop;

public class Payments(ILogger<Payments> logger)
{
    public void Pay(Order order)
    {
        [|Console.WriteLine($"paid {order.Id}")|];
    }
}
`,
    good: `using Microsoft.Extensions.Logging;

namespace Shop;

public class Payments(ILogger<Payments> logger)
{
    public void Pay(Order order)
    {
        logger.LogInformation("paid {OrderId}", order.Id);
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
    public function __construct(private LoggerInterface $logger)
    {
    }

    public function refuse(string $order): void
    {
        [|error_log("refused $order")|];
    }
}
`,
    good: `<?php

namespace App;

use Psr\\Log\\LoggerInterface;

class Payments
{
    public function __construct(private LoggerInterface $logger)
    {
    }

    public function refuse(string $order): void
    {
        $this->logger->error('refused', ['order' => $order]);
    }
}
`,
  },
  ruby: {
    bad: `require 'logger'
require 'sinatra'

LOG = Logger.new($stdout)

post '/orders/:order' do
  [|puts "paid #{params[:order]}"|]
  status 204
end
`,
    good: `require 'logger'
require 'sinatra'

LOG = Logger.new($stdout)

post '/orders/:order' do
  LOG.info("paid #{params[:order]}")
  status 204
end
`,
  },
  rust: {
    bad: `use axum::extract::Path;
use tracing::info;

async fn pay(Path(order): Path<String>) -> String {
    [|println!("paid {order}")|];
    order
}

#[tokio::main]
async fn main() {
    info!("starts");
    let app = axum::Router::new().route("/orders/{order}", axum::routing::post(pay));
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
`,
    good: `use axum::extract::Path;
use tracing::info;

async fn pay(Path(order): Path<String>) -> String {
    info!("paid {order}");
    order
}

#[tokio::main]
async fn main() {
    info!("starts");
    let app = axum::Router::new().route("/orders/{order}", axum::routing::post(pay));
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
`,
  },
};
