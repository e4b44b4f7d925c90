/**
 * Sources to measure on, the same at every run: services as people write them, in Python and TypeScript, with calls,
 * handlers, logging, comments and strings in ordinary proportion.
 */

/** Small deterministic generator (mulberry32); figures of two runs are of the same text. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const nouns = [
  'order',
  'invoice',
  'basket',
  'customer',
  'shipment',
  'refund',
  'price',
  'voucher',
  'address',
  'catalog',
];
const verbs = ['load', 'store', 'send', 'update', 'check', 'cancel', 'merge', 'split', 'count', 'price'];

function names(next: () => number): { verb: string; noun: string; other: string; number: number } {
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? 'thing';
  return { verb: pick(verbs), noun: pick(nouns), other: pick(nouns), number: Math.floor(next() * 1000) };
}

function pythonFunction(next: () => number, index: number): string {
  const { verb, noun, other, number } = names(next);
  const handler =
    next() < 0.15
      ? '        return None'
      : `        logger.exception("cannot ${verb} ${noun}", extra={"${other}": ${other}_id})\n        raise`;
  return `

def ${verb}_${noun}_${index}(session, ${other}_id, limit=${number}):
    """The ${noun} of one ${other}, at most \`limit\` of them."""
    query = session.query(${noun.toUpperCase()}).filter_by(${other}=${other}_id).limit(limit)
    total = 0
    for row in query:
        if row.amount > ${number} and not row.cancelled:
            total += row.amount * row.quantity
        elif row.cancelled:
            # Cancelled rows count for the report only.
            logger.info("skipped %s", row.id)
            continue
        else:
            total += sum(item["price"] for item in row.items if item.get("active", True))
    try:
        response = requests.post(f"https://${noun}.internal/{${other}_id}", json={"total": total}, timeout=5)
        response.raise_for_status()
    except requests.RequestException as error:
${handler}
    return {"${noun}": ${other}_id, "total": total, "items": [row.id for row in query]}
`;
}

function typescriptFunction(next: () => number, index: number): string {
  const { verb, noun, other, number } = names(next);
  const handler =
    next() < 0.15
      ? '    return null;'
      : `    log.error({ err: error, ${other}: ${other}Id }, 'cannot ${verb} ${noun}');\n    throw error;`;
  return `
/** The ${noun} of one ${other}, at most \`limit\` of them. */
export async function ${verb}${noun}${index}(session: Session, ${other}Id: string, limit = ${number}): Promise<Result | null> {
  const rows = await session.query<Row>('select * from ${noun} where ${other} = $1 limit $2', [${other}Id, limit]);
  let total = 0;
  for (const row of rows) {
    if (row.amount > ${number} && !row.cancelled) {
      total += row.amount * row.quantity;
    } else if (row.cancelled) {
      // Cancelled rows count for the report only.
      log.info({ row: row.id }, 'skipped');
      continue;
    } else {
      total += row.items.filter((item) => item.active ?? true).reduce((sum, item) => sum + item.price, 0);
    }
  }
  try {
    const response = await fetch(\`https://${noun}.internal/\${${other}Id}\`, { method: 'POST', body: JSON.stringify({ total }) });
    if (!response.ok) throw new Error(\`status \${response.status}\`);
  } catch (error) {
${handler}
  }
  return { ${noun}: ${other}Id, total, items: rows.map((row) => row.id) };
}
`;
}

function goFunction(next: () => number, index: number): string {
  const { verb, noun, other, number } = names(next);
  const handler =
    next() < 0.15
      ? '\t\treturn nil'
      : `\t\tslog.ErrorContext(ctx, "cannot ${verb} ${noun}", "${other}", ${other}ID, "err", err)\n\t\treturn fmt.Errorf("${verb} ${noun}: %w", err)`;
  return `
// ${verb}${noun}${index} gives the ${noun} of one ${other}, at most limit of them.
func (s *Store) ${verb}${noun}${index}(ctx context.Context, ${other}ID string, limit int) error {
	rows, err := s.db.QueryContext(ctx, "select * from ${noun} where ${other} = $1 limit $2", ${other}ID, limit)
	if err != nil {
		return err
	}
	total := 0
	for rows.Next() {
		var row Row
		if err := rows.Scan(&row.ID, &row.Amount, &row.Cancelled); err != nil {
			return err
		}
		if row.Amount > ${number} && !row.Cancelled {
			total += row.Amount * row.Quantity
		} else if row.Cancelled {
			// Cancelled rows count for the report only.
			slog.InfoContext(ctx, "skipped", "row", row.ID)
			continue
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://${noun}.internal/"+${other}ID, body(total))
	if err != nil {
		return err
	}
	if _, err := s.client.Do(request); err != nil {
${handler}
	}
	return nil
}
`;
}

function javaFunction(next: () => number, index: number): string {
  const { verb, noun, other, number } = names(next);
  const handler =
    next() < 0.15
      ? '      return null;'
      : `      log.error("cannot ${verb} ${noun} of {}", ${other}Id, e);\n      throw new ${noun}Exception(e);`;
  return `
  /** The ${noun} of one ${other}, at most limit of them. */
  public Result ${verb}${noun}${index}(Session session, String ${other}Id, int limit) {
    long total = 0;
    for (Row row : session.query("select * from ${noun} where ${other} = ? limit ?", ${other}Id, limit)) {
      if (row.amount() > ${number} && !row.cancelled()) {
        total += row.amount() * row.quantity();
      } else if (row.cancelled()) {
        // Cancelled rows count for the report only.
        log.info("skipped {}", row.id());
        continue;
      } else {
        total += row.items().stream().filter(Item::active).mapToLong(Item::price).sum();
      }
    }
    try {
      HttpResponse<String> response = client.send(post("https://${noun}.internal/" + ${other}Id, total), ofString());
      if (response.statusCode() >= 400) throw new IOException("status " + response.statusCode());
    } catch (IOException | InterruptedException e) {
${handler}
    }
    return new Result(${other}Id, total);
  }
`;
}

export const corpusLanguages = ['python', 'typescript', 'go', 'java'] as const;
export type CorpusLanguage = (typeof corpusLanguages)[number];

/** Endings of source files, and how a service of the language is started. */
const services: Record<CorpusLanguage, { ending: string; start: string; files: Readonly<Record<string, string>> }> = {
  python: { ending: 'py', start: 'python main.py', files: { 'requirements.txt': 'requests\n' } },
  typescript: {
    ending: 'ts',
    start: 'node --import tsx main.ts',
    files: { 'package.json': '{ "name": "service", "type": "module" }\n' },
  },
  go: { ending: 'go', start: './service', files: { 'go.mod': 'module example.com/service\n\ngo 1.22\n' } },
  java: { ending: 'java', start: 'java -jar service.jar', files: {} },
};

const heads: Record<CorpusLanguage, string> = {
  python: 'import logging\n\nimport requests\n\nlogger = logging.getLogger(__name__)\n',
  typescript: "import pino from 'pino';\n\nconst log = pino();\n",
  go: 'package main\n\nimport (\n\t"context"\n\t"fmt"\n\t"log/slog"\n\t"net/http"\n)\n',
  java: 'package shop;\n\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n\npublic class Service {\n  private static final Logger log = LoggerFactory.getLogger(Service.class);\n',
};
const tails: Partial<Record<CorpusLanguage, string>> = { java: '}\n' };
const functions = { python: pythonFunction, typescript: typescriptFunction, go: goFunction, java: javaFunction };

/** A source file of about so many lines. */
export function sourceText(language: CorpusLanguage, lines: number, seed: number): string {
  const next = random(seed);
  let text = heads[language];
  let count = text.split('\n').length;
  for (let index = 0; count < lines; index++) {
    const part = functions[language](next, index);
    text += part;
    count += part.split('\n').length - 1;
  }
  return text + (tails[language] ?? '');
}

/**
 * Files of a repository with many services, path → text.
 * @param among languages that its services take turns in
 */
export function repositoryFiles(
  files: number,
  among: readonly CorpusLanguage[] = ['python', 'typescript'],
): Map<string, string> {
  const result = new Map<string, string>();
  const next = random(7);
  const perFolder = 50;
  for (let index = 0; result.size < files; index++) {
    const number = Math.floor(index / perFolder);
    const folder = `services/service-${number}`;
    const language = among[number % among.length] ?? 'python';
    const { ending, start, files: beside } = services[language];
    const name = index % perFolder === 0 ? 'main' : `module_${index % perFolder}`;
    const lines = 40 + Math.floor(next() * 260);
    result.set(`${folder}/${name}.${ending}`, sourceText(language, lines, index + 1));
    if (index % perFolder !== 0) continue;
    result.set(`${folder}/Procfile`, `web: ${start}\n`);
    for (const [file, text] of Object.entries(beside)) result.set(`${folder}/${file}`, text);
  }
  return result;
}
