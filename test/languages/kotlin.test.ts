import assert from 'node:assert/strict';
import type { Facts } from '../../src/model/facts.ts';
import { at, factsOf, paths, source } from './render.ts';

const logLines = ({ logCalls }: Facts): string[] =>
  logCalls.map(({ logger, library, level, message, errorAttached }) =>
    [`${logger}: ${library} ${level} ${message}`, errorAttached ? 'with the error' : ''].filter(Boolean).join(', '),
  );

const kotlin = (body: string, caught = 'e: Exception', tried = 'charge(card)', name = 'pay'): string =>
  `import org.slf4j.LoggerFactory\nclass A {\n  private val log = LoggerFactory.getLogger(A::class.java)\n  fun ${name}(card: Card): Boolean {\n    try {\n      ${tried}\n    } catch (${caught}) {\n      ${body}\n    }\n    return true\n  }\n}\n`;

async function check(cases: readonly (readonly [handler: string, outcome: string])[]): Promise<void> {
  const found: [string, string][] = [];
  for (const [handler] of cases) {
    const { handlers, syntaxErrors } = await factsOf('kotlin', handler);
    assert.deepEqual(syntaxErrors, [], handler);
    found.push([handler, handlers.map(({ outcome }) => outcome).join(' ')]);
  }
  assert.deepEqual(found, cases);
}

