/** What a handler does, told by its text alone: as a search in it would tell, apart from how the rule tells it. */
import type { HandlerFact } from '../../src/model/facts.ts';

/** Throws, ends the process, answers with a failure, or does anything with the error, as a search in the text would tell. */
export function propagatesByText(language: string, { binding }: HandlerFact, body: string): boolean {
  const code = withoutComments(body);
  const name = binding !== null && /^[\w$]+$/.test(binding) ? binding : null;
  if (name !== null && new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(code)) return true;
  if (/\b(?:raise|throw|panic!?|reject|abort|exit|_exit|Exit|Fatalf?)\b/.test(code)) return true;
  if (/\b[45]\d\d\b|\bStatus(?:Code)?\.?[A-Z]\w+|HTTP_[45]|INTERNAL_SERVER_ERROR|BAD_REQUEST/.test(code)) return true;
  return [...code.matchAll(/\breturn\b([^\n]*)/g)].some(([, value = '']) =>
    language === 'go'
      ? /\b(?:errors?|fmt|status)\.\w+\(|\b[eE]rr\w*\b/.test(value)
      : /\b\w*(?:[eE]rror|[fF]ail|Exception|Err)\w*\b|NotImplemented/.test(value),
  );
}

export function isEmpty(body: string): boolean {
  const code = body
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|^\s*#[^\n]*/gm, '')
    .replace(/[{}();]/g, '')
    .trim();
  return code === '' || code === 'pass' || code === '...';
}

/** Errors by which languages and libraries say something ordinary, by their names alone. */
const answers =
  /^(?:Key|Index|Lookup|Attribute|Value|Type|Unicode\w*|JSONDecode|FileNotFound|FileExists|Import|ModuleNotFound|NotImplemented|ZeroDivision|Overflow|EOF|Assertion|Recursion|Permission|Timeout|Cancelled|Interrupted)Error$|^(?:Stop(?:Async)?Iteration|KeyboardInterrupt|SystemExit|GeneratorExit|DecimalException|InvalidOperation)$|DoesNotExist$|NotFound(?:Error|Exception)?$|NoSuch\w*|NoResultFound|Multiple\w*(?:Returned|Found)|Validation(?:Error|Exception)|Pars(?:e|er|ing)(?:Error|Exception)|Already\w*|Duplicate\w*|IntegrityError|NumberFormatException|(?:Illegal(?:Argument|State)|ClassCast|NoSuchElement|InputMismatch|DateTimeParse|DateTimeException|URISyntax|MalformedURL|UnsupportedEncoding|UnsupportedOperation|ClassNotFound|NoClassDefFound\w*|InterruptedException|Cancellation|EOFException|FileNotFound|IndexOutOfBounds|ArrayIndex\w*|NullPointer|Interrupted)(?:Exception|Error)?$|^(?:EOF|ErrNoRows|ErrNotExist|ErrNotFound|ErrRecordNotFound|Canceled|ErrServerClosed|ErrClosed|DeadlineExceeded|ErrUnexpectedEOF)$/;

export function isAnswer({ types }: HandlerFact): boolean {
  return types.length > 0 && types.every((type) => answers.test(type.slice(type.lastIndexOf('.') + 1)));
}

/** What is left says that something failed: a counter, a flag, a message, a metric. */
export function speaksOfFailure(body: string): boolean {
  return /err(?:or|s)?(?![a-z])|fail|invalid|exception|unsuccess|unavailable|\bwarn|dead_?letter|retr(?:y|ies)|\binc(?:r|rement)?\(/i.test(
    withoutComments(body),
  );
}

/** The handler with its header and the line above it, where comments about it stand. */
export function aroundBody(text: string, { header, body }: HandlerFact): string {
  const above = text.lastIndexOf('\n', Math.max(0, text.lastIndexOf('\n', header.start) - 1));
  const lineAbove = text.slice(above + 1, text.lastIndexOf('\n', header.start) + 1);
  return (/^\s*(?:#|\/\/|\*|\/\*)/.test(lineAbove) ? lineAbove : '') + text.slice(header.start, body.end);
}

/** A comment of two words or more. */
export function isDocumented(body: string): boolean {
  const comments = body.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\s)#[^\n]*/g) ?? [];
  return comments.some((comment) => (comment.match(/[A-Za-z']{2,}/g) ?? []).length >= 2);
}

function withoutComments(body: string): string {
  return body.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=^|\s)#[^\n]*/g, '');
}
