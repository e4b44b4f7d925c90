/** How each library marks a span as failed, with the error on it. From the libraries' own documentation. */

export interface SpanErrorForm {
  readonly vendor: string;
  readonly ecosystem: string;
  /** Languages of the ecosystem it is for; empty for all of them. */
  readonly languages: readonly string[];
  /** Node: the module system it is written for; null elsewhere. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
  /** An import that the statements need, as `{import}` in them; null where they need none. */
  readonly import: string | null;
  /** Statements with `{span}`, `{error}` and `{import}`, without the end that a statement has in the language. */
  readonly statements: readonly string[];
  /** The present span, where it has no name, and the import it needs; null where there is no such expression. */
  readonly present: { readonly import: string; readonly expression: string } | null;
}

const form = (
  given: Pick<SpanErrorForm, 'vendor' | 'ecosystem' | 'statements'> & Partial<SpanErrorForm>,
): SpanErrorForm => ({ languages: [], moduleSystem: null, import: null, present: null, ...given });

export const spanErrorForms: readonly SpanErrorForm[] = [
  form({
    vendor: 'opentelemetry',
    ecosystem: 'python',
    import: 'from opentelemetry.trace import StatusCode',
    statements: ['{span}.record_exception({error})', '{span}.set_status({import}.ERROR)'],
    present: { import: 'from opentelemetry import trace', expression: '{import}.get_current_span()' },
  }),
  form({
    vendor: 'datadog',
    ecosystem: 'python',
    import: 'import sys',
    statements: ['{span}.set_exc_info(*{import}.exc_info())'],
  }),
  form({ vendor: 'sentry', ecosystem: 'python', statements: ['{span}.set_status("internal_error")'] }),
  ...(['typescript', 'javascript'] as const).flatMap((language) =>
    (['esm', 'commonjs'] as const).map((moduleSystem) =>
      form({
        vendor: 'opentelemetry',
        ecosystem: 'node',
        languages: [language],
        moduleSystem,
        import:
          moduleSystem === 'esm'
            ? "import { SpanStatusCode } from '@opentelemetry/api';"
            : "const { SpanStatusCode } = require('@opentelemetry/api');",
        statements: [
          `{span}.recordException({error}${language === 'typescript' ? ' as Error' : ''})`,
          '{span}.setStatus({ code: {import}.ERROR })',
        ],
      }),
    ),
  ),
  form({ vendor: 'datadog', ecosystem: 'node', statements: ["{span}.setTag('error', {error})"] }),
  form({
    vendor: 'opentelemetry',
    ecosystem: 'go',
    import: 'import "go.opentelemetry.io/otel/codes"',
    statements: ['{span}.RecordError({error})', '{span}.SetStatus({import}.Error, {error}.Error())'],
  }),
  form({
    vendor: 'opentelemetry',
    ecosystem: 'jvm',
    languages: ['java'],
    import: 'import io.opentelemetry.api.trace.StatusCode;',
    statements: ['{span}.recordException({error})', '{span}.setStatus({import}.ERROR)'],
  }),
];
