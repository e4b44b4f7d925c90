import assert from 'node:assert/strict';
import { at, factsOf, source } from './render.ts';

const java = (body: string, caught = 'Exception e', tried = 'charge(card);', name = 'pay'): string =>
  `import org.slf4j.*;\nimport org.slf4j.LoggerFactory;\nclass A {\n  private static final Logger log = LoggerFactory.getLogger(A.class);\n  boolean ${name}(Card card) throws Exception {\n    try {\n      ${tried}\n    } catch (${caught}) {\n      ${body}\n    }\n  }\n}\n`;

async function check(cases: readonly (readonly [handler: string, outcome: string])[]): Promise<void> {
  const found: [string, string][] = [];
  for (const [handler] of cases) {
    const { handlers, syntaxErrors } = await factsOf('java', handler);
    assert.deepEqual(syntaxErrors, [], handler);
    found.push([handler, handlers.map(({ outcome }) => outcome).join(' ')]);
  }
  assert.deepEqual(found, cases);
}

describe('what becomes of an error that Java catches', () => {
  it('is lost where nothing of it survives', () =>
    check([
      [java(''), 'swallowed'],
      [java('return false;'), 'swallowed'],
      [java('return null;'), 'swallowed'],
      [java('return Optional.empty();'), 'swallowed'],
      [java('return Collections.emptyList();'), 'swallowed'],
      [java('fallback();'), 'swallowed'],
      [java('log.debug("no card");'), 'swallowed'],
      [java('String text = e.getMessage();'), 'handed-on'],
      [java('', 'IOException | SQLException e'), 'swallowed'],
      [java('// TODO log it'), 'swallowed'],
    ]));

  it('goes on where it is thrown, or something is in its place', () =>
    check([
      [java('throw e;'), 'rethrown'],
      [java('throw new PaymentException("x", e);'), 'wrapped'],
      [java('throw new PaymentException("x");'), 'wrapped'],
      [java('return ResponseEntity.status(500).build();'), 'returned'],
      [java('return ResponseEntity.status(HttpStatus.BAD_GATEWAY).body(card);'), 'returned'],
      [java('return Either.left(e);'), 'returned'],
      [java('return Result.failure(card);'), 'returned'],
      [java('future.completeExceptionally(e);'), 'returned'],
      [java('listener.onFailure(e);'), 'handed-on'],
      [java('observer.onError(e);'), 'handed-on'],
      [java('failures.add(card);'), 'handed-on'],
      [java('lastError = e;'), 'handed-on'],
      [java('success = false;'), 'handed-on'],
      [java('System.exit(1);'), 'returned'],
    ]));

  it('is seen where it is logged, recorded, counted or reported', () =>
    check([
      [java('log.error("x", e);'), 'logged'],
      [java('log.warn("no card");'), 'logged'],
      [java('log.debug("no card", e);'), 'logged'],
      [java('log.atWarn().setCause(e).log("x");'), 'logged'],
      [java('Loggers.PAYMENT.warn("x", e);'), 'logged'],
      [java('e.printStackTrace();'), 'logged'],
      [java('System.err.println("x");'), 'logged'],
      [java('span.recordException(e);'), 'recorded'],
      [java('failureCounter.increment();'), 'counted'],
      [java('failures++;'), 'counted'],
      [java('Sentry.captureException(e);'), 'reported'],
    ]));

  it('is an answer where its type says so', () =>
    check([
      [java('return 0;', 'NumberFormatException e', 'return Integer.parseInt(text);'), 'expected'],
      [java('Thread.currentThread().interrupt();', 'InterruptedException e', 'Thread.sleep(10);'), 'expected'],
      [java('return null;', 'NoSuchElementException e'), 'expected'],
      [java('return null;', 'java.nio.file.NoSuchFileException e'), 'expected'],
      [java('return null;', 'ClassNotFoundException e', 'return Class.forName(name);'), 'expected'],
      [java('return null;', 'ParseException e', 'return format.parse(text);'), 'expected'],
      [java('return null;', 'IllegalArgumentException e', 'return Color.valueOf(text);'), 'expected'],
      [java('return null;', 'IllegalArgumentException e', 'gateway.charge(card);'), 'swallowed'],
      [java('return null;', 'UserNotFoundException e'), 'expected'],
    ]));

  it('is an answer where a question is asked', () =>
    check([
      [java('return false;', 'Exception e', 'access.checkPermission(card); return true;'), 'expected'],
      [java('return false;', 'Exception e', 'gateway.ping(); return true;', 'isAlive'), 'expected'],
      [java('return null;', 'Exception e', 'return (String) values.get("a");'), 'swallowed'],
    ]));

  it('does not matter where something is put away, or its author says so', () =>
    check([
      [java('', 'IOException e', 'socket.close();'), 'expected'],
      [java('', 'Exception ignored'), 'ignored-with-reason'],
      [java('', 'Exception expected'), 'ignored-with-reason'],
      [java('', 'Exception _'), 'ignored-with-reason'],
      [java('// the card may be gone by now'), 'ignored-with-reason'],
      [java('/* not needed here */'), 'ignored-with-reason'],
    ]));

  it('is told clause by clause', async () =>
    check([
      [
        'class A { void a() { try { b(); } catch (FooException e) {\n // may be missing\n } catch (Exception e) {\n } } }',
        'ignored-with-reason swallowed',
      ],
    ]));

  it('may be dealt with behind the handler', () =>
    check([
      [
        'class A { void a() { Key k = null; try { k = load(); } catch (Exception e) { } if (k == null) { throw new X("no key"); } } }',
        'handed-on',
      ],
      [
        'class A { void a() { for (int i = 0; i < 3; i++) { try { b(); return; } catch (Exception e) { } } throw new X("gave up"); } }',
        'wrapped',
      ],
    ]));
});

