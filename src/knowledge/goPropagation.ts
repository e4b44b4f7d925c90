/** The propagator of Go is a no-op until it is set: https://opentelemetry.io/docs/languages/go/instrumentation/#propagators-and-context */
export const goPropagation = {
  /** What makes a program one that traces. */
  starts: 'go.opentelemetry.io/otel.SetTracerProvider',
  /** Text by which context is handed on in one way or another. */
  sets: /SetTextMapPropagator|WithPropagators?\(|\bautoprop\b|\bpropagation\.TraceContext\b|\botelconf\b|\bb3\.New\b|NewTextMapPropagator|opentelemetry-operations-go\/propagator/,
  /** Packages that read the context of a request, or write it into one. */
  carriers:
    /^go\.opentelemetry\.io\/contrib\/instrumentation\/|\/otel(?:grpc|http|gin|echo|fiber|chi|mux|connect|kafka\w*)(?:\/v\d+)?$|connectrpc\.com\/otelconnect/,
  line: 'otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))',
} as const;
