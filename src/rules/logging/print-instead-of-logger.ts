/** What a service prints has no level, no fields and no way to be found: production reads the logger. */
import { printToLoggerFix } from '../../fixes/printToLogger.ts';
import { isCommandLineLibrary } from '../../knowledge/commandLineLibraries.ts';
import { hasLoggers, loggerRow } from '../../knowledge/loggers.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isPrint, librariesOf, loggerSources } from './libraries.ts';
import { isMeantToBePrinted, isPrinted } from './printed.ts';
import { isProcessCode, serviceName } from './services.ts';
import { isTestPath, isToolPath } from '../paths.ts';

export const printInsteadOfLogger = defineRule({
  id: 'print-instead-of-logger',
  area: 'logging',
  severity: 'information',
  scope: 'file',
  summary: 'A service that has a logger prints past it.',
  why:
    'Printed lines reach the same stream as the log and are not part of it: they have no level, no time, no fields and no ' +
    'trace id, a parser of structured logs drops them, and nobody can turn them up or down. In Python they may also wait ' +
    'in a buffer until the process ends.\n\n' +
    'It is reported in the code of services that production starts, where the file or the service logs through a library. ' +
    'A service that only prints has chosen so, and is left alone; so are command line programs, scripts, settings of build ' +
    'tools, tests, and what runs only when a file is started by hand. A text with colours, or one that is logged as well, ' +
    'is meant for the terminal. So is a text beside a log line of the same handler.',
  fixes:
    'The call becomes a call of the logger at the same level, with its arguments in the form the library takes: constant ' +
    'text, values as arguments or fields, an error in the form that keeps its stack. It wants a look, as the line goes ' +
    'another way from then on and a level may be turned off. Where the arguments have no sure form there is no fix.',
  examples: {
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
  },
  check(context) {
    const { facts, text, path } = context;
    const library = loggingLibrary(context);
    if (library === null || !isServiceCode(context)) return [];
    const sources = loggerSources(context);
    return facts.logCalls
      .filter((call) => isPrint(call.library) && isPrinted(facts, call))
      .flatMap((print): Draft[] => {
        const call = facts.calls[print.call];
        if (call === undefined || isMeantToBePrinted(context, print)) return [];
        const fix = printToLoggerFix({ path, text, facts }, print, sources);
        const name = call.callee;
        return [
          {
            file: path,
            range: call.range,
            message: `${serviceName(context) ?? 'the service'} logs with ${library}: what ${name} writes has no level and no fields there`,
            fixes: fix === null ? [] : [fix],
          },
        ];
      });
  },
});

/** What the file, else its service, logs with; null where it is nothing but print. */
function loggingLibrary(context: FileContext): string | null {
  const { facts } = context;
  const isLog = (library: string): boolean => !isPrint(library) && hasLoggers(loggerRow(facts.ecosystem, library));
  const used = [...facts.loggers, ...facts.logCalls].find((one) => one.library !== 'unknown' && isLog(one.library));
  if (used !== undefined) return used.library;
  // What only sounds like a logger may print itself; in Node, where services wrap their logger, it is one as a rule.
  const isUnnamed = facts.logCalls.some((one) => one.library === 'unknown');
  if (isUnnamed) return facts.ecosystem === 'node' ? 'a logger of its own' : null;
  return librariesOf(context)[0] ?? null;
}

/** Code that runs in a service which production starts. */
function isServiceCode(context: FileContext): boolean {
  const { path, facts, text, service, production } = context;
  if (!isProcessCode(context)) return false;
  if (service === null || !service.launches.some((launch) => !launch.oneShot)) return false;
  if (isTestPath(path) || (isToolPath(path) && !production.sources.has(path))) return false;
  if (facts.imports.some((one) => isCommandLineLibrary(facts.ecosystem, one.module))) return false;
  if (isOtherProgram(context) || /(?:^|\/)management\/commands\//.test(path)) return false;
  return !text.startsWith('#!') && !/\b(?:process|sys)\.argv\b/.test(text);
}

/** In Go, a program in a folder that only its own repository may import is a generator or a tool for releases. */
function isOtherProgram({ path, text, facts }: FileContext): boolean {
  return facts.ecosystem === 'go' && /(?:^|\/)internal\//.test(path) && /^package main\b/m.test(text);
}
