import assert from 'node:assert/strict';
import { dependency, jvm, php, pom, rails, verdictOf } from './repositories.ts';

const actuator = 'org.springframework.boot:spring-boot-starter-actuator';
const web = 'org.springframework.boot:spring-boot-starter-web';
const prometheus = 'io.micrometer:micrometer-registry-prometheus';
const exposed = 'management:\n  endpoints:\n    web:\n      exposure:\n        include: [health, prometheus]\n';
const settings = 'src/main/resources/application.yml';

describe('a service of the JVM', () => {
  it('has no telemetry where no package of it can start any', async () => {
    assert.equal(await verdictOf(jvm([web, actuator])), 'inactive');
  });

  it('is not known where a package speaks of telemetry that no table has', async () => {
    assert.equal(await verdictOf(jvm([web, 'com.acme:acme-tracing-starter'])), 'unknown');
  });

  it('offers metrics where the endpoint is there and exposed', async () => {
    const files = jvm([web, actuator, prometheus], { [settings]: exposed });
    assert.equal(await verdictOf(files), 'active metrics prometheus in-code');
  });

  it('offers none where only the health endpoint is, as it is by default', async () => {
    assert.equal(await verdictOf(jvm([web, actuator, prometheus])), 'inactive prometheus');
  });

  it('exposes by a variable of the launch', async () => {
    const variable = 'ENV MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE=*';
    assert.equal(await verdictOf(jvm([web, actuator, prometheus], {}, variable)), 'active metrics prometheus in-code');
  });

  it('exposes in a profile that is on, and perhaps in one of which that is not known', async () => {
    const files = { 'src/main/resources/application-prod.yml': exposed };
    const all = [web, actuator, prometheus];
    assert.equal(await verdictOf(jvm(all, files)), 'conditional metrics prometheus in-code if profile prod is active');
    assert.equal(
      await verdictOf(jvm(all, files, 'ENV SPRING_PROFILES_ACTIVE=prod')),
      'active metrics prometheus in-code',
    );
    assert.equal(await verdictOf(jvm(all, files, 'ENV SPRING_PROFILES_ACTIVE=demo')), 'inactive prometheus');
  });

  it('takes what a server of settings says of it for granted', async () => {
    const files = jvm([web, actuator, prometheus, 'org.springframework.cloud:spring-cloud-starter-config']);
    assert.equal(await verdictOf(files), 'active metrics prometheus in-code');
  });

  describe('whose build makes the main class', () => {
    const quarkus = (packages: readonly string[], properties: string, dockerfile: string): Record<string, string> => ({
      'shop/pom.xml': `<project><artifactId>shop</artifactId><dependencies>${packages.map((name) => dependency(name)).join('')}</dependencies><build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId></plugin></plugins></build></project>`,
      'shop/src/main/java/shop/ShopResource.java': 'package shop;\n@Path("/")\npublic class ShopResource {}\n',
      'shop/src/main/resources/application.properties': properties,
      'shop/src/main/docker/Dockerfile.jvm': dockerfile,
    });
    const script =
      'FROM registry.access.redhat.com/ubi9/openjdk-21:1.20\nCOPY target/quarkus-app/*.jar /deployments/\nENV JAVA_APP_JAR=/deployments/quarkus-run.jar\n';
    const native =
      'FROM quay.io/quarkus/ubi9-quarkus-micro-image:2.0\nWORKDIR /work\nCOPY target/*-runner /work/application\nCMD ["./application"]\n';
    const rest = 'io.quarkus:quarkus-rest';
    const otel = 'io.quarkus:quarkus-opentelemetry';

    it('is judged by its packages', async () => {
      for (const dockerfile of [
        script,
        `${script}ENTRYPOINT ["/opt/jboss/container/java/run/run-java.sh"]\n`,
        native,
      ]) {
        assert.equal(await verdictOf(quarkus([rest, otel], '', dockerfile)), 'active traces opentelemetry in-code');
        assert.equal(await verdictOf(quarkus([rest], '', dockerfile)), 'inactive');
      }
    });

    it('reads what its settings say for production', async () => {
      const on = quarkus([rest, otel], '%prod.quarkus.otel.metrics.enabled=true\n', script);
      assert.equal(await verdictOf(on), 'active traces,metrics opentelemetry in-code');
      const off = quarkus([rest, otel], '%dev.quarkus.otel.enabled=true\nquarkus.otel.enabled=false\n', script);
      assert.equal(await verdictOf(off), 'inactive opentelemetry');
    });
  });

  describe('whose image its build makes', () => {
    const service = (build: string, variable = ''): Record<string, string> => ({
      'shop/build.gradle.kts': build,
      'shop/src/main/kotlin/Shop.kt': 'package shop\n\nfun main() {\n}\n',
      'compose.yaml': `services:\n  shop:\n    image: ghcr.io/acme/shop:1\n${variable === '' ? '' : `    environment:\n      - ${variable}\n`}`,
    });
    const boot = (environment: string): string =>
      `plugins { id("org.springframework.boot") }\ntasks.bootBuildImage {\n  ${environment}\n}\n`;
    const otel = 'active traces,metrics,logs opentelemetry runtime-flag';
    const builds: readonly [string, string, string][] = [
      [boot(''), '', 'inactive'],
      ['plugins { id("com.google.cloud.tools.jib") }\njib { container { ports = listOf("80") } }\n', '', 'inactive'],
      [
        'plugins { id("com.google.cloud.tools.jib") }\njib {\n  container {\n    jvmFlags = listOf(\n      "-Xmx1g",\n      "-javaagent:/otel/opentelemetry-javaagent-${version}.jar")\n  }\n}\n',
        '',
        otel,
      ],
      [boot('environment = mapOf("BPE_JAVA_TOOL_OPTIONS" to "-javaagent:/x/opentelemetry-javaagent.jar")'), '', otel],
      [boot('environment.put("BP_OPENTELEMETRY_ENABLED", "true")'), '', 'inactive opentelemetry'],
      [boot('environment.put("BP_OPENTELEMETRY_ENABLED", "true")'), 'OTEL_JAVAAGENT_ENABLED=true', otel],
      [boot(''), 'JAVA_TOOL_OPTIONS=-javaagent:/workspace/BOOT-INF/lib/opentelemetry-javaagent.jar', otel],
    ];
    for (const [build, variable, expected] of builds) {
      it(`${build.replace(/\s+/g, ' ')} ${variable}`, async () =>
        assert.equal(await verdictOf(service(build, variable)), expected));
    }
  });

  it('sends traces to Zipkin by a starter, unless a setting says no', async () => {
    const starter = 'org.springframework.boot:spring-boot-starter-zipkin';
    assert.equal(await verdictOf(jvm([starter])), 'active traces zipkin in-code');
    const off = { 'src/main/resources/application.properties': 'management.tracing.enabled=false\n' };
    assert.equal(await verdictOf(jvm([starter], off)), 'inactive zipkin');
  });

  it('sends traces over OTLP only where it is told to which place', async () => {
    const all = [
      actuator,
      'io.micrometer:micrometer-tracing-bridge-otel',
      'io.opentelemetry:opentelemetry-exporter-otlp',
    ];
    assert.equal(await verdictOf(jvm(all)), 'inactive opentelemetry');
    const address = 'ENV MANAGEMENT_OTLP_TRACING_ENDPOINT=http://collector:4318/v1/traces';
    assert.equal(await verdictOf(jvm(all, {}, address)), 'active traces opentelemetry in-code');
  });

  it('has the packages of its parent and of projects beside it', async () => {
    const parent = '<parent><groupId>shop</groupId><artifactId>all</artifactId></parent>';
    const files = {
      Dockerfile: `FROM eclipse-temurin:21-jre\nCOPY shop/target/shop.jar /shop.jar\nCMD ["java", "-jar", "/shop.jar"]\n`,
      'pom.xml': `<project><artifactId>all</artifactId><modules><module>shop</module></modules><dependencies>${dependency(
        'io.opentelemetry.instrumentation:opentelemetry-spring-boot-starter',
      )}</dependencies></project>`,
      'shop/pom.xml': pom([web], parent),
      'shop/src/main/java/shop/Shop.java':
        'package shop;\npublic class Shop {\n  public static void main(String[] args) {}\n}\n',
    };
    assert.equal(await verdictOf(files), 'active traces,metrics,logs opentelemetry in-code');
  });

  it('reads packages of Gradle through its catalog', async () => {
    const files = {
      Dockerfile: `FROM gradle:8 AS build\nWORKDIR /app\nCOPY . .\nRUN gradle bootJar\nFROM eclipse-temurin:21-jre\nCOPY --from=build /app/build/libs/shop.jar /shop.jar\nCMD ["java", "-jar", "/shop.jar"]\n`,
      'settings.gradle.kts': 'rootProject.name = "shop"\n',
      'build.gradle.kts':
        'plugins { application }\ndependencies {\n  implementation(platform("x:y-opentelemetry-bom:1"))\n  implementation(libs.bundles.telemetry)\n  testImplementation("io.zipkin.reporter2:zipkin-reporter-brave:1")\n}\n',
      'gradle/libs.versions.toml':
        '[libraries]\nquarkus-otel = { module = "io.quarkus:quarkus-opentelemetry" }\nquarkus-rest = "io.quarkus:quarkus-rest:3.0"\n\n[bundles]\ntelemetry = [\n  "quarkus-otel",\n  "quarkus-rest",\n]\n',
      'src/main/java/shop/Shop.java':
        'package shop;\npublic class Shop {\n  public static void main(String[] args) {}\n}\n',
    };
    assert.equal(await verdictOf(files), 'active traces opentelemetry in-code');
  });
});