describe('Kotlin', () => {
  it('has functions with owner, parameters and annotations', async () => {
    const { functions, syntaxErrors } = await factsOf(
      'kotlin',
      source(`
        package shop
        class Orders(private val store: Store) {
            constructor() : this(Store())
            @GetMapping("/orders/{id}")
            suspend fun load(@PathVariable id: String, vararg more: Int): Order = store.find(id)
            private fun hidden() { store.each { order -> order.pay() } }
            companion object { fun make() = Orders() }
        }
        fun String.trimmed() = trim()
        internal fun top(f: (Int) -> Unit = {}) {}
        fun main(args: Array<String>) {}
      `),
    );
    assert.deepEqual(syntaxErrors, []);
    assert.deepEqual(
      functions.map(({ owner, name, parameters, decorators, async, exported }) =>
        [`${owner}.${name}(${parameters.join(', ')})`, decorators.join(' '), async, exported].join(' | '),
      ),
      [
        'Orders.Orders() |  | false | true',
        'Orders.load(id, more) | GetMapping("/orders/{id}") | true | true',
        'Orders.hidden() |  | false | false',
        'null.<anonymous>(order) |  | false | false',
        'Orders.make() |  | false | true',
        'null.trimmed() |  | false | true',
        'null.top(f) |  | false | false',
        'null.<anonymous>() |  | false | false',
        'null.main(args) |  | false | true',
      ],
    );
  });

  it('has classes with fields, bases and annotations', async () => {
    const { classes } = await factsOf(
      'kotlin',
      source(`
        import com.acme.Base
        @Service
        class A(val id: String, seed: Int, @Inject private val repo: Repo?) : Base<A>(id), Api {
            private val count: Int = 1
            lateinit var later: Later
        }
        data class Point(val x: Int, val y: Int)
        enum class Color(val code: Int) { RED(1), GREEN(2) }
        interface Api { val limit: Int }
        object Single
      `),
    );
    assert.deepEqual(
      classes.map(({ kind, name, bases, decorators, fields }) =>
        [
          `${kind} ${name}: ${bases.join(', ')}`,
          decorators.join(' '),
          fields.map((field) => `${field.name} ${field.type}`).join(', '),
        ].join(' | '),
      ),
      [
        'class A: com.acme.Base, Api | Service | id String, repo Repo?, count Int, later Later',
        'record Point:  |  | x Int, y Int',
        'enum Color:  |  | code Int, RED null, GREEN null',
        'interface Api:  |  | limit Int',
        'object Single:  |  | ',
      ],
    );
  });

  it('has paths through imports, declared types, values and generic calls', async () =>
    assert.deepEqual(
      await paths(
        'kotlin',
        `
        import org.acme.Client
        import org.acme.helper
        import org.acme.Query as Q
        class A(private val client: Client) {
            private val made = Q(1)
            fun run(query: Q?, other: Any) {
                client.get<String>(url)
                client?.get()
                this.client.each { it.one() }
                made.one()
                query!!.one()
                helper(1)
                own()
                val local = client.open() ?: return
                local.read()
                (other as Q).one()
                println("x")
            }
        }
      `,
      ),
      [
        'Q → org.acme.Query',
        'client.get → new org.acme.Client().get',
        'client?.get → new org.acme.Client().get',
        'this.client.each → new org.acme.Client().each',
        'it.one → null',
        'made.one → new org.acme.Query().one',
        'query!!.one → new org.acme.Query().one',
        'helper → org.acme.helper',
        'own → own',
        'client.open → new org.acme.Client().open',
        'local.read → new org.acme.Client().open().read',
        '(other as Q).one → new org.acme.Query().one',
        'println → kotlin.io.println',
      ],
    ));

  it('knows conditions, loops and statements', async () => {
    const { calls } = await factsOf(
      'kotlin',
      source(`
        fun run() {
            if (ready) a() else { b() }
            for (i in 1..3) { c() }
            while (open) d()
            val x = known ?: e()
            when (kind) { 1, 2 -> f(); is Foo -> { g() } else -> h() }
            val y = wanted && i()
        }
      `),
    );
    assert.deepEqual(
      calls.map((call) =>
        [call.callee, call.condition ?? '', call.inLoop ? 'loop' : '', call.isStatement ? 'statement' : '']
          .filter(Boolean)
          .join(', '),
      ),
      [
        'a, ready',
        'b, not (ready), statement',
        'c, loop, statement',
        'd, loop',
        'e, not (known)',
        'f, 1',
        'g, is Foo, statement',
        'h',
        'i, wanted',
      ],
    );
  });

  it('logs with SLF4J, kotlin-logging and println', async () => {
    const facts = await factsOf(
      'kotlin',
      source(`
        import io.github.oshai.kotlinlogging.KotlinLogging
        import org.slf4j.LoggerFactory
        private val logger = KotlinLogging.logger {}
        class A {
            fun run() {
                try { pay() } catch (e: Exception) {
                    logger.error(e) { "no $card" }
                    logger.warn { "no card" }
                    logger.info("x")
                    log.error("no {}", card, e)
                    log.error("no $card", e)
                    log.warn("no: {}", e.message)
                    println("x")
                    e.printStackTrace()
                }
            }
            companion object { private val log = LoggerFactory.getLogger(A::class.java) }
        }
      `),
    );
    assert.deepEqual(logLines(facts), [
      'logger: kotlin-logging error interpolated, with the error',
      'logger: kotlin-logging warn constant',
      'logger: kotlin-logging info constant',
      'log: slf4j error placeholder, with the error',
      'log: slf4j error interpolated, with the error',
      'log: slf4j warn placeholder',
      'println: print info constant',
      'e: print error none, with the error',
    ]);
    assert.deepEqual(
      facts.loggers.map(({ name, library }) => `${name} ${library}`),
      ['logger kotlin-logging', 'log slf4j'],
    );
  });

  it('loses an error where nothing of it survives', () =>
    check([
      [kotlin(''), 'swallowed'],
      [kotlin('return false'), 'swallowed'],
      [kotlin('null'), 'swallowed'],
      [kotlin('log.debug("no card")'), 'swallowed'],
      ['fun a() { val x = try { b() } catch (e: IOException) { null } }', 'swallowed'],
      ['fun a() { runCatching { send() } }', 'swallowed'],
      ['fun a() { runCatching { send() }.onFailure { } }', 'swallowed'],
    ]));

  it('keeps it where it goes on, is logged, counted or meant', () =>
    check([
      [kotlin('throw e'), 'rethrown'],
      [kotlin('throw PaymentException("x", e)'), 'wrapped'],
      [kotlin('return Result.failure(e)'), 'returned'],
      [kotlin('future.completeExceptionally(e)'), 'returned'],
      [kotlin('log.error("x", e)'), 'logged'],
      [kotlin('failures.add(card)'), 'handed-on'],
      [kotlin('failureCounter.increment()'), 'counted'],
      [kotlin('return true', 'e: NumberFormatException', 'Integer.parseInt(x)'), 'expected'],
      [kotlin('', '_: Exception'), 'ignored-with-reason'],
      [kotlin('', 'ignored: Exception'), 'ignored-with-reason'],
      [kotlin('// the card may be gone'), 'ignored-with-reason'],
      ['fun a() { runCatching { send() }.onFailure { log.warn("x", it) } }', 'logged'],
      ['fun a() = runCatching { send() }.getOrNull()', ''],
      ['fun a() { val result = runCatching { send() } }', ''],
    ]));

  it('has handlers with what they catch', async () => {
    const text = 'fun a() { try { b() } catch (e: java.io.IOException) { c() } finally { d() } }';
    const { handlers } = await factsOf('kotlin', text);
    assert.deepEqual(
      handlers.map(({ form, header, types, binding, statements }) => [
        form,
        at(text, header),
        types,
        binding,
        statements.map((range) => at(text, range)),
      ]),
      [['catch', 'catch (e: java.io.IOException)', ['java.io.IOException'], 'e', ['c()']]],
    );
  });

  it('reads style and prologue', async () => {
    const text = 'package a\r\n\r\nimport b.C\r\n\r\nclass A {\r\n\tfun run() {\r\n\t\ta()\r\n\t}\r\n}\r\n';
    const { style, prologue } = await factsOf('kotlin', text);
    assert.deepEqual([style.indent, style.endOfLine, style.semicolons], ['\t', '\r\n', false]);
    assert.equal(text.slice(prologue.firstStatement, prologue.afterImports), 'import b.C\r\n');
  });
});
