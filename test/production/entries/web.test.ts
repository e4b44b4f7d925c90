/** Ruby, PHP, Rust, Elixir and C++: from the program to the file that it starts with. */
import assert from 'node:assert/strict';
import { entryOfCommand, entryOfImage } from './entryOf.ts';

describe('entry points of Ruby', () => {
  const rails = {
    Gemfile: 'gem "rails"\n',
    'config.ru': '',
    'config/environment.rb': '',
    'config/application.rb': '',
    'config/puma.rb': '',
    'bin/rails': '#!/usr/bin/env ruby\n',
    'bin/tool': '#!/usr/bin/env ruby\n',
    'app.rb': '',
    'lib/clock.rb': '',
    'admin/config.ru': '',
  };
  const commands: readonly [string, string][] = [
    ['bundle exec puma -C config/puma.rb', 'config.ru'],
    ['bundle exec puma -b tcp://0.0.0.0:80 admin/config.ru', 'admin/config.ru'],
    ['bundle exec unicorn -c config/unicorn.rb', 'config.ru'],
    ['bundle exec rackup -o 0.0.0.0 -p 80', 'config.ru'],
    ['bin/rails server -b 0.0.0.0', 'config.ru'],
    ['bundle exec rails s', 'config.ru'],
    ['ruby bin/rails s -p 80', 'config.ru'],
    ['bundle exec rails runner "Jobs.run"', 'config/environment.rb'],
    ['bundle exec sidekiq -C config/sidekiq.yml', 'config/environment.rb'],
    ['bundle exec sidekiq -r ./app.rb', 'app.rb'],
    ['bundle exec rake jobs:work', 'config/environment.rb'],
    ['bundle exec clockwork lib/clock.rb', 'lib/clock.rb'],
    ['bundle exec ruby -Ilib app.rb', 'app.rb'],
    ['bin/tool --x', 'bin/tool'],
  ];
  for (const [command, expected] of commands) {
    it(command, async () => assert.equal(await entryOfCommand(command, rails), expected));
  }
  it('says what is not there', async () => {
    assert.match(await entryOfCommand('bundle exec puma', { Gemfile: '' }), /^\? puma finds no config\.ru/);
    assert.match(await entryOfCommand('ruby gone.rb', rails), /^\?/);
  });
});

describe('entry points of PHP', () => {
  const laravel = {
    'composer.json': '{}',
    artisan: '#!/usr/bin/env php\n',
    'public/index.php': '',
    'bin/console': '#!/usr/bin/env php\n',
    'worker.php': '',
  };
  const commands: readonly [string, string][] = [
    ['php artisan queue:work', 'artisan'],
    ['php artisan serve --host 0.0.0.0', 'public/index.php'],
    ['php -d memory_limit=1G bin/console messenger:consume', 'bin/console'],
    ['php -S 0.0.0.0:80 -t public', 'public/index.php'],
    ['vendor/bin/heroku-php-apache2 public/', 'public/index.php'],
    ['php-fpm', 'public/index.php'],
    ['frankenphp run --config Caddyfile', 'public/index.php'],
  ];
  for (const [command, expected] of commands) {
    it(command, async () => assert.equal(await entryOfCommand(command, laravel), expected));
  }
  it('finds what a server image serves that names no command', async () => {
    const files = { 'html/index.php': '', 'html/src/Kernel.php': '' };
    assert.equal(await entryOfImage('FROM php:8.3-apache\nCOPY html/ /var/www/html\n', files), 'html/index.php');
    assert.equal(
      await entryOfImage('FROM php:8.3-fpm-alpine\nWORKDIR /var/www\nCOPY . .\n', laravel),
      'public/index.php',
    );
  });
  it('believes the configuration of the web server', async () => {
    const files = {
      'site/index.php': '',
      'public/index.php': '',
      'vhost.conf': '<VirtualHost *:80>\n  DocumentRoot /srv/site\n</VirtualHost>\n',
    };
    const image =
      'FROM php:8.3-apache\nWORKDIR /srv\nCOPY vhost.conf /etc/apache2/sites-available/000-default.conf\nCOPY . /srv\n';
    assert.equal(await entryOfImage(image, files), 'site/index.php');
  });
  it('finds the worker of RoadRunner', async () => {
    const files = { ...laravel, '.rr.yaml': 'server:\n  command: "php worker.php"\n' };
    assert.equal(await entryOfCommand('rr serve', files), 'worker.php');
  });
  it('finds the worker of RoadRunner from where its configuration stands', async () => {
    const files = {
      ...laravel,
      'bin/worker.php': '',
      'config/rr/.rr.yml': "server:\n  command: 'php -dopcache.enable_cli=1 ../../bin/worker.php'\n",
    };
    assert.equal(await entryOfCommand('./bin/rr serve -c config/rr/.rr.yml', files), 'bin/worker.php');
  });
  it('follows a script to the servers that the base image starts itself', async () => {
    const files = { ...laravel, 'start.sh': '#!/bin/sh\nphp artisan migrate\n/entrypoint supervisord\n' };
    const image = (base: string): string => `FROM ${base}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/start.sh"]\n`;
    assert.equal(await entryOfImage(image('webdevops/php-nginx:8.3'), files), 'public/index.php');
    assert.equal(await entryOfImage(image('debian:12'), files), '? /entrypoint is not a program whose source is known');
  });
  it('knows a script by the name that the build gives it', async () => {
    const files = { ...laravel, 'docker/start.sh': '#!/bin/sh\nphp artisan migrate\nphp-fpm\n' };
    const image = (run: string, command: string): string =>
      `FROM php:8.3-fpm\nWORKDIR /var/www\nADD . /var/www/\nRUN ${run}\nENTRYPOINT ["${command}"]\n`;
    for (const [run, command] of [
      ['mv /var/www/docker/start.sh /usr/bin/', '/usr/bin/start.sh'],
      ['mv /var/www/docker/start.sh /usr/local/bin && chmod +x /usr/local/bin/start.sh', '/usr/local/bin/start.sh'],
      ['cp -p docker/start.sh /entrypoint && chmod +x /entrypoint', '/entrypoint'],
    ] as const)
      assert.equal(await entryOfImage(image(run, command), files), 'public/index.php');
  });
});

