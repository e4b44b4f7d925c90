import assert from 'node:assert/strict';
import { noTimeout } from '../../../src/rules/rollout/no-timeout.ts';
import { check, checkFix, checkNoFix, checkRepository } from '../../support/check.ts';

describe('no-timeout', () => {
  it('says what hangs, and with whom', async () => {
    const route = `import requests
from flask import Flask

app = Flask(__name__)


@app.post("/orders")
def pay():
    return [|requests.get("https://api.stripe.com/v1/charges")|].json()
`;
    const [finding] = await check(noTimeout, 'python', route);
    assert.match(
      finding?.message ?? '',
      /^when api\.stripe\.com hangs, this request and its worker hang with it: requests/,
    );
  });

  it('believes a limit that may come from elsewhere', () =>
    check(
      noTimeout,
      'python',
      `import functools
import requests


def charge(session: requests.Session, url, **options):
    requests.get(url, **options)
    requests.get(url, timeout=None)
    session.get(url)
    get = functools.partial(requests.get, timeout=5)
    get(url)
    requests.get("http://localhost:8080/health")
`,
    ));

  it('is silent where another module of the process limits all sockets', () =>
    checkRepository(noTimeout, {
      Procfile: 'web: python app.py\n',
      'app.py': 'import socket\nimport charges\n\nsocket.setdefaulttimeout(10)\ncharges.run()\n',
      'charges.py': 'import requests\n\n\ndef run():\n    requests.get("https://api.stripe.com")\n',
    }));

  it('leaves tests and tools alone', () =>
    checkRepository(noTimeout, {
      Procfile: 'web: python app.py\n',
      'app.py': 'print(1)\n',
      'tests/test_charges.py': 'import requests\n\nrequests.get("https://api.stripe.com")\n',
      'scripts/release.py': 'import requests\n\nrequests.get("https://api.stripe.com")\n',
      'load/locustfile.py': 'import requests\n\nrequests.get("https://api.stripe.com")\n',
    }));

  it('leaves alone a program that somebody starts in a terminal and watches', () =>
    checkRepository(noTimeout, {
      Procfile: 'web: python app.py\n',
      'app.py': 'print(1)\n',
      'upload.py': '#!/usr/bin/env python3\nimport requests\n\nprint(requests.get("https://api.stripe.com"))\n',
      'shop.py':
        '#! /usr/bin/python\nimport requests\nimport sys\n\nrequests.post("https://api.stripe.com/" + sys.argv[1])\n',
      'module.py': '#!/usr/bin/env python3\nimport requests\n\nanswer = [|requests.get("https://api.stripe.com")|]\n',
    }));

  it('speaks of a program with an interpreter line that production starts', () =>
    checkRepository(noTimeout, {
      Procfile: 'web: python app.py\n',
      'app.py': '#!/usr/bin/env python3\nimport requests\n\nprint([|requests.get("https://api.stripe.com")|])\n',
    }));

  it('leaves alone what a package gives to tests', () =>
    checkRepository(noTimeout, {
      Procfile: 'web: python app.py\n',
      'app.py': 'print(1)\n',
      'shop/pytest_plugin.py': 'import requests\n\n\ndef schema(url):\n    return requests.get(url)\n',
      'go.mod': 'module example.com/shop\n\ngo 1.22\n',
      'shoptest/shop.go': 'package shoptest\n\nimport "net/http"\n\nfunc get() {\n\thttp.Get("https://a.io")\n}\n',
    }));

  it('says nothing of libraries that give up by themselves', () =>
    check(
      noTimeout,
      'typescript',
      "import ky from 'ky';\n\nexport const run = () => Promise.all([fetch('https://a.io'), ky.get('https://a.io')]);\n",
    ));

  it('limits a call that stands on several lines, on a line of its own', () =>
    checkFix(
      noTimeout,
      'python',
      `import requests

requests.post(
    "https://api.stripe.com/v1/charges",
    json=order,
)
`,
      `import requests

requests.post(
    "https://api.stripe.com/v1/charges",
    json=order,
    timeout=10,
)
`,
    ));

  it('limits a call in the options that it has', () =>
    checkFix(
      noTimeout,
      'javascript',
      "const axios = require('axios');\n\naxios.get('https://api.stripe.com', {\n  headers,\n});\n",
      "const axios = require('axios');\n\naxios.get('https://api.stripe.com', {\n  timeout: 10_000,\n  headers,\n});\n",
    ));

  it('limits a call in front of its callback', () =>
    checkFix(
      noTimeout,
      'javascript',
      "const https = require('https');\n\nhttps.get('https://api.stripe.com', (response) => response.resume());\n",
      "const https = require('https');\n\nhttps.get('https://api.stripe.com', { signal: AbortSignal.timeout(10_000) }, (response) => response.resume());\n",
    ));

  it('has no fix where the place of the options is not to be seen', () =>
    checkNoFix(
      noTimeout,
      'javascript',
      "const axios = require('axios');\n\n[|axios.post('https://api.stripe.com')|];\n",
    ));

  it('believes a context of the caller in Go, and not one made on the spot', () =>
    check(
      noTimeout,
      'go',
      `package main

import (
	"context"
	"net/http"
)

var client = &http.Client{}

func bounded(ctx context.Context) {
	request, _ := http.NewRequestWithContext(ctx, "GET", "https://api.stripe.com", nil)
	client.Do(request)
}

func endless() {
	request, _ := http.NewRequestWithContext(context.Background(), "GET", "https://api.stripe.com", nil)
	[|client.Do(request)|]
}

func given(request *http.Request) {
	client.Do(request)
}

func plain() {
	[|http.Get("https://api.stripe.com")|]
}
`,
    ));
});
