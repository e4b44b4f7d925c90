/** A service that was asked answered with an error, and the program goes on as if nothing had been asked. */
import { logInBranchFix } from '../../fixes/logInBranch.ts';
import { operationOf } from '../../fixes/operation.ts';
import { explains } from '../../languages/extraction/reasons.ts';
import type { BranchFact, CallFact, Facts } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { lineStart } from '../../model/text.ts';
import { loggerSources } from './libraries.ts';
import { isReviewed } from './reviewed.ts';

export const unloggedFailure = defineRule({
  id: 'unlogged-failure',
  area: 'logging',
  severity: 'information',
  scope: 'file',
  summary: 'An answer that says failure is dropped without a log line, an error or a metric.',
  why:
    'No exception is raised when another service answers with 500: the code looks at the status, returns nothing and goes on. ' +
    'Customers see less than there is, the dashboards are green, and nothing says that the other service has been down for an hour.\n\n' +
    'It is reported where the status of an answer is tested and what follows only returns an empty value or goes on with the next ' +
    'item. A branch that raises, logs, counts, returns an error or a value that says what happened is left alone, as is one for a ' +
    'status that is an answer by itself, such as 404, and a function that only asks whether something is there.',
  fixes:
    'A warning with the status at the beginning of the branch, with the logger that the file has; a file without one gets that of ' +
    'the service. Safe where the logger is there.',
  examples: {
    python: {
      bad: `import logging

import requests

logger = logging.getLogger(__name__)


def rates(currency):
    response = requests.get(f"https://rates.example.com/{currency}", timeout=5)
    if [|response.status_code != 200|]:
        return None
    return response.json()
`,
      good: `import logging

import requests

logger = logging.getLogger(__name__)


def rates(currency):
    response = requests.get(f"https://rates.example.com/{currency}", timeout=5)
    if response.status_code != 200:
        logger.warning("requests.get was answered with status %s", response.status_code)
        return None
    return response.json()
`,
    },
    javascript: {
      bad: `const winston = require('winston');

const logger = winston.createLogger();

async function rates(currency) {
  const response = await fetch('https://rates.example.com/' + currency);
  if ([|!response.ok|]) return null;
  return response.json();
}

module.exports = { rates };
`,
      good: `const winston = require('winston');

const logger = winston.createLogger();

async function rates(currency) {
  const response = await fetch('https://rates.example.com/' + currency);
  if (!response.ok) {
    logger.warn('fetch was answered with an error', { status: response.status });
    return null;
  }
  return response.json();
}

module.exports = { rates };
`,
    },
    typescript: {
      bad: `import pino from 'pino';

const log = pino();

export async function rates(currency: string): Promise<Rates | null> {
  const response = await fetch(\`https://rates.example.com/\${currency}\`);
  if ([|!response.ok|]) {
    return null;
  }
  return response.json();
}
`,
      good: `import pino from 'pino';

const log = pino();

export async function rates(currency: string): Promise<Rates> {
  const response = await fetch(\`https://rates.example.com/\${currency}\`);
  if (!response.ok) {
    throw new Error(\`rates answered \${response.status}\`);
  }
  return response.json();
}
`,
    },
    go: {
      bad: `package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

func rates(client *http.Client, url string) *Rates {
	resp, err := client.Get(url)
	if err != nil {
		slog.Error("rates failed", "err", err)
		return nil
	}
	defer resp.Body.Close()
	if [|resp.StatusCode != http.StatusOK|] {
		return nil
	}
	return decode(json.NewDecoder(resp.Body))
}
`,
      good: `package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

func rates(client *http.Client, url string) *Rates {
	resp, err := client.Get(url)
	if err != nil {
		slog.Error("rates failed", "err", err)
		return nil
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		slog.Warn("rates were answered with an error", "status", resp.StatusCode)
		return nil
	}
	return decode(json.NewDecoder(resp.Body))
}
`,
    },
    java: {
      bad: `package shop;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);
    private final HttpClient client = HttpClient.newHttpClient();

    String rates(HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if ([|response.statusCode() != 200|]) {
            return null;
        }
        return response.body();
    }
}
`,
      good: `package shop;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class App {
    private static final Logger log = LoggerFactory.getLogger(App.class);
    private final HttpClient client = HttpClient.newHttpClient();

    String rates(HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new RatesException(response.statusCode());
        }
        return response.body();
    }
}
`,
    },
  },
  check(context) {
    const { facts, path, text } = context;
    if (facts.branches.length === 0 || !isReviewed(context)) return [];
    const sources = loggerSources(context);
    return facts.branches.flatMap((branch): Draft[] => {
      const test = text.slice(branch.test.start, Math.min(branch.test.end, branch.test.start + 300));
      const failed = branch.exits ? failedAnswer(test, branch.negated) : null;
      if (failed === null || !dropsIt(context, branch) || onlyAsks(facts, branch)) return [];
      const call = answeredCall(context, branch, failed.answer);
      if (call === null) return [];
      const operation = operationOf(call) ?? 'the request';
      const fix = logInBranchFix({ path, text, facts }, branch, { message: operation, value: failed.status }, sources);
      return [
        {
          file: path,
          range: branch.test,
          message: `when ${operation} is answered with an error, it leaves no trace: production goes on as if there were nothing`,
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

interface FailedAnswer {
  /** The variable that holds the answer. */
  readonly answer: string;
  /** An expression for its status. */
  readonly status: string;
}

const answerNames = '(?<answer>(?:[A-Za-z_$][\\w$]*)?(?:[rR]esp(?:onse)?|[rR]es|[rR]esult|[rR]eply|[aA]nswer)|r)';
const statusNames =
  '(?<status>status_code|statusCode\\(\\)|statusCode|StatusCode|getStatusCode\\(\\)|status\\(\\)|status|Status|code\\(\\))';
const success =
  '(?:200|20\\d|299|300|(?:requests\\.codes|http|HTTPStatus|status|httpx\\.codes)\\.(?:ok|OK|StatusOK|HTTP_200_OK|StatusCreated|CREATED))';

const failures: readonly RegExp[] = [
  new RegExp(`^(?:!|not\\s+)${answerNames}\\??\\.(?:ok|is_success|is_ok|isSuccessful\\(\\)|IsSuccessStatusCode)$`),
  new RegExp(`^${answerNames}\\.(?:is_error|isError\\(\\))$`),
  new RegExp(`^${answerNames}\\??\\.${statusNames}\\s*(?:!==?|>|>=)\\s*(?:${success}|[345]00|399)$`),
  new RegExp(`^${answerNames}\\??\\.${statusNames}\\s+not\\s+in\\s*[([{][\\s\\d,]+[)\\]}]$`),
  new RegExp(
    `^${answerNames}\\??\\.${statusNames}\\s*<\\s*200\\s*(?:\\|\\||or)\\s*\\w+\\??\\.\\w+\\s*(?:>=\\s*[34]00|>\\s*[23]99)$`,
  ),
];
const successes: readonly RegExp[] = [
  new RegExp(`^${answerNames}\\??\\.(?:ok|is_success|isSuccessful\\(\\)|IsSuccessStatusCode)$`),
  new RegExp(`^${answerNames}\\??\\.${statusNames}\\s*===?\\s*${success}$`),
];

/** What a condition says of the answer to a request, where it says that it failed for whatever reason. */
function failedAnswer(test: string, negated: boolean): FailedAnswer | null {
  const written = test
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .trim();
  for (const pattern of negated ? successes : failures) {
    const groups = pattern.exec(written)?.groups;
    const answer = groups?.['answer'];
    if (answer === undefined) continue;
    return { answer, status: `${answer}.${groups?.['status'] ?? statusOf(written)}` };
  }
  return null;
}

function statusOf(written: string): string {
  if (/is_success|is_error/.test(written)) return 'status_code';
  if (/IsSuccessStatusCode/.test(written)) return 'StatusCode';
  if (/isSuccessful/.test(written)) return 'code()';
  return written.startsWith('not ') ? 'status_code' : 'status';
}

const emptyValue =
  '(?:null|None|nil|undefined|false|False|0|-1|\\[\\s*\\]|\\{\\s*\\}|\\(\\s*\\)|""|\'\'|``|Optional\\.empty\\(\\)|(?:Collections\\.empty\\w+|List\\.of|Map\\.of|list|dict|set)\\(\\)|Array\\.Empty<\\w+>\\(\\))';
const droppedBody = new RegExp(
  `^\\{?\\s*(?:return(?:\\s+${emptyValue}(?:\\s*,\\s*${emptyValue})*)?|continue)\\s*;?\\s*\\}?$`,
);

/** The branch does nothing but leave with nothing. A comment in it is a reason. */
function dropsIt({ text }: FileContext, { test, body }: BranchFact): boolean {
  const comments = /(?:#|\/\/|\/\*)[^\n]*/.exec(text.slice(test.end, body.end))?.[0];
  if (comments !== undefined && explains(comments)) return false;
  const above = text.slice(0, Math.max(lineStart(text, test.start) - 1, 0));
  if (explains(/^[ \t]*(?:#|\/\/).*$/.exec(above.slice(lineStart(above, above.length)))?.[0] ?? '')) return false;
  if (body.end - body.start >= 200) return false;
  const code = text.slice(body.start, body.end).replace(/(?:#|\/\/)[^\n]*|\/\*[^*]*\*\//g, '');
  return droppedBody.test(code.trim());
}

/** A function with a yes or no for an answer: whoever calls it knows what no means. */
function onlyAsks(facts: Facts, branch: BranchFact): boolean {
  const name = facts.functions[branch.function]?.name ?? '';
  return /^_*(?:is|has|can|should|check|exists?|ping|probe|test|verify|validate|try|health)(?=[A-Z_]|$)/i.test(name);
}

/** The request whose answer the variable holds, by the last assignment before; null where none is to be seen. */
function answeredCall({ facts, text }: FileContext, branch: BranchFact, answer: string): CallFact | null {
  let best: CallFact | null = null;
  for (const call of facts.calls) {
    if (call.range.end > branch.test.start || call.function !== branch.function) continue;
    const before = text.slice(Math.max(call.statement.start, call.range.start - 120), call.range.start);
    const isHeld = new RegExp(
      `(?:^|[\\s,(])${answer.replace(/\$/g, '\\$')}\\s*(?::\\s*[^=\\n]{1,60})?(?:,\\s*\\w+\\s*)?:?=\\s*(?:await\\s+|\\()*$`,
    ).test(before);
    // `with session.get(url) as response:`
    const behind = text.slice(call.range.end, call.range.end + 60);
    const isEntered = new RegExp(`^\\s*as\\s+${answer}\\b`).test(behind);
    if ((isHeld || isEntered) && isRequest(facts, call)) best = call;
  }
  return best;
}

function isRequest(facts: Facts, call: CallFact): boolean {
  const index = facts.calls.indexOf(call);
  if (facts.outboundCalls.some((outbound) => outbound.call === index)) return true;
  return /(?:^|\.)(?:fetch|get|post|put|patch|delete|head|request|send|do|Do|execute|exchange|GetAsync|PostAsync|SendAsync|_?(?:make_)?(?:api_)?request|urlopen|fetch\w*|\w*(?:Fetch|Request))$/i.test(
    call.callee,
  );
}
