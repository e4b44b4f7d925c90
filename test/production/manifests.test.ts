/** Packages that a service asks for, read from the manifest of each language. */
import assert from 'node:assert/strict';
import { dependenciesOf } from '../../src/production/packages.ts';
import { createRepository } from '../../src/production/repository.ts';
import { productionInput } from './repository.ts';

async function packagesOf(file: string, text: string): Promise<string[]> {
  const found = await dependenciesOf('.', createRepository(await productionInput({ [file]: text })));
  for (const { range, name } of found) {
    const written = text.slice(range.start, range.end);
    assert.ok(
      name.split(':').every((part) => written.includes(part)),
      `${name} does not stand at ${written}`,
    );
  }
  return found.map(({ name, version }) => (version === '' ? name : `${name} ${version}`));
}

describe('packages of a service', () => {
  it('are the modules that Go code imports itself', async () => {
    const text = `module example.com/shop

go 1.22

require github.com/hibiken/asynq v0.24.1

require (
	github.com/gin-gonic/gin v1.10.0
	// github.com/old/thing v1.0.0
	go.opentelemetry.io/otel v1.28.0 // indirect
)

replace (
	github.com/gin-gonic/gin v1.10.0 => ../gin
)
`;
    assert.deepEqual(await packagesOf('go.mod', text), [
      'github.com/hibiken/asynq v0.24.1',
      'github.com/gin-gonic/gin v1.10.0',
    ]);
  });

  it('are what a Maven module runs with', async () => {
    const dependency = (artifact: string, more = ''): string =>
      `<dependency><groupId>org.acme</groupId><artifactId>${artifact}</artifactId>${more}</dependency>\n`;
    const text = `<project>
<dependencyManagement><dependencies>${dependency('managed')}</dependencies></dependencyManagement>
<dependencies>
${dependency('web', '<version>1.2</version>')}${dependency('junit', '<scope>test</scope>')}<!-- ${dependency('old')} -->
</dependencies>
<build><plugins><plugin><dependencies>${dependency('plugin')}</dependencies></plugin></plugins></build>
</project>
`;
    assert.deepEqual(await packagesOf('pom.xml', text), ['org.acme:web 1.2']);
  });

  it('are what a Gradle module runs with, as far as it says so itself', async () => {
    const text = `dependencies {
    implementation("org.acme:web:1.2")
    api 'org.acme:model'
    testImplementation("org.acme:junit:5")
    // implementation("org.acme:old:1")
    implementation(libs.acme.telemetry)
}
`;
    assert.deepEqual(await packagesOf('build.gradle.kts', text), [
      'org.acme:web 1.2',
      'org.acme:model',
      'libs.acme.telemetry',
    ]);
  });

  it('are the references of a .NET project', async () => {
    const text = `<Project><ItemGroup>
  <PackageReference Include="Hangfire.Core" Version="1.8.0" />
  <PackageReference Include="Quartz" />
  <ProjectReference Include="..\\Shop.ServiceDefaults\\Shop.ServiceDefaults.csproj" />
</ItemGroup></Project>
`;
    assert.deepEqual(await packagesOf('Shop.csproj', text), ['Hangfire.Core 1.8.0', 'Quartz', 'Shop.ServiceDefaults']);
  });

  it('are the gems outside development and test', async () => {
    const text = `source 'https://rubygems.org'
gem 'rails', '~> 7.1'
gem "sidekiq"
# gem 'old'
group :development, :test do
  gem 'rspec'
end
`;
    assert.deepEqual(await packagesOf('Gemfile', text), ['rails ~> 7.1', 'sidekiq']);
  });

  it('are what Composer requires outside development', async () => {
    const text = '{ "require-dev": { "phpunit/phpunit": "^11" }, "require": { "php": ">=8.2", "slim/slim": "^4" } }\n';
    assert.deepEqual(await packagesOf('composer.json', text), ['slim/slim ^4']);
  });

  it('are the crates that a Rust program is built with', async () => {
    const text = `[package]
name = "shop"
version = "0.1.0"

[dependencies]
axum = "0.7"
tokio = { version = "1", features = ["full"] }
tracing.workspace = true

[dev-dependencies]
tempfile = "3"
`;
    assert.deepEqual(await packagesOf('Cargo.toml', text), ['axum 0.7', 'tokio 1', 'tracing']);
  });
});