describe('handlers of Java', () => {
  it('stand in catch clauses, with what they catch', async () => {
    const text = source(`
      import java.io.IOException;
      class A {
          void a() {
              try (var in = open()) {
                  in.read();
              } catch (final IOException | java.sql.SQLException e) {
                  // nothing
              } finally { done(); }
          }
      }
    `);
    const { handlers } = await factsOf('java', text);
    assert.deepEqual(
      handlers.map(({ form, header, body, types, binding, tryBody }) => [
        form,
        at(text, header),
        at(text, body)?.trim(),
        types,
        binding,
        at(text, tryBody)?.replace(/\s+/g, ' '),
      ]),
      [
        [
          'catch',
          'catch (final IOException | java.sql.SQLException e)',
          '// nothing',
          ['java.io.IOException', 'java.sql.SQLException'],
          'e',
          '{ in.read(); }',
        ],
      ],
    );
  });

  it('are functions that take what went wrong elsewhere', async () => {
    const lambdas: [string, string][] = [
      ['return load().exceptionally(e -> null);', 'swallowed'],
      ['return load().exceptionally(e -> { log.warn("x", e); return null; });', 'logged'],
      ['return load().exceptionally(e -> { throw new CompletionException(e); });', 'wrapped'],
      ['return load().handle((value, e) -> e == null ? value : null);', 'swallowed'],
      ['return load().handle((value, other) -> 1);', ''],
      ['return load().whenComplete((value, e) -> done());', ''],
      ['load().whenComplete((value, e) -> { if (e != null) { failed(e); } });', 'handed-on'],
      ['return mono.onErrorResume(e -> Mono.empty());', 'swallowed'],
      ['return mono.onErrorResume(e -> Mono.error(new X(e)));', 'returned'],
    ];
    const found: [string, string][] = [];
    for (const [statement] of lambdas) {
      const { handlers } = await factsOf('java', `class A { Object a() { ${statement} } }`);
      found.push([statement, handlers.map(({ outcome }) => outcome).join(' ')]);
    }
    assert.deepEqual(found, lambdas);
  });
});
