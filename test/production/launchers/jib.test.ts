import assert from 'node:assert/strict';
import { launchesOfFiles } from '../repository.ts';
import type { Files } from '../repository.ts';
import { verdictOf } from '../telemetry/repositories.ts';

const main = 'package shop\n\nfun main() {\n}\n';
const gradle = (jib: string): Files => ({
  'shop/build.gradle.kts': `plugins {\n  id("com.google.cloud.tools.jib")\n}\n${jib}\n`,
  'shop/src/main/kotlin/Shop.kt': main,
});

describe('jib', () => {
  it('starts the only program of its module, with its flags and variables', async () => {
    const files = gradle(
      'jib {\n  from { image = "eclipse-temurin:21" }\n  container {\n    jvmFlags = listOf("-Xmx1g", "-javaagent:/otel/opentelemetry-javaagent.jar")\n    environment = mapOf("OTEL_METRICS_EXPORTER" to "none")\n  }\n}',
    );
    const [launch, ...rest] = await launchesOfFiles(files);
    assert.deepEqual(rest, []);
    assert.equal(launch?.entryPoint?.file, 'shop/src/main/kotlin/Shop.kt');
    assert.equal(launch.environment, 'production');
    assert.equal(await verdictOf(files), 'active traces,logs opentelemetry runtime-flag');
  });

  it('starts the class that the build names, and is what a manifest runs by its name', async () => {
    const files = {
      ...gradle('jib {\n  to { image = "ghcr.io/acme/shop" }\n  container { mainClass = "shop.OtherKt" }\n}'),
      'shop/src/main/kotlin/Other.kt': main,
      'k8s/shop.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: ghcr.io/acme/shop\n',
    };
    const launches = await launchesOfFiles(files);
    assert.deepEqual(
      launches.map(({ launcher, entryPoint }) => `${launcher} ${entryPoint?.file ?? '?'}`),
      ['kubernetes shop/src/main/kotlin/Other.kt', 'jib shop/src/main/kotlin/Other.kt'],
    );
    assert.equal(await verdictOf(files), 'inactive');
  });

  it('reads the plugin of Maven', async () => {
    const files = {
      'pom.xml':
        '<project><artifactId>shop</artifactId><build><plugins><plugin><artifactId>jib-maven-plugin</artifactId><configuration><container><mainClass>shop.ShopKt</mainClass><jvmFlags><jvmFlag>-javaagent:/dd-java-agent.jar</jvmFlag></jvmFlags></container></configuration></plugin></plugins></build></project>',
      'src/main/kotlin/Shop.kt': main,
    };
    assert.equal(await verdictOf(files), 'active traces,metrics datadog runtime-flag');
  });

  it('says nothing of build files for many modules, and of those that only name it', async () => {
    for (const jib of [
      'subprojects {\n  jib {\n    container { ports = listOf("80") }\n  }\n}',
      '',
      'jib {\n}',
      'jib { container {',
    ])
      assert.ok(
        (await launchesOfFiles(gradle(jib))).every(
          ({ entryPoint }) => jib.includes('container {') || entryPoint === null,
        ),
      );
    assert.deepEqual(await launchesOfFiles(gradle('')), []);
  });
});
