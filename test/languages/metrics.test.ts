/** Metrics that code makes and records: source text in, labels out. */
import assert from 'node:assert/strict';
import { at, factsOf, source, type Name } from './render.ts';

async function metrics(name: Name, text: string): Promise<string[]> {
  const written = source(text);
  const facts = await factsOf(name, written);
  return facts.metrics.map(
    (metric) =>
      `${metric.vendor} ${metric.operation} ${metric.name} ${at(written, metric.nameRange)} {${metric.attributes
        .map(({ key, range, kind }) => `${key}=${kind} ${at(written, range)}`)
        .join(', ')}}`,
  );
}

describe('metrics', () => {
  it('of OpenTelemetry have attributes', async () => {
    assert.deepEqual(
      await metrics(
        'python',
        `
        from opentelemetry import metrics
        meter = metrics.get_meter(__name__)
        orders = meter.create_counter("orders")

        def pay(order):
            orders.add(1, {"user.id": order.user_id, "kind": "card"})
            orders.add(1, attributes={"url": request.url})
        `,
      ),
      [
        'opentelemetry create constant "orders" {}',
        'opentelemetry record unknown null {user.id=name order.user_id, kind=string "card"}',
        'opentelemetry record unknown null {url=name request.url}',
      ],
    );
    assert.deepEqual(
      await metrics(
        'typescript',
        `
        import { metrics } from '@opentelemetry/api';
        const orders = metrics.getMeter('shop').createCounter(\`orders.\${region}\`);
        export const pay = (userId: string) => orders.add(1, { userId, kind: 'card' });
        `,
      ),
      [
        'opentelemetry create interpolated `orders.${region}` {}',
        "opentelemetry record unknown null {userId=name userId, kind=string 'card'}",
      ],
    );
  });

  it('of Prometheus have labels, by name or in the order they are declared', async () => {
    assert.deepEqual(
      await metrics(
        'python',
        `
        from prometheus_client import Counter, Histogram
        REQUESTS = Counter("requests_total", "Requests", ["method", "path"])
        LATENCY = Histogram("latency", "Latency", labelnames=("user",))

        @LATENCY.time()
        def serve(request):
            REQUESTS.labels(request.method, request.path).inc()
            LATENCY.labels(user=request.user.email).observe(1)
            {}.set(1)
        `,
      ),
      [
        'prometheus create constant "requests_total" {}',
        'prometheus create constant "latency" {}',
        'prometheus record unknown null {}',
        'prometheus record unknown null {method=name request.method, path=name request.path}',
        'prometheus record unknown null {user=name request.user.email}',
      ],
    );
    assert.deepEqual(
      await metrics(
        'typescript',
        `
        import client from 'prom-client';
        const requests = new client.Counter({ name: 'requests', help: 'Requests', labelNames: ['path'] });
        export const serve = (req: Request) => {
          requests.inc({ path: req.url });
          requests.labels(req.url).inc();
        };
        `,
      ),
      [
        "prometheus create constant 'requests' {}",
        'prometheus record unknown null {path=name req.url}',
        'prometheus record unknown null {path=name req.url}',
      ],
    );
  });

  it('of statsd have tags', async () => {
    assert.deepEqual(
      await metrics(
        'python',
        `
        from datadog import statsd
        def pay(order):
            statsd.increment("orders", tags=["kind:card", f"user:{order.user_id}"])
            statsd.timing(f"orders.{order.id}", 12)
        `,
      ),
      [
        'statsd record constant "orders" {kind=string "kind:card", user=template f"user:{order.user_id}"}',
        'statsd record interpolated f"orders.{order.id}" {}',
      ],
    );
  });
});
