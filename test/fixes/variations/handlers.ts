/** The same handler in its other shapes: what it catches, how the error is named, what stands beside it. */
import { blockBehind, codeOf, headerAt, indentOf, replaced, sourceOf } from './lines.ts';
import type { Variation } from './variation.ts';

/** Text for text, in the languages named. */
const swap = (name: string, languages: readonly string[], from: RegExp, to: string): Variation => ({
  name,
  vary: (text, _words, language) => (languages.includes(language) ? text.replace(from, to) : null),
});

const script = ['javascript', 'typescript'];

export const handlers: readonly Variation[] = [
  swap('every exception', ['python'], /except CardError\b/, 'except Exception'),
  swap('a bare except', ['python'], /except CardError( as error)?:/, 'except:'),
  swap('two exceptions', ['python'], /except CardError\b/, 'except (CardError, OSError)'),
  swap('a name for the exception', ['python'], /except CardError:/, 'except CardError as failure:'),
  swap(
    'suppress',
    ['python'],
    /try:\n(\s+[^\n]+)\n\s+\[\|except CardError:\|\]\n\s+return False/,
    '[|with contextlib.suppress(CardError):|]\n$1',
  ),
  swap('two types', ['java'], /catch \((Card)?Exception e\)/, 'catch (CardException | IOException e)'),
  swap('a final exception', ['java'], /catch \((\w+) e\)/, 'catch (final $1 ignored)'),
  swap('a name that says to ignore', ['kotlin'], /catch \(e: (\w+)\)/, 'catch (ignored: $1)'),
  swap('no name', ['kotlin'], /catch \(e: (\w+)\)/, 'catch (_: $1)'),
  swap('a named error', script, /(\[\|)?catch(\|\])? \{/, '$1catch (problem)$2 {'),
  swap('an error with a type', ['typescript'], /(\[\|)?catch(\|\])? \{/, '$1catch (error: unknown)$2 {'),
  swap('an error taken apart', script, /(\[\|)?catch(\|\])? \{/, '$1catch ({ message })$2 {'),
  swap('a function expression', script, /\.catch\(\(\) => \{\}\)/, '.catch(function () {})'),
  swap('a named parameter', script, /\.catch\(\(\) => \{\}\)/, '.catch((problem) => {})'),
  swap('a parameter without parentheses', script, /\.catch\(\((\w*)\) => \{/, '.catch(_ => {'),
  swap('an expression', script, /\.catch\(\(\) => \{\}\)/, '.catch(() => null)'),
  swap('nothing', script, /\.catch\(\(\) => \{\}\)/, '.catch(() => undefined)'),
  swap('an object', script, /\.catch\(\(\) => \{\}\)/, '.catch(() => ({ orders: [] }))'),
  swap('an async function', script, /\.catch\(\(\) => \{\}\)/, '.catch(async () => {})'),
  swap('the second function of then', script, /\.catch\(\(\) => \{\}\)/, '.then(refreshed, () => {})'),
  swap(
    'an error of its own line',
    ['go'],
    /(\t*)(\[\|)?if err := (.*?); err != nil(\|\])? \{/,
    '$1err := $3\n$1$2if err != nil$4 {',
  ),
  swap('another name of the error', ['go'], /\berr\b/g, 'problem'),
  {
    name: 'another handler before',
    vary(text, _words, language) {
      const source = sourceOf(text);
      const line = source?.lines[source.at] ?? '';
      if (source === null) return null;
      const indent = indentOf(line);
      if (language === 'python' && codeOf(line).startsWith('except ')) {
        return replaced(source, source.at, source.at, [`${indent}except KeyError:`, `${indent}${source.unit}raise`]);
      }
      if (!/^\s*\} (?:\[\|)?catch \(/.test(line) || !['java', 'kotlin', 'csharp'].includes(language)) return null;
      const parameter = language === 'kotlin' ? 'e: IllegalStateException' : 'IllegalStateException e';
      const end = language === 'kotlin' ? '' : ';';
      const thrown = language === 'csharp' ? 'throw' : 'throw e';
      return replaced(source, source.at, source.at, [
        `${indent}} catch (${parameter}) {`,
        `${indent}${source.unit}${thrown}${end}`,
      ]);
    },
  },
  {
    name: 'a finally behind',
    vary(text, words, language) {
      const source = sourceOf(text);
      const header = source === null ? null : headerAt(source, words);
      if (source === null || header === null || !/\b(?:except|catch)\b/.test(source.lines[header] ?? '')) return null;
      const indent = indentOf(source.lines[header] ?? '');
      const { to } = blockBehind(source, header);
      const statement = `${indent}${source.unit}${words.statement}`;
      if (words.blocks === 'indent') return replaced(source, to, to, [`${indent}finally:`, statement]);
      if (source.lines[to] !== `${indent}}` || language === 'go' || language === 'rust') return null;
      return replaced(source, to, to + 1, [`${indent}} finally {`, statement, `${indent}}`]);
    },
  },
];
