/**
 * What the compilers and interpreters of the languages say of source texts, many at once in one process each. A tool that
 * is not at hand is named, so that a test can show that it was left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transform } from 'esbuild';

export interface RealSyntax {
  /** As a person calls it. */
  readonly tool: string;
  /** Whether it is at hand here. */
  readonly isThere: boolean;
  /** For each text what is wrong with its syntax, null where nothing is. */
  faults(texts: readonly string[]): Promise<readonly (string | null)[]>;
}

const python = `
import ast, json, sys
faults = []
for text in json.load(sys.stdin):
    try:
        compile(text.lstrip("\\ufeff"), "<text>", "exec", ast.PyCF_ONLY_AST)
        faults.append(None)
    except SyntaxError as error:
        faults.append(str(error))
json.dump(faults, sys.stdout)
`;

// Modules and scripts differ in what they allow; a text with an import or an export is a module.
const node = `
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
const faults = JSON.parse(readFileSync(0, 'utf8')).map((text) => {
  const code = text.replace(/^\\uFEFF/, '').replace(/^#!.*/, '');
  try {
    if (/^(?:import|export)\\b/m.test(code)) new vm.SourceTextModule(code);
    else new vm.Script('(function (exports, require, module, __filename, __dirname) {' + code + '\\n})');
    return null;
  } catch (error) {
    return String(error);
  }
});
process.stdout.write(JSON.stringify(faults));
`;

// The compiler's own parser; what it does not resolve (names, types) is no matter of syntax. A line per fault.
const java = `
import com.sun.source.util.JavacTask;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.*;
import javax.tools.*;

public class ParseAll {
    record Text(String code) {}

    static class Source extends SimpleJavaFileObject {
        final String code;

        Source(int index, String code) {
            super(URI.create("string:///T" + index + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignore) {
            return code;
        }
    }

    public static void main(String[] args) throws Exception {
        String all = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int index = 0;
        for (String code : all.split("\\u0000", -1)) {
            DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
            JavacTask task = (JavacTask) compiler.getTask(
                null, null, found, List.of("-proc:none"), null, List.of(new Source(index, code)));
            task.parse();
            for (Diagnostic<?> one : found.getDiagnostics()) {
                if (one.getKind() != Diagnostic.Kind.ERROR) continue;
                String message = "line " + one.getLineNumber() + ": " + one.getMessage(Locale.ENGLISH);
                System.out.println(index + " " + message.replace("\\n", " "));
            }
            index++;
        }
    }
}
`;

const isOnPath = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words, { stdio: 'ignore', timeout: 20_000 }).status === 0;

function answered(command: string, words: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** What the tool prints is what the programs above write: a fault or null for each text. */
const asFaults = (printed: string): (string | null)[] => JSON.parse(printed) as (string | null)[];

/** For each text the first of the lines `<index> <message>`. */
function byIndex(texts: readonly string[], printed: string): (string | null)[] {
  const faults = texts.map((): string | null => null);
  for (const line of printed.split('\n')) {
    const [, index = '', message = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
    if (index !== '') faults[Number(index)] ??= message;
  }
  return faults;
}

async function inTemporaryFolder<Result>(work: (folder: string) => Result): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'prodaware-syntax-'));
  try {
    return await Promise.resolve(work(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By language. */
export const realSyntax: Readonly<Record<string, RealSyntax>> = {
  python: {
    tool: 'python3',
    isThere: isOnPath('python3', '--version'),
    faults: (texts) => Promise.resolve(asFaults(answered('python3', ['-c', python], JSON.stringify(texts)))),
  },
  javascript: {
    tool: 'node',
    isThere: true,
    faults: (texts) =>
      Promise.resolve(
        asFaults(
          answered(
            process.execPath,
            ['--experimental-vm-modules', '--no-warnings', '--input-type=module', '-e', node],
            JSON.stringify(texts),
          ),
        ),
      ),
  },
  typescript: {
    tool: 'esbuild',
    isThere: true,
    faults: (texts) =>
      Promise.all(
        texts.map(async (text) => {
          try {
            await transform(text, { loader: 'ts', logLevel: 'silent' });
            return null;
          } catch (error) {
            return String(error);
          }
        }),
      ),
  },
  go: {
    tool: 'gofmt',
    isThere: isOnPath('gofmt', '-h') || isOnPath('gofmt', '/dev/null'),
    faults: (texts) =>
      inTemporaryFolder((folder) => {
        const files = texts.map((text, index) => {
          const file = path.join(folder, `${index}.go`);
          writeFileSync(file, text);
          return file;
        });
        const { stderr } = spawnSync('gofmt', ['-e', '-l', ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
        return byIndex(texts, stderr.replaceAll(/^.*?(\d+)\.go:(.*)$/gm, '$1 $2'));
      }),
  },
  java: {
    tool: 'javac',
    isThere: isOnPath('javac', '-version') && isOnPath('java', '-version'),
    faults: (texts) =>
      inTemporaryFolder((folder) => {
        const file = path.join(folder, 'ParseAll.java');
        writeFileSync(file, java);
        // A byte-order mark is the business of who reads the file, before the compiler.
        const codes = texts.map((text) => text.replace(/^\uFEFF/, '')).join('\0');
        return byIndex(texts, answered('java', ['--add-modules', 'jdk.compiler', file], codes));
      }),
  },
};
