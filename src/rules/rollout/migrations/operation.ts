/** What a migration does to the schema, whatever tool it is written for. Names are as they are written there. */
import type { Range } from '../../../model/text.ts';

export type Operation = Range & {
  /** As the tool calls it: `RemoveField`, `ALTER TABLE … DROP COLUMN`. */
  readonly written: string;
  readonly table: string;
} & (
    | { readonly kind: 'create-table' | 'drop-table' }
    | { readonly kind: 'rename-table'; readonly to: string }
    | {
        readonly kind: 'add-column';
        readonly column: string;
        /** It may not be null. */
        readonly required: boolean;
        /** `application`: the tool fills existing rows and takes the default away again. */
        readonly default: 'database' | 'application' | 'none';
      }
    | { readonly kind: 'drop-column'; readonly column: string }
    | { readonly kind: 'rename-column'; readonly column: string; readonly to: string }
    | { readonly kind: 'change-type'; readonly column: string; readonly to: string }
    | {
        readonly kind: 'add-index' | 'drop-index';
        readonly concurrently: boolean;
        /** Where the word that makes it concurrent belongs; null where that is not one place. */
        readonly concurrentlyAt: number | null;
      }
    | {
        readonly kind: 'add-constraint';
        readonly constraint: 'foreign-key' | 'check' | 'unique';
        /** Existing rows are looked at while the table is locked. */
        readonly validates: boolean;
        /** The table that a foreign key points to. */
        readonly target: string | null;
      }
    | { readonly kind: 'update'; readonly filtered: boolean }
  );

/** Without `Range`, `written` and `table`, for those who make one. */
type Distributed<Of> = Of extends unknown ? Omit<Of, keyof Range | 'written' | 'table'> : never;
export type OperationDetail = Distributed<Operation>;

export interface SchemaMigration {
  readonly path: string;
  readonly text: string;
  /** Row of `knowledge/migrations`. */
  readonly tool: string;
  /** What is concurrent fails in it: the tool runs it in a transaction. */
  readonly transactional: boolean;
  readonly operations: readonly Operation[];
}

/** The same name for a table and for the model that people write in code: `order_items`, `OrderItem`. */
export function foldedTable(name: string): string {
  const last = name.replace(/["'`[\]]/g, '').replace(/^.*\./, '');
  const folded = last.toLowerCase().replace(/[_-]/g, '');
  if (folded.endsWith('ies')) return `${folded.slice(0, -3)}y`;
  return folded.replace(/(?<=(?:s|x|z|ch|sh))es$|(?<=[^s])s$/, '');
}
