import assert from 'node:assert/strict';
import { phpLanguage } from '../../src/languages/php.ts';
import { at, factsOf, marked } from './render.ts';

const paths = async (text: string): Promise<string[]> =>
  (await factsOf('php', text)).calls.map((call) => `${call.callee} → ${call.path}`).sort();

/** What becomes of the errors that the handlers of a method take. */
async function outcomes(handlers: string, tried = '$this->gateway->charge($order);'): Promise<string[]> {
  const text = `<?php
use Psr\\Log\\LoggerInterface;
use Illuminate\\Support\\Facades\\Log;
class A { public function __construct(private LoggerInterface $logger) {}
  public function pay($order) {
    try { ${tried} } ${handlers}
    return true;
  }
}`;
  return (await factsOf('php', text)).handlers.map((handler) => handler.outcome);
}

describe('PHP', () => {
  it('gives functions with owners, parameters and attributes, and classes with their fields', async () => {
    const text = `<p><?= $title ?></p>
<?php
namespace Shop;
#[Route('/orders', methods: ['GET']), Final]
final class Orders extends Base implements Api, \\Countable
{
    use Loggable;
    private ?Clock $clock = null;
    const LIMIT = 3;
    public function __construct(private readonly LoggerInterface $log, int|string $n = 3, Foo ...$rest) {}
    #[Get] protected static function load(string $id): ?self { return (function () use ($id) { return fn($x) => $x; })(); }
}
enum Suit: string { case Hearts = 'h'; }
function helper(array $rows) { $run = function () {}; }
?><b></b>
`;
    const { functions, classes, syntaxErrors } = await factsOf('php', text);
    assert.deepEqual(syntaxErrors, []);
    assert.deepEqual(
      functions.map(({ name, owner, parameters, exported, decorators }) => [
        name,
        owner,
        parameters,
        exported,
        decorators,
      ]),
      [
        ['__construct', 'Orders', ['log', 'n', 'rest'], true, []],
        ['load', 'Orders', ['id'], false, ['Get']],
        ['<anonymous>', null, [], false, []],
        ['<anonymous>', null, ['x'], false, []],
        ['helper', null, ['rows'], true, []],
        ['run', null, [], false, []],
      ],
    );
    assert.deepEqual(
      classes.map(({ name, kind, bases, decorators, fields }) => [
        name,
        kind,
        bases,
        decorators,
        fields.map((field) => `${field.name}: ${field.type}`),
      ]),
      [
        [
          'Orders',
          'class',
          ['Base', 'Api', 'Countable'],
          ["Route('/orders', methods: ['GET'])", 'Final'],
          ['clock: ?Clock', 'LIMIT: null', 'log: LoggerInterface'],
        ],
        ['Suit', 'enum', [], [], ['Hearts: null']],
      ],
    );
  });

  it('gives imports of classes, functions, groups and files', async () => {
    const text = `<?php
use A\\B;
use A\\C as D;
use A\\{E, F as G};
use function A\\h;
use Exception;
require_once __DIR__ . '/lib/a.php';
include 'b.php';
`;
    const { imports } = await factsOf('php', text);
    assert.deepEqual(
      imports.map(({ module, names, alias, kind }) => [
        module,
        names.map((one) => `${one.name} ${one.alias}`),
        alias,
        kind,
      ]),
      [
        ['A', ['B B'], null, 'static'],
        ['A', ['C D'], null, 'static'],
        ['A', ['E E'], null, 'static'],
        ['A', ['F G'], null, 'static'],
        ['A', ['h h'], null, 'static'],
        ['Exception', [], 'Exception', 'static'],
        ['./lib/a.php', [], null, 'require'],
        ['b.php', [], null, 'dynamic'],
      ],
    );
    const context = {
      from: 'public/index.php',
      roots: ['.'],
      exists: (path: string) => path === 'public/lib/a.php' || path === 'b.php',
    };
    assert.equal(phpLanguage.resolveModule('./lib/a.php', context), 'public/lib/a.php');
    assert.equal(phpLanguage.resolveModule('b.php', context), 'b.php');
    assert.equal(phpLanguage.resolveModule('A', context), null);
  });

  it('knows what names stand for: imports, typed and promoted properties, what is assigned', async () => {
    const text = `<?php
use Psr\\Log\\LoggerInterface;
use Illuminate\\Support\\Facades\\Log;
use App\\Models\\Order as Purchase;
class A {
    private ?Clock $clock;
    private $client;
    public function __construct(private LoggerInterface $logger, $other) { $this->client = new \\GuzzleHttp\\Client(); }
    public function run(Purchase $order, $any) {
        $this->logger->error('x');
        $this->clock?->now();
        $this->client->get('/');
        Log::channel('a')->info('x');
        Purchase::find(1)->pay();
        $order->save();
        $any->go();
        $made = new Purchase();
        $made->refund();
        self::helper();
        parent::boot();
        $this->own();
        \\Sentry\\captureException($e);
        strlen('x');
        app(LoggerInterface::class)->warning('x');
        app('log')->error('x');
        $order->{$name}();
        foreach ($rows as $row) { $row->touch(); }
    }
}
`;
    assert.deepEqual(
      await paths(text),
      [
        '$this->logger->error → new Psr\\Log\\LoggerInterface().error',
        '$this->clock?->now → new Clock().now',
        '$this->client->get → new GuzzleHttp\\Client().get',
        '\\GuzzleHttp\\Client → GuzzleHttp\\Client',
        'Log::channel → Illuminate\\Support\\Facades\\Log.channel',
        "Log::channel('a')->info → Illuminate\\Support\\Facades\\Log.channel().info",
        'Purchase::find → App\\Models\\Order.find',
        'Purchase::find(1)->pay → App\\Models\\Order.find().pay',
        '$order->save → new App\\Models\\Order().save',
        '$any->go → null',
        'Purchase → App\\Models\\Order',
        '$made->refund → new App\\Models\\Order().refund',
        'self::helper → self.helper',
        'parent::boot → parent.boot',
        '$this->own → this.own',
        '\\Sentry\\captureException → Sentry\\captureException',
        'strlen → strlen',
        'app → app',
        'app(LoggerInterface::class)->warning → new Psr\\Log\\LoggerInterface().warning',
        'app → app',
        "app('log')->error → new Psr\\Log\\LoggerInterface().error",
        '$order->{$name} → null',
        '$row->touch → null',
      ].sort(),
    );
  });

  it('says how calls are made', async () => {
    const text = `<?php
pay(1, total: 2, ...$rest);
if ($ready && check()) { go(); } elseif ($x) { wait(); } else { stop(); }
foreach ($all as $one) { send($one); }
$x = match (true) { $a => one(), default => two() };
@unlink($file);
put(['error' => $x, 'b' => 1], [1, 2], "a $b", 'c', null, true, strlen(...));
`;
    const { calls } = await factsOf('php', text);
    assert.deepEqual(calls.map(marked), [
      'pay, statement',
      'check, if $ready',
      'go, if $ready && check(), statement',
      'wait, if $x, statement',
      'stop, if not ($x), statement',
      'send, in loop, statement',
      'one, if $a',
      'two',
      'unlink, statement',
      'put, statement',
    ]);
    assert.deepEqual(
      calls[0]?.arguments.map(({ keyword, kind, value }) => [keyword, kind, value]),
      [
        [null, 'number', '1'],
        ['total', 'number', '2'],
        [null, 'spread', null],
      ],
    );
    assert.deepEqual(
      calls.at(-1)?.arguments.map(({ kind, keys }) => (keys === undefined ? kind : `${kind} ${keys.join()}`)),
      ['object error,b', 'list', 'template', 'string', 'null', 'boolean', 'call'],
    );
  });

  it('gives handlers with all their types and where a name for the error goes', async () => {
    const text = `<?php
use Shop\\CardException;
try { pay(); } catch (CardException | \\RuntimeException $e) { go(); } catch (\\Throwable) { }`;
    const { handlers } = await factsOf('php', text);
    assert.deepEqual(
      handlers.map(({ header, types, binding, bindingInsertAt, placeholder }) => [
        at(text, header),
        types,
        binding,
        bindingInsertAt === -1 ? '' : text.slice(0, bindingInsertAt).slice(-10),
        placeholder !== null,
      ]),
      [
        ['catch (CardException | \\RuntimeException $e)', ['Shop\\CardException', 'RuntimeException'], '$e', '', false],
        ['catch (\\Throwable)', ['Throwable'], null, '\\Throwable', true],
      ],
    );
  });

  it('tells what becomes of an error', async () => {
    const cases: [string, string, string?][] = [
      ['catch (\\Throwable) { }', 'swallowed'],
      ['catch (\\Exception $e) { return false; }', 'swallowed'],
      ["catch (\\Exception $e) { $this->logger->error('x', ['exception' => $e]); }", 'logged'],
      ["catch (\\Exception $e) { Log::error('x'); }", 'logged'],
      ['catch (\\Exception $e) { report($e); }', 'logged'],
      ['catch (\\Exception $e) { throw $e; }', 'rethrown'],
      ["catch (\\Exception $e) { throw new PayException('x', 0, $e); }", 'wrapped'],
      ["catch (\\Exception $e) { die('no'); }", 'returned'],
      ['catch (\\Exception $e) { exit(1); }', 'wrapped'],
      ["catch (\\Exception $e) { return response()->json(['error' => 'no'], 500); }", 'returned'],
      ['catch (\\Exception $e) { $this->errors[] = $e; }', 'handed-on'],
      ['catch (\\Exception $e) { error_log($e->getMessage()); }', 'logged'],
      ['catch (ModelNotFoundException) { return null; }', 'expected'],
      ['catch (\\JsonException) { return null; }', 'expected', '$x = json_decode($text);'],
      ['catch (\\Exception $e) { }', 'expected', 'unlink($file);'],
      ['catch (\\Exception $e) { // the copy in the cache will do\n }', 'ignored-with-reason'],
      ['catch (\\Exception $ignored) { }', 'ignored-with-reason'],
    ];
    for (const [handler, expected, tried] of cases) {
      assert.deepEqual(await outcomes(handler, tried), [expected], handler);
    }
  });

  it('knows log calls, their levels and whether they take the error', async () => {
    const text = `<?php
use Illuminate\\Support\\Facades\\Log;
class A { public function __construct(private \\Psr\\Log\\LoggerInterface $logger) {}
  function f() { try { g(); } catch (\\Exception $e) {
    $this->logger->critical('x', ['exception' => $e]);
    $this->logger->error('x', ['error' => $e->getMessage()]);
    Log::warning("x $id");
    Log::channel('a')->info('x');
    $log->notice('x');
    logger('x');
    error_log('x'); var_dump($x); print_r($x); print_r($x, true); echo 'x'; print('x');
  } } }`;
    const { logCalls } = await factsOf('php', text);
    assert.deepEqual(
      logCalls.map(
        ({ library, logger, level, message, errorAttached }) =>
          `${library} ${logger} ${level} ${message}${errorAttached ? ' with error' : ''}`,
      ),
      [
        'psr-3 $this->logger critical constant with error',
        'psr-3 $this->logger error constant',
        'laravel Log warn interpolated',
        "psr-3 Log::channel('a') info constant",
        'unknown $log info constant',
        'laravel logger debug constant',
        'print error_log error constant',
        'print var_dump debug none',
        'print print_r debug none',
      ],
    );
  });

  it('gives the loggers of objects', async () => {
    const text = `<?php
use Psr\\Log\\LoggerInterface;
class A { private LoggerInterface $own; private $given;
  function __construct(private LoggerInterface $log, LoggerInterface $other) { $this->given = $other; } }`;
    const { loggers } = await factsOf('php', text);
    assert.deepEqual(
      loggers.map(({ name, library, function: within }) => [name, library, within]),
      [
        ['$this->own', 'psr-3', -1],
        ['$this->given', 'psr-3', -1],
        ['$log', 'psr-3', 0],
        ['$this->log', 'psr-3', -1],
        ['$other', 'psr-3', 0],
      ],
    );
  });

  it('reads the environment, style, suppressions and where code goes', async () => {
    const text =
      '<?php\r\n\r\ndeclare(strict_types=1);\r\n\r\nnamespace A;\r\n\r\nuse B\\C;\r\n\r\nclass D {\r\n\tfunction f() {\r\n\t\tgetenv("PORT"); $_ENV["A"]; $_ENV[\'HOME\']; // prodaware-ignore swallowed-error: because\r\n\t}\r\n}\r\n';
    const facts = await factsOf('php', text);
    assert.deepEqual(
      facts.environmentReads.map(({ name }) => name),
      ['PORT', 'HOME'],
    );
    assert.deepEqual([facts.style.indent, facts.style.endOfLine], ['\t', '\r\n']);
    assert.equal(facts.suppressions.length, 1);
    assert.equal(text.slice(facts.prologue.firstStatement, facts.prologue.afterImports), 'use B\\C;\r\n');
  });

  it('reads on where the grammar cannot', async () => {
    const { syntaxErrors, calls } = await factsOf('php', '<?php function f( { go(; } function g() { run(); }');
    assert.ok(syntaxErrors.length > 0);
    assert.ok(calls.some(({ callee }) => callee === 'run'));
  });
});
