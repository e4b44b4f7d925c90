import assert from 'node:assert/strict';
import { launchesOfFiles, renderCommand } from '../repository.ts';

const files = {
  Gemfile: '',
  'config.ru': '',
  'config/environment.rb': '',
  Dockerfile: 'FROM ruby:3.3\nWORKDIR /rails\nCOPY . .\nCMD ["./bin/thrust", "./bin/rails", "server"]\n',
  'config/deploy.yml':
    '<% require "dotenv" %>\nservice: shop\nimage: example/shop\nservers:\n  web:\n    - 192.0.2.1\n  job:\n    hosts: [192.0.2.2]\n    cmd: bundle exec sidekiq\nenv:\n  clear: { A: 1, B: 2 }\n  secret: [KEY]\nproxy:\n  host: <%= ENV["HOST"] %>\n',
};

describe('Kamal', () => {
  it('starts each role in the image that is built here', async () => {
    const found = await launchesOfFiles(files);
    assert.deepEqual(found.filter(({ launcher }) => launcher === 'kamal').map(renderCommand), [
      'production kamal shop: [thrust] ./bin/rails server → config.ru',
      'production kamal job: [bundle] sidekiq → config/environment.rb',
    ]);
    assert.deepEqual(
      found.find(({ name }) => name === 'job')?.variables.map(({ name, value }) => `${name}=${value}`),
      ['A=1', 'B=2', 'KEY=null'],
    );
  });

  it('has destinations, which change what the base says', async () => {
    const staging = 'servers:\n  web: [192.0.2.3]\nenv:\n  clear: { B: 3 }\n';
    const found = await launchesOfFiles({ ...files, 'config/deploy.staging.yml': staging });
    const own = found.filter(({ environment }) => environment === 'staging');
    assert.deepEqual(
      own.map(({ name }) => name),
      ['shop', 'job'],
    );
    assert.deepEqual(
      own[0]?.variables.map(({ name, value }) => `${name}=${value}`),
      ['A=1', 'B=3', 'KEY=null'],
    );
  });
});
