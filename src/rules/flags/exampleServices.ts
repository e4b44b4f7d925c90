/** Small services that ask OpenFeature for flags, in several languages: for examples of rules. */

type Files = Readonly<Record<string, string>>;

const goModule = 'module example.com/shop\n\ngo 1.22\n';

/** A function that asks for one flag. @param key the key as it stands in the code, with its quotes */
export const asking: Readonly<
  Record<'javascript' | 'typescript' | 'go' | 'java' | 'kotlin' | 'csharp', (key: string) => Files>
> = {
  javascript: (key) => ({
    Procfile: 'web: node server.js\n',
    'package.json': '{ "name": "server" }\n',
    'server.js': `const { OpenFeature } = require('@openfeature/server-sdk');

const client = OpenFeature.getClient();

async function checkout(cart) {
  if (await client.getBooleanValue(${key}, false)) await cart.pay();
}

module.exports = { checkout };
`,
  }),
  typescript: (key) => ({
    Procfile: 'web: tsx server.ts\n',
    'server.ts': `import { OpenFeature } from '@openfeature/server-sdk';

const client = OpenFeature.getClient();

export async function checkout(cart: Cart): Promise<void> {
  if (await client.getBooleanValue(${key}, false)) await cart.pay();
}
`,
  }),
  go: (key) => ({
    Procfile: 'web: ./server\n',
    'go.mod': goModule,
    'main.go': `package main

import (
	"context"

	"github.com/open-feature/go-sdk/openfeature"
)

type shop struct {
	flags *openfeature.Client
}

func (s *shop) checkout(ctx context.Context) {
	isNew, err := s.flags.BooleanValue(ctx, ${key}, false, openfeature.EvaluationContext{})
	if err == nil && isNew {
		s.pay()
	}
}
`,
  }),
  java: (key) => ({
    Procfile: 'web: java -jar target/app.jar\n',
    'src/main/java/shop/Checkout.java': `package shop;

import dev.openfeature.sdk.Client;

class Checkout {
  private final Client flags;

  Checkout(Client flags) {
    this.flags = flags;
  }

  void checkout(Cart cart) {
    if (flags.getBooleanValue(${key}, false)) {
      cart.pay();
    }
  }
}
`,
  }),
  kotlin: (key) => ({
    Procfile: 'web: java -jar build/app.jar\n',
    'src/main/kotlin/shop/Checkout.kt': `package shop

import dev.openfeature.sdk.Client

class Checkout(private val flags: Client) {
    fun checkout(cart: Cart) {
        if (flags.getBooleanValue(${key}, false)) {
            cart.pay()
        }
    }
}
`,
  }),
  csharp: (key) => ({
    Procfile: 'web: dotnet Shop.dll\n',
    'Checkout.cs': `using OpenFeature;

class Checkout(IFeatureClient flags)
{
    public async Task Pay(Cart cart)
    {
        if (await flags.GetBooleanValueAsync(${key}, false))
        {
            await cart.Pay();
        }
    }
}
`,
  }),
};

const profile = (file: string, more: string): string =>
  `version: 1\nflags:\n  provider: openfeature\n  require: [{ paths: ["${file}"] }]\n${more}`;

/** A service whose one route takes orders. @param profileTail what the profile says beside where flags are wanted */
export const orders: Readonly<Record<'javascript' | 'go' | 'java', OrderService>> = {
  javascript: {
    file: 'server.js',
    surroundings: (tail) => ({
      'prodaware.yaml': profile('server.js', tail),
      Procfile: 'web: node server.js\n',
      'package.json': '{ "name": "server" }\n',
    }),
    code: (body, registration = "app.post('/orders'") => `const { OpenFeature } = require('@openfeature/server-sdk');
const axios = require('axios');
const express = require('express');

const app = express();
const flags = OpenFeature.getClient();

${registration}, async (request, response) => {
  if (await flags.getBooleanValue('new-prices', false)) await price(request.body);
${body.map((line) => `  ${line}\n`).join('')}  response.json({});
});

app.listen(8080);
`,
  },
  go: {
    file: 'main.go',
    surroundings: (tail) => ({
      'prodaware.yaml': profile('main.go', tail),
      Procfile: 'web: ./server\n',
      'go.mod': goModule,
    }),
    code: (body, registration = 'r.POST("/orders"') => `package main

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/open-feature/go-sdk/openfeature"
)

var flags = openfeature.NewClient("shop")
var client = http.Client{Timeout: 2 * time.Second}

func register(r *gin.Engine) {
	${registration}, order)
}

func order(c *gin.Context) {
	if isNew, _ := flags.BooleanValue(c, "new-prices", false, openfeature.EvaluationContext{}); isNew {
		price(c)
	}
${body.map((line) => `\t${line}\n`).join('')}	c.Status(http.StatusCreated)
}
`,
  },
  java: {
    file: 'src/main/java/shop/Orders.java',
    surroundings: (tail) => ({
      'prodaware.yaml': profile('src/main/java/shop/Orders.java', tail),
      Procfile: 'web: java -jar target/app.jar\n',
    }),
    code: (body, name = 'order') => `package shop;

import dev.openfeature.sdk.Client;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

@RestController
class Orders {
  private final RestTemplate http;
  private final Client flags;

  Orders(RestTemplate http, Client flags) {
    this.http = http;
    this.flags = flags;
  }

  @PostMapping("/orders")
  void ${name}(Order order) {
    if (flags.getBooleanValue("new-prices", false)) {
      order.price();
    }
${body.map((line) => `    ${line}\n`).join('')}    order.save();
  }
}
`,
  },
};

interface OrderService {
  readonly file: string;
  /** All but the code. @param tail what the profile says beside where flags are wanted */
  surroundings(tail: string): Files;
  /**
   * The code. @param body statements of the route, beside a question for a flag
   * @param header where the route stands as a finding marks it, or what takes its place
   */
  code(body: readonly string[], header?: string): string;
}
