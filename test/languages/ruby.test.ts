import assert from 'node:assert/strict';
import { resolveRubyModule } from '../../src/languages/ruby/modules.ts';
import { at, factsOf, paths, source } from './render.ts';

const rescued = (body: string, caught = 'CardError => e', tried = 'GATEWAY.charge(card)'): string =>
  `def pay(card)\n  ${tried}\nrescue ${caught}\n  ${body}\nend\n`;

async function outcomes(cases: readonly (readonly [handler: string, outcome: string])[]): Promise<void> {
  const found: [string, string][] = [];
  for (const [text] of cases) {
    const { handlers } = await factsOf('ruby', source(text));
    found.push([text, handlers.map(({ outcome }) => outcome).join(' ')]);
  }
  assert.deepEqual(
    found,
    cases.map(([text, outcome]) => [text, outcome]),
  );
}

describe('Ruby', () => {
  it('has methods, blocks and lambdas as functions, with the class they are of', async () => {
    const { functions } = await factsOf(
      'ruby',
      source(`
        class Payments
          def pay(order, retries = 3, *rest, card:, **options, &block); end
          def self.all = orders.each { |order| order }
        end
        REFUND = lambda do |(a, b)|
          a
        end
      `),
    );
    assert.deepEqual(
      functions.map(({ name, owner, parameters }) => [name, owner, parameters.join(' ')]),
      [
        ['pay', 'Payments', 'order retries *rest card **options &block'],
        ['all', 'Payments', ''],
        ['<anonymous>', null, 'order'],
        ['REFUND', null, 'a b'],
      ],
    );
  });

  it('has classes with what they are made of and what they hold', async () => {
    const { classes } = await factsOf(
      'ruby',
      source(`
        module Shop
          class Charge < ApplicationJob
            include Sidekiq::Job
            attr_reader :order
            def initialize; @card = 1; end
          end
        end
      `),
    );
    assert.deepEqual(
      classes.map(({ name, kind, bases, fields }) => [name, kind, bases.join(' '), fields.map((one) => one.name)]),
      [
        ['Shop', 'object', '', []],
        ['Charge', 'class', 'Sidekiq::Job ApplicationJob', ['order', '@card']],
      ],
    );
  });

  it('knows what names stand for', async () => {
    const text = `
      LOG = Logger.new($stdout)
      class A
        def initialize(store)
          @log = Rails.logger
          @store = store
        end
        def run(order)
          LOG.info('a')
          @log.info('b')
          Net::HTTP.get(uri)
          client = Faraday.new(url: 'x')
          client.get('/y')
          @store&.save
          order.total
          self.check
          rollback
        end
      end
    `;
    assert.deepEqual(await paths('ruby', text), [
      'Logger.new → Logger.new',
      'Rails.logger → Rails.logger',
      'LOG.info → Logger.new().info',
      '@log.info → Rails.logger.info',
      'Net::HTTP.get → Net::HTTP.get',
      'Faraday.new → Faraday.new',
      'client.get → Faraday.new().get',
      '@store&.save → null',
      'order.total → null',
      'self.check → self.check',
      'rollback → rollback',
    ]);
  });

  it('takes hash arguments for keywords and symbols for texts', async () => {
    const { calls } = await factsOf(
      'ruby',
      `charge :now, "a #{b}", timeout: 3, "x" => nil, order: { id: 1, 'k' => 2 }\n`,
    );
    assert.deepEqual(
      calls[0]?.arguments.map(({ keyword, kind, value, keys }) => [keyword, kind, value, keys ?? []]),
      [
        [null, 'string', 'now', []],
        [null, 'template', null, []],
        ['timeout', 'number', '3', []],
        ['x', 'null', null, []],
        ['order', 'object', null, ['id', 'k']],
      ],
    );
  });

  it('says under which condition and in which loop code runs', async () => {
    const { calls, branches } = await factsOf(
      'ruby',
      source(`
        a if b
        unless c
          d
        else
          e
        end
        items.each { |item| f(item) }
        while g
          h
        end
      `),
    );
    const bare = new Map(
      calls.map(({ callee, condition, inLoop }) => [callee, `${condition ?? ''}${inLoop ? ' loop' : ''}`]),
    );
    assert.deepEqual(
      ['a', 'd', 'e', 'f', 'h'].map((name) => bare.get(name)),
      ['b', 'not (c)', 'c', ' loop', ' loop'],
    );
    assert.equal(branches.length, 3);
  });

  it('reads each way to rescue', async () => {
    const text = source(`
      def a
        b
      rescue X, Y::Z => e
        c
      rescue
        # nothing
      else
        d
      ensure
        f
      end
      g = begin
        h
      rescue W then nil
      end
      i = j(1) rescue 0
    `);
    const { handlers } = await factsOf('ruby', text);
    assert.deepEqual(
      handlers.map((one) => [at(text, one.header), one.types.join(' '), one.binding, at(text, one.tryBody)]),
      [
        ['rescue X, Y::Z => e', 'X Y::Z', 'e', 'b'],
        ['rescue', '', null, 'b'],
        ['rescue W', 'W', null, 'h'],
        ['rescue 0', '', null, 'j(1)'],
      ],
    );
  });

  it('knows what becomes of an error', () =>
    outcomes([
      [rescued('nil'), 'swallowed'],
      [rescued('false'), 'swallowed'],
      [rescued('order = nil'), 'swallowed'],
      [rescued('card.reload'), 'swallowed'],
      ['x = GATEWAY.charge(card) rescue nil\n', 'swallowed'],
      [rescued('raise'), 'rethrown'],
      [rescued('raise e'), 'rethrown'],
      [rescued('raise Failure, e.message'), 'wrapped'],
      [rescued('retry if (tries += 1) < 3\n  raise'), 'rethrown'],
      [rescued('retry'), 'handed-on'],
      [rescued('Rails.logger.warn("x")'), 'logged'],
      [rescued('logger.error e.message'), 'logged'],
      [rescued('puts e'), 'logged'],
      [rescued('log_declined(card)'), 'logged'],
      [rescued('Rails.error.report(e)'), 'reported'],
      [rescued('Sentry.capture_exception(e)'), 'reported'],
      [rescued('Honeybadger.notify(e)'), 'reported'],
      [rescued('StatsD.increment("x")'), 'counted'],
      [rescued('render json: {}, status: :unprocessable_entity'), 'returned'],
      [rescued('head :bad_gateway'), 'returned'],
      [rescued('errors.add(:base, "x")'), 'handed-on'],
      [rescued('flash[:alert] = "x"'), 'handed-on'],
      [rescued('e.message'), 'returned'],
      [rescued('{ error: e.message }'), 'returned'],
      [rescued('Result.new(e)'), 'handed-on'],
      [rescued('nil', 'ActiveRecord::RecordNotFound', 'Card.find(card)'), 'expected'],
      [rescued('nil', 'KeyError', 'cards.fetch(card)'), 'expected'],
      [rescued('0', 'ArgumentError', 'Integer(card)'), 'expected'],
      ['x = JSON.parse(text) rescue nil\n', 'expected'],
      ['x = card.holder.name rescue nil\n', 'expected'],
      ['def ok?\n  GATEWAY.ping\n  true\nrescue StandardError\n  false\nend\n', 'expected'],
      ['File.unlink(path) rescue nil\n', 'expected'],
      [rescued('nil # the card may be gone already'), 'ignored-with-reason'],
      [rescued('# Best effort: the nightly job repairs it.'), 'ignored-with-reason'],
      ['def a\n  b(1)\n# The cache may be down, which costs time only.\nrescue X\nend\n', 'ignored-with-reason'],
    ]));

  it('reads what logs, and whether the error keeps its stack', async () => {
    const text = source(`
      def a
        b
      rescue => e
        Rails.logger.error(e)
        Rails.logger.error("x: #{e.message}")
        logger.error "x: #{e.full_message}"
        LOG.error('x', e)
        $stderr.puts 'y'
        logger.add(Logger::WARN, 'z')
      end
      LOG = SemanticLogger['a']
    `);
    const { logCalls, loggers } = await factsOf('ruby', text);
    assert.deepEqual(
      logCalls.map(({ library, level, errorAttached }) => [library, level, errorAttached]),
      [
        ['rails', 'error', true],
        ['rails', 'error', false],
        ['unknown', 'error', true],
        ['semantic_logger', 'error', true],
        ['print', 'error', false],
        ['unknown', 'warn', false],
      ],
    );
    assert.deepEqual(
      loggers.map(({ name, library }) => [name, library]),
      [['LOG', 'semantic_logger']],
    );
  });

  it('knows style, variables, imports and where a program starts', async () => {
    const text = `# frozen_string_literal: true\r\n\r\nrequire 'json'\r\nrequire_relative "a/b"\r\n\r\nENV['HOME']\r\nENV.fetch('PORT', '80')\r\n\tx if __FILE__ == $0\r\n`;
    const facts = await factsOf('ruby', text);
    assert.deepEqual([facts.style.endOfLine, facts.style.semicolons], ['\r\n', false]);
    assert.deepEqual(
      facts.imports.map(({ module }) => module),
      ['json', './a/b'],
    );
    assert.deepEqual(
      facts.environmentReads.map(({ name, default: fallback }) => [name, fallback]),
      [
        ['HOME', null],
        ['PORT', '80'],
      ],
    );
    assert.deepEqual(
      facts.entryMarkers.map(({ kind }) => kind),
      ['main-guard'],
    );
    assert.equal(text.slice(facts.prologue.firstStatement).startsWith('require '), true);
    assert.equal(text.slice(facts.prologue.afterImports).trimStart().startsWith('ENV'), true);
  });

  it('finds the file of what is required', () => {
    const files = new Set(['app/models/a.rb', 'lib/b.rb', 'app/models/c/d.rb']);
    const of = (name: string): string | null =>
      resolveRubyModule(name, { from: 'app/models/a.rb', roots: ['.'], exists: (path) => files.has(path) });
    assert.deepEqual(['b', './c/d', '../../lib/b', 'json', './../../../x'].map(of), [
      'lib/b.rb',
      'app/models/c/d.rb',
      'lib/b.rb',
      null,
      null,
    ]);
  });

  it('gives facts from what it can read', async () => {
    const facts = await factsOf('ruby', 'def a(\n  b\nend\n\ndef c\n  d(1)\nrescue X\n  nil\nend\n');
    assert.ok(facts.syntaxErrors.length > 0);
    assert.ok(facts.calls.length > 0);
  });
});
