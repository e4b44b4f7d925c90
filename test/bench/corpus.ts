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

export type CorpusLanguage = 'python' | 'typescript';

const heads: Record<CorpusLanguage, string> = {
  python: 'import logging\n\nimport requests\n\nlogger = logging.getLogger(__name__)\n',
  typescript: "import pino from 'pino';\n\nconst log = pino();\n",
};
const functions = { python: pythonFunction, typescript: typescriptFunction };

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
  return text;
}

/** Files of a repository with many services, path → text; one in ten folders is a service that a unit starts. */
export function repositoryFiles(files: number): Map<string, string> {
  const result = new Map<string, string>();
  const next = random(7);
  const perFolder = 50;
  for (let index = 0; result.size < files; index++) {
    const service = `services/service-${Math.floor(index / perFolder)}`;
    const language: CorpusLanguage = Math.floor(index / perFolder) % 2 === 0 ? 'python' : 'typescript';
    const name = index % perFolder === 0 ? 'main' : `module_${index % perFolder}`;
    const lines = 40 + Math.floor(next() * 260);
    result.set(`${service}/${name}.${language === 'python' ? 'py' : 'ts'}`, sourceText(language, lines, index + 1));
    if (index % perFolder !== 0) continue;
    const start = language === 'python' ? 'python main.py' : 'node --import tsx main.ts';
    result.set(`${service}/Procfile`, `web: ${start}\n`);
    if (language === 'typescript') result.set(`${service}/package.json`, '{ "name": "service", "type": "module" }\n');
    else result.set(`${service}/requirements.txt`, 'requests\n');
  }
  return result;
}
