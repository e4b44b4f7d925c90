/** What stands around the code of a small service that traces with OpenTelemetry: how it is launched, and its packages. For examples. */

type Files = Readonly<Record<string, string>>;

/** A service that loads the instrumentations of Node, and what else it depends on. */
export function tracedNode(file: string, ...packages: readonly string[]): Files {
  const all = ['@opentelemetry/api', '@opentelemetry/auto-instrumentations-node', ...packages];
  const dependencies = all.map((name) => `"${name}": "1"`).join(', ');
  return {
    Procfile: `app: tsx --require @opentelemetry/auto-instrumentations-node/register ${file}\n`,
    'package.json': `{ "dependencies": { ${dependencies} } }\n`,
  };
}

/** A service whose module requires OpenTelemetry directly, with the instrumentation of net/http. */
export function tracedGo(...modules: readonly string[]): Files {
  const all = [
    ...modules,
    'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp v0.53.0',
    'go.opentelemetry.io/otel v1.28.0',
    'go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc v1.28.0',
    'go.opentelemetry.io/otel/sdk v1.28.0',
  ];
  return {
    Procfile: 'app: ./shop\n',
    'go.mod': `module example.com/shop\n\ngo 1.22\n\nrequire (\n${all.map((one) => `\t${one}\n`).join('')})\n`,
  };
}

/** Spring with the starter, which traces what Spring serves, and Kafka; an agent traces nearly all there is. */
export function tracedSpring(agent = false): Files {
  return {
    Procfile: `app: java ${agent ? '-javaagent:/opt/opentelemetry-javaagent.jar ' : ''}-jar app.jar\n`,
    'pom.xml': `<project>
  <dependencies>
    <dependency>
      <groupId>io.opentelemetry.instrumentation</groupId>
      <artifactId>opentelemetry-spring-boot-starter</artifactId>
    </dependency>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-amqp</artifactId>
    </dependency>
  </dependencies>
</project>
`,
  };
}

/** A service of Ruby with the gems of some instrumentations. */
export function tracedRuby(command: string, ...instrumentations: readonly string[]): Files {
  const gems = ['exporter-otlp', ...instrumentations.map((name) => `instrumentation-${name}`), 'sdk'];
  return {
    Procfile: `app: ${command}\n`,
    Gemfile: `source 'https://rubygems.org'\n\n${gems.map((name) => `gem 'opentelemetry-${name}'\n`).join('')}`,
  };
}
