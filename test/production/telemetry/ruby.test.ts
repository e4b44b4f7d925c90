/** What only programs of Ruby have: names with marks, classes that call themselves, gems that bring a vendor with them. */
import assert from 'node:assert/strict';
import type { Files } from '../repository.ts';
import { rails, verdictOf } from './repositories.ts';

/** A Sinatra application that sets itself up when it is made, among many files that call something `setup`. */
function application(setup: string): Files {
  const others = Array.from({ length: 90 }, (_, at): [string, string] => [
    `lib/shop/endpoint${at}.rb`,
    `class Shop::App::Endpoint${at}\n  def self.setup(options)\n    App.endpoints\n  end\nend\n`,
  ]);
  const required = others.map(([path]) => `require '${path.replace(/^lib\/|\.rb$/g, '')}'\n`).join('');
  return {
    Procfile: 'web: bundle exec puma config.ru\n',
    Gemfile: 'gem "sentry-ruby"\ngem "sinatra"\n',
    'config.ru': "$: << 'lib'\nrequire 'shop/app'\nrun Shop::App.new\n",
    'lib/shop/app.rb': `require 'sentry-ruby'
${required}
class Shop::App
  def self.setup!
    ${setup}
  end
  def self.setup(options = {})
    setup! unless setup?
  end
  def initialize(options = {})
    self.class.setup(options)
  end
end
`,
    ...Object.fromEntries(others),
  };
}

describe('telemetry of Ruby', () => {
  it('is followed through a name that is everywhere, by the class it is called with', async () => {
    const found = await verdictOf(application('Sentry.init { |config| config.dsn = "https://key@errors.example/1" }'));
    assert.match(found, /^(?:active|conditional) errors sentry in-code/);
  });
  it('is not certain where nothing calls the class', async () => {
    const files = application('Sentry.init { |config| config.dsn = "https://key@errors.example/1" }');
    const found = await verdictOf({ ...files, 'config.ru': "$: << 'lib'\nrequire 'shop/app'\nrun build\n" });
    assert.equal(found, 'unknown errors sentry in-code');
  });
  it('is what a gem of the organisation starts', async () => {
    const started = rails('gem "govuk_app_config"', {
      'config/application.rb': 'require "rails"\nBundler.require(*Rails.groups)\n',
    });
    assert.equal(
      await verdictOf(started),
      'conditional traces,errors opentelemetry in-code if ENABLE_OPEN_TELEMETRY is set',
    );
    const exporter = 'require "govuk_app_config/govuk_prometheus_exporter"\nGovukPrometheusExporter.configure\n';
    assert.equal(
      await verdictOf({ ...started, 'config/initializers/prometheus.rb': exporter }),
      'active metrics prometheus in-code',
    );
  });
});
