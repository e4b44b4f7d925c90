import assert from 'node:assert/strict';
import { losses } from './losses.ts';

const prices = `
import requests


def get_prices():
    return requests.get("https://prices.example.com/all", timeout=5).json()
`;

const unlimited = prices.replace(', timeout=5', '');

describe('a time limit that a change takes away', () => {
  it('is missed of a request', async () => {
    assert.deepEqual(await losses('python', prices, unlimited), [
      'return requests.get("https://prices.example.com/all").json(): get_prices waits for ever now when prices.example.com hangs: the time limit of requests.get (timeout=5) is gone',
    ]);
  });

  it('is missed where the request moved to a new function of the file', async () => {
    const after = `
import requests


def get_prices():
    return load("https://prices.example.com/all").json()


def load(url):
    return requests.get(url)
`;
    // Not the function it was in: nothing is said where nothing is sure.
    assert.deepEqual(await losses('python', prices, after), []);
  });

  it('is missed of a client in Go', async () => {
    const before = `
      package main

      import (
      	"net/http"
      	"time"
      )

      func charges() (*http.Response, error) {
      	client := &http.Client{Timeout: 10 * time.Second}
      	return client.Get("https://api.stripe.com/v1/charges")
      }
    `;
    const after = before.replace('Timeout: 10 * time.Second', '').replace('\t"time"\n', '');
    const found = await losses('go', before, after);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /^return client\.Get.*charges waits for ever now when api\.stripe\.com hangs/);
  });

  it('is missed in the options of a request in TypeScript', async () => {
    const before = `
      import axios from 'axios';

      export async function charges(): Promise<unknown> {
        return axios.get('https://api.stripe.com/v1/charges', { timeout: 5000 });
      }
    `;
    assert.equal((await losses('typescript', before, before.replace(', { timeout: 5000 }', ''))).length, 1);
  });

  it('is missed where a limiter around the work is gone', async () => {
    const before = `
import asyncio


async def answer(queue):
    return await asyncio.wait_for(queue.next_answer(), 5)
`;
    const after = before.replace('asyncio.wait_for(queue.next_answer(), 5)', 'queue.next_answer()');
    assert.deepEqual(await losses('python', before, after), [
      'return await queue.next_answer(): answer waits for queue.next_answer however long that takes now: the limit of wait_for is gone',
    ]);
  });

  it('is missed where a context with a limit is gone in Go', async () => {
    const before = `
      package main

      import (
      	"context"
      	"time"
      )

      func answer(ctx context.Context, store Store) (Answer, error) {
      	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
      	defer cancel()
      	return store.LoadAnswer(ctx)
      }
    `;
    const after = before
      .replace(/^.*WithTimeout.*\n/m, '')
      .replace(/^.*defer cancel.*\n/m, '')
      .replace('\t"time"\n', '');
    assert.equal((await losses('go', before, after)).length, 1);
  });

  it('is not missed in Go where only a condition brought it', async () => {
    const before = `
      package main

      import (
      	"context"
      	"time"
      )

      func answer(ctx context.Context, store Store, trial bool) (Answer, error) {
      	if trial {
      		var cancel context.CancelFunc
      		ctx, cancel = context.WithTimeout(ctx, 5*time.Second)
      		defer cancel()
      	}
      	return store.LoadAnswer(ctx)
      }
    `;
    const after = before.replace(/\tif trial[^}]*\}\n\s*/, '').replace('\t"time"\n', '');
    assert.deepEqual(await losses('go', before, after), []);
  });

  const keeps = (what: string, after: string, before = prices) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', before, after), []));

  keeps(
    'where it is a constant now',
    prices
      .replace('timeout=5', 'timeout=PRICES_TIMEOUT')
      .replace('import requests', 'import requests\n\nPRICES_TIMEOUT = 5'),
  );
  keeps(
    'where it moved to a client',
    `
import httpx

client = httpx.Client(timeout=5)


def get_prices():
    return client.get("https://prices.example.com/all").json()
`,
  );
  keeps(
    'where the request is gone',
    `
def get_prices():
    return {}
`,
  );
  keeps(
    'where the library has one of its own',
    unlimited.replaceAll('requests', 'httpx'),
    prices.replaceAll('requests', 'httpx'),
  );
  keeps(
    'where the request was only written on more lines',
    prices.replace(
      '"https://prices.example.com/all", timeout=5',
      '\n        "https://prices.example.com/all",\n        timeout=5,\n    ',
    ),
  );
  keeps(
    'where something else around it limits it',
    unlimited.replace('def get_prices', '@timeout_after(5)\ndef get_prices'),
  );
});
