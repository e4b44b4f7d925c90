import assert from 'node:assert/strict';
import type { Facts } from '../../src/model/facts.ts';
import { at, factsOf, paths, source } from './render.ts';

const logLines = ({ logCalls }: Facts): string[] =>
  logCalls.map(({ logger, library, level, message, errorAttached }) =>
    [`${logger}: ${library} ${level} ${message}`, errorAttached ? 'with the error' : ''].filter(Boolean).join(', '),
  );

describe('Java', () => {
  describe('functions and classes', () => {
    it('are known with owner, parameters and annotations as written', async () => {
      const { functions } = await factsOf(
        'java',
        source(`
          package shop;

          public class Orders {
              public Orders(Store store, int... limits) {}

              @Override
              @GetMapping(value = "/orders/{id}")
              public Order load(@PathVariable final String id) {
                  return retry(attempt -> store.find(id));
              }

              static abstract class Base { abstract void run(); }

              Runnable job = new Task() { public void run() {} };
          }
        `),
      );
      assert.deepEqual(
        functions.map(({ owner, name, parameters, decorators, exported, parent }) =>
          [`${owner}.${name}(${parameters.join(', ')})`, decorators.join(' '), exported, parent].join(' | '),
        ),
        [
          'Orders.Orders(store, limits) |  | true | -1',
          'Orders.load(id) | Override GetMapping(value = "/orders/{id}") | true | -1',
          'null.<anonymous>(attempt) |  | false | 1',
          'Base.run() |  | false | -1',
          'Task.run() |  | true | -1',
        ],
      );
    });

    it('say what a class is made of: fields, components, constants, bases', async () => {
      const { classes } = await factsOf(
        'java',
        source(`
          import com.acme.Base;
          import com.acme.Api;
          @Entity
          public class Order extends Base<Order> implements Api, Other {
              private final Map<String, Integer> rows = new HashMap<>();
              String name, alias;
          }
          record Point(int x, @NotNull String label) implements Api {}
          enum Color implements Api { RED, GREEN(2) { void run() {} }; int code; }
          public interface Api2 extends Api { int LIMIT = 3; void run(); }
        `),
      );
      assert.deepEqual(
        classes.map(({ kind, name, bases, decorators, fields, exported }) =>
          [
            `${kind} ${name}: ${bases.join(', ')}`,
            decorators.join(' '),
            fields.map((field) => `${field.name} ${field.type}`).join(', '),
            exported,
          ].join(' | '),
        ),
        [
          'class Order: com.acme.Base, com.acme.Api, Other | Entity | rows Map<String, Integer>, name String, alias String | true',
          'record Point: com.acme.Api |  | x int, label String | false',
          'enum Color: com.acme.Api |  | RED null, GREEN null, code int | false',
          'interface Api2: com.acme.Api |  | LIMIT int | true',
        ],
      );
    });

    it('tell a program by its main method', async () => {
      const text = 'class A { public static void main(String[] args) {} void main(int x) {} }';
      const { entryMarkers } = await factsOf('java', text);
      assert.deepEqual(
        entryMarkers.map(({ kind, range }) => [kind, at(text, range)]),
        [['main-guard', 'public static void main']],
      );
    });
  });

  describe('paths', () => {
    it('go through imports, static imports and packages', async () =>
      assert.deepEqual(
        await paths(
          'java',
          `
          import java.util.List;
          import static java.util.Map.entry;
          import org.acme.Client;
          import org.other.*;
          class A {
              void run() {
                  List.of(1);
                  entry("a", 1);
                  helper();
                  new Client.Builder().build();
                  java.time.Instant.now();
                  Unknown.call();
              }
          }
        `,
        ),
        [
          'List.of → java.util.List.of',
          'entry → java.util.Map.entry',
          'helper → helper',
          'new Client.Builder().build → new org.acme.Client.Builder().build',
          'Client.Builder → org.acme.Client.Builder',
          'java.time.Instant.now → java.time.Instant.now',
          'Unknown.call → Unknown.call',
        ],
      ));

    it('go through fields, parameters and local names by what they are declared to be', async () =>
      assert.deepEqual(
        await paths(
          'java',
          `
          import org.acme.*;
          import org.acme.Client;
          import org.acme.Query;
          class A {
              private final Client client;
              private Query made = new Special<>();
              A(Client client) { this.client = client; }
              void run(Query query, Object other) {
                  client.get();
                  this.client.get();
                  made.one();
                  query.limit(3).all();
                  other.toString();
                  var local = client.open();
                  local.read();
                  for (Query each : client.all()) each.one();
                  try (Query held = client.query()) { held.one(); }
                  if (other instanceof Query found) found.one();
                  ((Query) other).one();
                  client.each(item -> item.one());
              }
          }
        `,
        ),
        [
          'Special → Special',
          'client.get → new org.acme.Client().get',
          'this.client.get → new org.acme.Client().get',
          'made.one → new Special().one',
          'query.limit(3).all → new org.acme.Query().limit().all',
          'query.limit → new org.acme.Query().limit',
          'other.toString → new Object().toString',
          'client.open → new org.acme.Client().open',
          'local.read → new org.acme.Client().open().read',
          'client.all → new org.acme.Client().all',
          'each.one → new org.acme.Query().one',
          'client.query → new org.acme.Client().query',
          'held.one → new org.acme.Query().one',
          'found.one → new org.acme.Query().one',
          '((Query) other).one → new org.acme.Query().one',
          'client.each → new org.acme.Client().each',
          'item.one → null',
        ],
      ));

    it('keep names of one block out of another, and a method apart from a field of its name', async () =>
      assert.deepEqual(
        await paths(
          'java',
          `
          import org.acme.One;
          import org.acme.Two;
          class A {
              One log;
              void log() {}
              void run() {
                  if (a) { One x = make(); x.go(); } else { Two x = make(); x.go(); }
                  log();
                  log.go();
              }
          }
        `,
        ),
        [
          'make → make',
          'x.go → new org.acme.One().go',
          'make → make',
          'x.go → new org.acme.Two().go',
          'log → log',
          'log.go → new org.acme.One().go',
        ],
      ));
  });

  describe('where a call stands', () => {
    it('is known with conditions, loops, cases and statements', async () => {
      const { calls } = await factsOf(
        'java',
        source(`
          class A {
              void run() {
                  if (ready) a(); else { b(); }
                  for (int i = 0; i < 3; i++) c();
                  while (open() && d()) { e(); }
                  int x = ready ? f() : g();
                  switch (kind) { case 1: h(); break; default: i(); }
                  switch (kind) { case 1, 2 -> j(); default -> { k(); } }
                  run(() -> l());
              }
          }
        `),
      );
      assert.deepEqual(
        calls
          .filter((call) => /^[a-l]$/.test(call.callee))
          .map((call) =>
            [call.callee, call.condition ?? '', call.inLoop ? 'loop' : '', call.isStatement ? 'statement' : '']
              .filter(Boolean)
              .join(', '),
          ),
        [
          'a, ready, statement',
          'b, not (ready), statement',
          'c, loop, statement',
          'd, open()',
          'e, loop, statement',
          'f, ready',
          'g, not (ready)',
          'h, case 1, statement',
          'i, default, statement',
          'j, case 1, 2, statement',
          'k, default, statement',
          'l',
        ],
      );
    });
  });

  describe('loggers and log calls', () => {
    it('of SLF4J, with placeholders, throwables and chains', async () => {
      const facts = await factsOf(
        'java',
        source(`
          import org.slf4j.Logger;
          import org.slf4j.LoggerFactory;
          class A {
              private static final Logger LOG = LoggerFactory.getLogger(A.class);
              void run() {
                  try { pay(); } catch (Exception e) {
                      LOG.error("no {}", card, e);
                      LOG.error("no {}" + card, e);
                      LOG.error("no: {}", e.getMessage());
                      LOG.warn(String.format("no %s", card));
                      this.LOG.debug("x");
                      LOG.atError().setCause(e).addKeyValue("card", card).log("no");
                      LOG.atInfo().log("card {}", card);
                  }
              }
          }
        `),
      );
      assert.deepEqual(logLines(facts), [
        'LOG: slf4j error placeholder, with the error',
        'LOG: slf4j error interpolated, with the error',
        'LOG: slf4j error placeholder',
        'LOG: slf4j warn interpolated',
        'this.LOG: slf4j debug constant',
        'LOG: slf4j error constant, with the error',
        'LOG: slf4j info placeholder',
      ]);
      assert.deepEqual(
        facts.loggers.map(({ name, library }) => `${name} ${library}`),
        ['LOG slf4j'],
      );
    });

    it('of other libraries', async () => {
      const libraries: [string, string, string][] = [
        ['org.apache.logging.log4j.LogManager', 'LogManager.getLogger()', 'log.fatal("x", e)'],
        ['org.apache.log4j.Logger', 'Logger.getLogger(A.class)', 'log.error("x", e)'],
        ['java.util.logging.Logger', 'Logger.getLogger("a")', 'log.log(java.util.logging.Level.SEVERE, "x", e)'],
        ['java.util.logging.Logger', 'Logger.getLogger("a")', 'log.warning("x")'],
        ['org.apache.commons.logging.LogFactory', 'LogFactory.getLog(A.class)', 'log.warn("x", e)'],
        ['org.jboss.logging.Logger', 'Logger.getLogger(A.class)', 'log.errorf(e, "x %s", y)'],
        [
          'com.google.common.flogger.FluentLogger',
          'FluentLogger.forEnclosingClass()',
          'log.atSevere().withCause(e).log("x")',
        ],
        ['java.util.List', 'System.getLogger("a")', 'log.log(System.Logger.Level.ERROR, "x", e)'],
        ['java.util.List', 'make()', 'log.error("x", e)'],
      ];
      const found: string[] = [];
      for (const [imported, made, call] of libraries) {
        const facts = await factsOf(
          'java',
          `import ${imported};\nclass A { static final var log = ${made}; void run() { try { pay(); } catch (Exception e) { ${call}; } } }`,
        );
        found.push(...logLines(facts));
      }
      assert.deepEqual(found, [
        'log: log4j2 critical constant, with the error',
        'log: log4j error constant, with the error',
        'log: java.util.logging error constant, with the error',
        'log: java.util.logging warn constant',
        'log: commons-logging warn constant, with the error',
        'log: jboss-logging error placeholder, with the error',
        'log: flogger error constant, with the error',
        'log: system-logger error constant, with the error',
        'log: unknown error constant, with the error',
      ]);
    });

    it('of Lombok, whose annotations declare the field', async () => {
      for (const [annotation, library] of [
        ['lombok.extern.slf4j.Slf4j', 'slf4j'],
        ['lombok.extern.log4j.Log4j2', 'log4j2'],
        ['lombok.extern.java.Log', 'java.util.logging'],
        ['lombok.extern.apachecommons.CommonsLog', 'commons-logging'],
      ]) {
        const name = annotation?.split('.').at(-1);
        const facts = await factsOf(
          'java',
          `import ${annotation};\n@${name}\nclass A { void run() { log.info("x"); } }\n`,
        );
        assert.deepEqual(
          [...logLines(facts), ...facts.loggers.map((logger) => logger.library)],
          [`log: ${library} info constant`, library],
        );
      }
      const own = await factsOf('java', 'import com.acme.audit.Log;\n@Log("x") class A { void run() { load(); } }\n');
      assert.deepEqual(own.loggers, []);
    });

    it('of nobody: what is printed', async () => {
      const facts = await factsOf(
        'java',
        'class A { void run(PrintStream out) { System.out.println("x"); System.err.printf("%s", y); out.println("z"); try { a(); } catch (E e) { e.printStackTrace(); } } }',
      );
      assert.deepEqual(logLines(facts), [
        'System.out: print info constant',
        'System.err: print error placeholder',
        'e: print error none, with the error',
      ]);
    });
  });

  describe('how a file is written', () => {
    it('is read with tabs, carriage returns, a byte-order mark and what does not parse', async () => {
      const text =
        '\ufeffpackage a;\r\n\r\nimport b.C;\r\n\r\nclass A {\r\n\tvoid run() {\r\n\t\ttry { a(); } catch (E e) { }\r\n\t}\r\n}\r\n';
      const { style, prologue, handlers, syntaxErrors } = await factsOf('java', text);
      assert.deepEqual(
        { indent: style.indent, endOfLine: style.endOfLine, semicolons: style.semicolons, quote: style.quote },
        { indent: '\t', endOfLine: '\r\n', semicolons: true, quote: '"' },
      );
      assert.equal(text.slice(prologue.firstStatement, prologue.afterImports), 'import b.C;\r\n');
      assert.deepEqual([handlers.length, syntaxErrors], [1, []]);
      const broken = await factsOf('java', 'class A { void run( { try { a(); } catch (E e) { } } void b() { c(); } }');
      assert.ok(broken.syntaxErrors.length > 0);
      assert.ok(broken.calls.some(({ callee }) => callee === 'c'));
    });

    it('takes suppressions', async () => {
      const { suppressions } = await factsOf(
        'java',
        'class A {\n  // prodaware-ignore swallowed-error: known\n  int x;\n}\n',
      );
      assert.deepEqual(
        suppressions.map(({ rules, reason }) => [rules, reason]),
        [[['swallowed-error'], 'known']],
      );
    });

    it('reads the environment', async () => {
      const { environmentReads } = await factsOf('java', 'class A { String x = System.getenv("PORT"); }');
      assert.deepEqual(
        environmentReads.map(({ name }) => name),
        ['PORT'],
      );
    });
  });
});
