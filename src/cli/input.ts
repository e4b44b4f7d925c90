/** Standard input as text. */

/**
 * @param most bytes that are read
 * @throws Error where there is more
 */
export async function readInput(most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    // Safe: without an encoding a stream gives bytes.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > most) throw new Error(`the input is larger than ${Math.round(most / 1_000_000)} MB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
