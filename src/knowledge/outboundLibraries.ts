/** Every library that is known to call other systems. A new one is a row in its ecosystem's file under `outbound/`. */
import { outboundTables } from './outbound/index.ts';
import type { OutboundRow } from './outboundLibrary.ts';

/** The rows of a library, as facts name it: several where its functions and its clients differ. */
export function outboundRowsOf(ecosystem: string, library: string): readonly OutboundRow[] {
  return outboundTables
    .filter((table) => table.ecosystem === ecosystem)
    .flatMap((table) => table.rows.filter((row) => row.library === library));
}