describe('a service of Ruby', () => {
  it('starts what Bundler loads', async () => {
    const key = { 'config/newrelic.yml': 'production:\n  license_key: abc\n' };
    assert.equal(
      await verdictOf(rails('gem "newrelic_rpm"', key)),
      'active traces,metrics,logs,errors newrelic in-code',
    );
  });

  it('starts it only with a key, where a variable brings that', async () => {
    const key = { 'config/skylight.yml': 'authentication: <%= ENV["SKYLIGHT_AUTHENTICATION"] %>\n' };
    assert.equal(
      await verdictOf(rails('gem "skylight"', key)),
      'conditional traces skylight in-code if SKYLIGHT_AUTHENTICATION is set',
    );
  });

  it('starts no gem that is not to be loaded, and none of the development group', async () => {
    const gems = 'gem "instana", require: false\ngroup :development do\n  gem "skylight"\nend';
    assert.doesNotMatch(await verdictOf(rails(gems)), /^(?:active|conditional)/);
  });

  it('starts the part of a gem that the Gemfile names', async () => {
    const gems = 'gem "datadog",\n  "~> 2.0",\n  require: "datadog/auto_instrument"';
    assert.equal(await verdictOf(rails(gems)), 'active traces datadog in-code');
  });
});

describe('a service of PHP', () => {
  const composer =
    '{"require": {"php": "^8.3", "open-telemetry/sdk": "^1", "open-telemetry/opentelemetry-auto-slim": "^1"}}';

  it('starts OpenTelemetry where a variable says so', async () => {
    const run = 'RUN install-php-extensions opentelemetry';
    assert.equal(
      await verdictOf(php(composer, run, 'ENV OTEL_PHP_AUTOLOAD_ENABLED=true')),
      'active traces,metrics,logs opentelemetry environment',
    );
    assert.equal(await verdictOf(php(composer, run)), 'inactive opentelemetry');
  });

  it('is traced by an extension that its image installs', async () => {
    const run = 'RUN curl -LO https://example.com/datadog-setup.php && php datadog-setup.php --php-bin=all';
    assert.equal(await verdictOf(php('{"require": {}}', run)), 'active traces datadog agent');
  });

  it('is traced by an extension that a script of the build installs', async () => {
    const files = php('{"require": {}}', 'COPY . .\nRUN ./docker/install_agent.sh');
    const script =
      '#!/bin/sh\ncurl -fsSL https://example.com/apm-agent-php_1.8.4_all.deb > /tmp/a.deb\ndpkg -i /tmp/a.deb\n';
    assert.match(await verdictOf({ ...files, 'docker/install_agent.sh': script }), /^active \S+ elastic agent$/);
    assert.equal(await verdictOf({ ...files, 'docker/install_agent.sh': '#!/bin/sh\napt-get update\n' }), 'inactive');
  });

  it('has nothing where no package and no extension is any', async () => {
    assert.equal(
      await verdictOf(php('{"require": {"slim/slim": "^4"}}', 'RUN docker-php-ext-install opcache')),
      'inactive',
    );
  });
});

describe('a release of Elixir', () => {
  const mix = (dependencies: string): string =>
    `defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, deps: deps()]\n  def application, do: [mod: {Shop.Application, []}]\n  defp deps do\n    [\n${dependencies}\n    ]\n  end\nend\n`;
  const files = (dependencies: string) => ({
    Dockerfile: `FROM elixir:1.17 AS build\nWORKDIR /app\nCOPY . .\nRUN mix release\nFROM debian:12\nWORKDIR /app\nCOPY --from=build /app/_build/prod/rel/shop ./\nCMD ["/app/bin/shop", "start"]\n`,
    'mix.exs': mix(dependencies),
    'lib/shop/application.ex': 'defmodule Shop.Application do\n  use Application\nend\n',
  });

  it('starts the applications that it depends on', async () => {
    const all = '      {:opentelemetry, "~> 1.0"},\n      {:opentelemetry_exporter, "~> 1.0"}';
    assert.equal(await verdictOf(files(all)), 'active traces opentelemetry in-code');
  });

  it('starts none that is for development alone', async () => {
    const all = '      {:phoenix, "~> 1.7"},\n      {:prom_ex, "~> 1.0", only: [:dev, :test]}';
    assert.equal(await verdictOf(files(all)), 'inactive');
  });
});