describe('entry points of Rust', () => {
  const workspace = {
    'Cargo.toml': '[workspace]\nmembers = ["api", "tools"]\n',
    'api/Cargo.toml': '[package]\nname = "shop-api"\n\n[[bin]]\nname = "api"\npath = "src/server.rs"\n',
    'api/src/server.rs': 'fn main() {}\n',
    'tools/Cargo.toml': '[package]\nname = "tools"\ndefault-run = "tools"\n',
    'tools/src/main.rs': 'fn main() {}\n',
    'tools/src/bin/import.rs': 'fn main() {}\n',
    'tools/src/bin/export/main.rs': 'fn main() {}\n',
  };
  const image = (binary: string): string =>
    `FROM rust AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release --locked\nFROM debian\nCOPY --from=build /src/target/release/${binary} /usr/local/bin/server\nCMD ["server"]\n`;
  for (const [binary, expected] of [
    ['api', 'api/src/server.rs'],
    ['tools', 'tools/src/main.rs'],
    ['import', 'tools/src/bin/import.rs'],
    ['export', 'tools/src/bin/export/main.rs'],
  ] as const) {
    it(`finds the binary ${binary}`, async () => assert.equal(await entryOfImage(image(binary), workspace), expected));
  }
  it('runs what cargo is told', async () => {
    assert.equal(await entryOfCommand('cargo run --release --bin import', workspace), 'tools/src/bin/import.rs');
    assert.equal(await entryOfCommand('cargo run -p tools', workspace), 'tools/src/main.rs');
    assert.equal(await entryOfCommand('./target/release/api serve', workspace), 'api/src/server.rs');
  });
  it('survives a manifest that does not parse', async () => {
    assert.match(await entryOfImage(image('api'), { 'Cargo.toml': '[package\nname=', 'src/main.rs': '' }), /^\?/);
  });
});

describe('entry points of Elixir', () => {
  const phoenix = {
    'mix.exs':
      'defmodule Shop.MixProject do\n  def project, do: [app: :shop]\n  def application, do: [mod: {Shop.Application, []}]\nend\n',
    'lib/shop/application.ex': 'defmodule Shop.Application do\nend\n',
  };
  it('finds the module that a release starts', async () => {
    const image =
      'FROM elixir AS build\nWORKDIR /app\nCOPY . .\nRUN mix release\nFROM debian\nWORKDIR /app\nCOPY --from=build /app/_build/prod/rel/shop ./\nCMD ["/app/bin/server"]\n';
    assert.equal(await entryOfImage(image, phoenix), 'lib/shop/application.ex');
    assert.equal(await entryOfCommand('_build/prod/rel/shop/bin/shop start', phoenix), 'lib/shop/application.ex');
  });
  it('finds it for mix', async () => {
    assert.equal(await entryOfCommand('mix phx.server', phoenix), 'lib/shop/application.ex');
    assert.equal(await entryOfCommand('elixir --name x -S mix run --no-halt', phoenix), 'lib/shop/application.ex');
    assert.match(await entryOfCommand('mix phx.server', { 'mix.exs': '' }), /^\?/);
  });
});

describe('entry points of C++', () => {
  it('finds the source of a target of CMake', async () => {
    const files = {
      'CMakeLists.txt': 'project(rates)\nadd_executable(rates src/util.cpp src/server.cpp)\n',
      'src/util.cpp': 'int x;\n',
      'src/server.cpp': 'int main(int argc, char** argv) { return 0; }\n',
    };
    const image =
      'FROM alpine AS build\nWORKDIR /src\nCOPY . .\nRUN mkdir build && cd build && cmake .. && make install\nFROM alpine\nCOPY --from=build /usr/local /usr/local\nENTRYPOINT ["/usr/local/bin/rates"]\n';
    assert.equal(await entryOfImage(image, files), 'src/server.cpp');
  });
});

describe('entry points of load generators', () => {
  it('are the scripts that k6 runs', async () => {
    assert.equal(await entryOfCommand('k6 run --vus 10 script.js', { 'script.js': '' }), 'script.js');
  });
});
