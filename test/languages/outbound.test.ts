import assert from 'node:assert/strict';
import { factsOf, source, type Name } from './render.ts';

async function outbound(name: Name, text: string): Promise<string[]> {
  const facts = await factsOf(name, source(text));
  return facts.outboundCalls.map((one) =>
    [`${one.library} ${one.kind}`, facts.calls[one.call]?.callee.replace(/\s+/g, ''), one.timeout, one.target]
      .filter((part) => part !== null)
      .join(' '),
  );
}

describe('outbound calls', () => {
  describe('in Python', () => {
    it('wait for ever where nothing is given, and not where something is', async () => {
      const text = `
        import asyncio
        import requests
        from urllib.request import urlopen
        import httpx

        requests.get("https://api.stripe.com/v1/charges")
        requests.post(url, json=body, timeout=5)
        requests.get(url, timeout=None)
        requests.get(f"https://api.stripe.com/v1/{code}", **options)
        urlopen(url)
        urlopen(url, None, 3)
        httpx.get(url)
        httpx.get(url, timeout=None)

        async def run(client: httpx.AsyncClient):
            await asyncio.wait_for(client.get(url, timeout=None), 10)
      `;
      assert.deepEqual(await outbound('python', text), [
        'requests http requests.get none https://api.stripe.com/v1/charges',
        'requests http requests.post set',
        'requests http requests.get none',
        'requests http requests.get unknown https://api.stripe.com/v1/{code}',
        'urllib http urlopen none',
        'urllib http urlopen set',
        'httpx http httpx.get default',
        'httpx http httpx.get none',
        'httpx http client.get set',
      ]);
    });

    it('wait as long as their client says, which may be made elsewhere', async () => {
      const text = `
        import redis
        import requests
        from aiohttp import ClientSession, ClientTimeout

        bounded = redis.Redis(socket_timeout=3)
        bounded.get("a")

        def call(session: requests.Session):
            session.get(url)

        async def run():
            async with ClientSession(timeout=ClientTimeout(total=None)) as session:
                await session.get(url)
      `;
      assert.deepEqual(await outbound('python', text), [
        'redis cache bounded.get set',
        'requests http session.get unknown',
        'aiohttp http session.get none',
      ]);
      const made = 'import requests\nsession = requests.Session()\nsession.get(url)\n';
      assert.deepEqual(await outbound('python', made), ['requests http session.get none']);
      assert.deepEqual(await outbound('python', `${made}session.mount("https://", Bounded())\n`), [
        'requests http session.get unknown',
      ]);
    });
  });

  describe('in JavaScript and TypeScript', () => {
    it('wait for ever where nothing is given, and not where something is', async () => {
      const text = `
        import axios from 'axios';
        import https from 'node:https';
        axios.get('https://api.stripe.com');
        axios.post(url, body, { timeout: 5000 });
        axios.post(url, body, options);
        axios.get(url, { timeout: 0 });
        axios.get(url, { ...shared });
        axios({ url: 'https://api.stripe.com', method: 'get' });
        https.get('https://api.stripe.com', (response) => {});
        https.request({ hostname: 'api.stripe.com', timeout: 100 });
        fetch(url);
        fetch(url, { signal: AbortSignal.timeout(1000) });
        Promise.race([axios.get(url), late]);
      `;
      assert.deepEqual(await outbound('typescript', text), [
        'axios http axios.get none https://api.stripe.com',
        'axios http axios.post set',
        'axios http axios.post unknown',
        'axios http axios.get none',
        'axios http axios.get unknown',
        'axios http axios none https://api.stripe.com',
        'http http https.get none https://api.stripe.com',
        'http http https.request set api.stripe.com',
        'fetch http fetch default',
        'fetch http fetch set',
        'axios http axios.get set',
      ]);
    });

    it('wait as long as their client says, which may be made elsewhere', async () => {
      const text = `
        import axios, { type AxiosInstance } from 'axios';
        import { PrismaClient } from '@prisma/client';
        const client = axios.create({ baseURL: base, timeout: 3000 });
        client.get('/charges');
        export const call = (api: AxiosInstance) => api.get('/charges');
        const prisma = new PrismaClient();
        prisma.order.findMany();
      `;
      assert.deepEqual(await outbound('typescript', text), [
        'axios http client.get set /charges',
        'axios http api.get unknown /charges',
        'prisma database prisma.order.findMany default',
      ]);
      const open = "const axios = require('axios');\nconst api = axios.create({ baseURL });\napi.get('/charges');\n";
      assert.deepEqual(await outbound('javascript', open), ['axios http api.get none /charges']);
      assert.deepEqual(await outbound('javascript', `${open}axios.defaults.timeout = 3000;\n`), [
        'axios http api.get unknown /charges',
      ]);
    });

    it('are none where a function of the file has the name of a library', async () => {
      const text = `
        function request(path) {}
        request('user');
        const fetch = (path) => path;
        fetch('user');
      `;
      assert.deepEqual(await outbound('javascript', text), []);
    });
  });

  describe('in Go', () => {
    it('wait as long as the client that they use, which a literal makes', async () => {
      const text = `
        package main

        import (
        	"net/http"
        	"time"
        )

        type shop struct{ client *http.Client }

        func (s *shop) list() { s.client.Get("https://api.stripe.com") }

        func run() {
        	open := &http.Client{}
        	bounded := &http.Client{Timeout: 10 * time.Second}
        	own := &http.Client{Transport: transport}
        	open.Get("https://api.stripe.com")
        	bounded.Get("https://api.stripe.com")
        	own.Get("https://api.stripe.com")
        	http.Post("https://api.stripe.com", "text/plain", nil)
        }
      `;
      assert.deepEqual(await outbound('go', text), [
        'net/http.Client http s.client.Get unknown https://api.stripe.com',
        'net/http.Client http open.Get none https://api.stripe.com',
        'net/http.Client http bounded.Get set https://api.stripe.com',
        'net/http.Client http own.Get unknown https://api.stripe.com',
        'net/http http http.Post none https://api.stripe.com',
      ]);
    });
  });

  describe('in Java', () => {
    it('are HTTP where the code says so: a URL may be a file', async () => {
      const text = `
        import java.net.HttpURLConnection;
        import java.net.URL;
        import java.net.URLConnection;

        class Shop {
          void list(URL resource) throws Exception {
            HttpURLConnection remote = (HttpURLConnection) new URL(address).openConnection();
            URLConnection file = resource.openConnection();
          }
        }
      `;
      assert.deepEqual(await outbound('java', text), ['HttpURLConnection http newURL(address).openConnection none']);
    });
  });
});
