/** A call that may wait for ever: when the other side hangs, whoever waits for the answer hangs with it. */
import { addTimeLimitFix } from '../../fixes/addTimeLimit.ts';
import { outboundRowsOf } from '../../knowledge/outboundLibraries.ts';
import type { OutboundRow } from '../../knowledge/outboundLibrary.ts';
import type { CallFact, Facts, OutboundCallFact } from '../../model/facts.ts';
import type { Production } from '../../model/production.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { isStartedByHand, runsInProcess } from '../processFiles.ts';

export const noTimeout = defineRule({
  id: 'no-timeout',
  area: 'rollout',
  severity: 'warning',
  scope: 'file',
  summary: 'A request to another system waits for ever when that system hangs.',
  why:
    'A system that is down refuses connections, and that fails at once. One that hangs accepts them and never answers: each ' +
    'request that asks it holds its worker, its connection and its memory, until none is left and everything stops, also ' +
    'what has nothing to do with that system. A limit turns that into an error that is seen and can be handled.\n\n' +
    'It is reported for HTTP, mail and file transfer by libraries that have no limit of their own, where none is given: not ' +
    'to the call, not to its client, not around it, not for the whole process. A limit that may come from elsewhere (options ' +
    'that are passed through, a client that another file makes, a context of the caller) is believed, and so is an explicit ' +
    '`None`. Calls of the machine itself are left alone. `fetch`, httpx, OkHttp, .NET and Ruby give up by themselves.',
  fixes:
    'A limit of ten seconds, in the form that the library takes. It wants a look: what is slow by design needs more, and what ' +
    'a user waits for needs less. Where a client or a request is made in a way that has no sure form there is no fix.',
  examples: {
    python: {
      bad: `import requests


def charge(order):
    return [|requests.post("https://api.stripe.com/v1/charges", json=order)|].json()
`,
      good: `import requests


def charge(order):
    return requests.post("https://api.stripe.com/v1/charges", json=order, timeout=10).json()
`,
    },
    javascript: {
      bad: `const axios = require('axios');

async function charge(order) {
  const { data } = await [|axios.post('https://api.stripe.com/v1/charges', order)|];
  return data;
}

module.exports = { charge };
`,
      good: `const axios = require('axios');

async function charge(order) {
  const { data } = await axios.post('https://api.stripe.com/v1/charges', order, { timeout: 10_000 });
  return data;
}

module.exports = { charge };
`,
    },
    typescript: {
      bad: `import got from 'got';

export async function charges(customer: string): Promise<unknown> {
  return [|got.get(\`https://api.stripe.com/v1/charges?customer=\${customer}\`)|].json();
}
`,
      good: `import got from 'got';

export async function charges(customer: string): Promise<unknown> {
  return got.get(\`https://api.stripe.com/v1/charges?customer=\${customer}\`, { timeout: { request: 10_000 } }).json();
}
`,
    },
    go: {
      bad: `package main

import (
	"net/http"
)

func charges() (*http.Response, error) {
	client := &http.Client{}
	return [|client.Get("https://api.stripe.com/v1/charges")|]
}
`,
      good: `package main

import (
	"net/http"
	"time"
)

func charges() (*http.Response, error) {
	client := &http.Client{Timeout: 10 * time.Second}
	return client.Get("https://api.stripe.com/v1/charges")
}
`,
    },
    java: {
      bad: `package shop;

import org.springframework.web.client.RestTemplate;

class Charges {
    private final RestTemplate rest = new RestTemplate();

    String list() {
        return [|rest.getForObject("https://api.stripe.com/v1/charges", String.class)|];
    }
}
`,
      good: `package shop;

import java.time.Duration;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.web.client.RestTemplate;

class Charges {
    private final RestTemplate rest;

    Charges(RestTemplateBuilder builder) {
        this.rest = builder.setReadTimeout(Duration.ofSeconds(10)).build();
    }

    String list() {
        return rest.getForObject("https://api.stripe.com/v1/charges", String.class);
    }
}
`,
    },
  },
  check(context) {
    const { path, text, facts, production } = context;
    const waiting = facts.outboundCalls.filter((one) => one.timeout === 'none' && reported.has(one.kind));
    if (waiting.length === 0 || !isReviewed(context) || !runsInProcess(context) || isStartedByHand(context)) return [];
    return waiting.flatMap((outbound): Draft[] => {
      const call = facts.calls[outbound.call];
      const rows = outboundRowsOf(facts.ecosystem, outbound.library);
      const row = rows.find(({ gift }) => gift !== null) ?? rows[0];
      if (call === undefined || row === undefined || saysEndless(text, call, row)) return [];
      if (isLocal(outbound.target) || isLimitedElsewhere(production, facts, rows)) return [];
      const fix = addTimeLimitFix({ path, text, facts }, call, row);
      return [
        {
          file: path,
          range: call.range,
          message: message(facts, outbound, call),
          fixes: fix === null ? [] : [fix],
          // One client, one fault, however many of its calls wait.
          ...(row.gift?.form === 'client' && fix !== null ? { fault: `${path}:${outbound.library}` } : {}),
        },
      ];
    });
  },
});

/** Databases and caches are left to their pools, whose limits are seldom in the code. */
const reported = new Set<OutboundCallFact['kind']>(['http', 'rpc']);

/** The author has said that there is to be no limit. */
function saysEndless(text: string, { arguments: given }: CallFact, { limit, endless }: OutboundRow): boolean {
  return given.some(({ keyword, range, keys = [] }) => {
    if (keyword !== null) return limit?.keys.includes(keyword) === true;
    return (
      keys.some((key) => limit?.keys.includes(key)) &&
      endless.some((value) => text.slice(range.start, range.end).includes(value))
    );
  });
}

function isLocal(target: string | null): boolean {
  return /^(?:\w+:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?:[:/]|$)/.test(target ?? '');
}

/** Another file that took part in Production sets a limit for the whole process, or may. */
function isLimitedElsewhere({ sources }: Production, { ecosystem }: Facts, rows: readonly OutboundRow[]): boolean {
  const patterns = rows.flatMap(({ processLimit }) => processLimit ?? []);
  if (patterns.length === 0) return false;
  let known = limited.get(sources);
  if (known === undefined) limited.set(sources, (known = new Map()));
  const key = [ecosystem, ...patterns.map(({ source }) => source)].join('\0');
  let isLimited = known.get(key);
  if (isLimited === undefined) {
    isLimited = [...sources.values()].some(
      (source) => patterns.some((pattern) => pattern.test(source.text)) && source.facts?.ecosystem === ecosystem,
    );
    known.set(key, isLimited);
  }
  return isLimited;
}

/** Every call to one library asks the same of the same files. */
const limited = new WeakMap<Production['sources'], Map<string, boolean>>();

const words: Readonly<Record<Facts['entries'][number]['kind'], string>> = {
  route: 'this request and its worker hang',
  job: 'this job and its worker hang',
  consumer: 'this consumer hangs',
  schedule: 'this job hangs',
};

function message(facts: Facts, outbound: OutboundCallFact, call: CallFact): string {
  const host = /^https?:\/\/([\w.-]+\.[a-z]{2,})(?=[:/?#]|$)/i.exec(outbound.target ?? '')?.[1];
  const entry = facts.entries.find(
    ({ handler }) => handler !== -1 && contains(facts.functions[handler]?.range ?? { start: -1, end: -1 }, call.range),
  );
  const who = entry === undefined ? 'whatever waits for this call hangs' : words[entry.kind];
  return `when ${host ?? 'the other side'} hangs, ${who} with it: ${outbound.library} has no timeout of its own and none is given`;
}
