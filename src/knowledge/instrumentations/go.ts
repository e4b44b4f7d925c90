/**
 * From opentelemetry-go-contrib and the registry of OpenTelemetry. Nothing in Go instruments by itself: a module that its
 * `go.mod` requires directly is one that the code calls.
 */
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const contrib = 'go.opentelemetry.io/contrib/instrumentation/';
const http = `${contrib}net/http/otelhttp`;
const exporters = 'go.opentelemetry.io/otel/exporters/';

const row = (frameworks: readonly string[], ...packages: readonly string[]): FrameworkInstrumentation => ({
  frameworks,
  kinds: null,
  packages,
  inBundle: false,
});

export const goInstrumentations = instrumentationTable({
  ecosystem: 'go',
  prefixes: [contrib],
  known:
    /^(?:go\.opentelemetry\.io\/|github\.com\/(?:uptrace\/opentelemetry-go-extra\/otel(?:sqlx?|gorm|zap|logrus|slog)|XSAM\/otelsql|exaring\/otelpgx|redis\/go-redis\/extra\/redisotel|riandyrn\/otelchi|dnwe\/otelsarama)(?:\/|$))/,
  starts: [
    ['go.opentelemetry.io/otel/sdk'],
    [
      `${exporters}otlp/otlptrace`,
      `${exporters}otlp/otlptrace/otlptracegrpc`,
      `${exporters}otlp/otlptrace/otlptracehttp`,
      `${exporters}jaeger`,
      `${exporters}zipkin`,
      'go.opentelemetry.io/contrib/exporters/autoexport',
    ],
  ],
  byMiddleware: true,
  frameworks: [
    row(['net/http', 'httprouter'], http),
    row(['gin'], `${contrib}github.com/gin-gonic/gin/otelgin`, http),
    row(['echo'], `${contrib}github.com/labstack/echo/otelecho`, 'github.com/labstack/echo-opentelemetry', http),
    row(
      ['fiber'],
      'github.com/gofiber/contrib/otelfiber',
      'github.com/gofiber/contrib/otelfiber/v2',
      'github.com/gofiber/contrib/v3/otel',
    ),
    row(['chi'], 'github.com/riandyrn/otelchi', http),
    row(['gorilla'], `${contrib}github.com/gorilla/mux/otelmux`, http),
    row(['aws-lambda'], `${contrib}github.com/aws/aws-lambda-go/otellambda`),
    row(['cron', 'asynq', 'machinery', 'nats']),
  ],
});
