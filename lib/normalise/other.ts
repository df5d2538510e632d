import { aboutKeys } from './attributes.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect } from './dialect.ts'
import { logfire } from '#lib/semconv/frameworks.ts'
import { notUnderstood } from './not-understood.ts'

/** Namespaces that only AI telemetry uses. */
const aiKey =
  /^(gen_ai|llm|ai|openinference|traceloop|langfuse|langsmith|mastra|mlflow|agentops|lmnr|genkit|crewai|mcp)[.:]/

const strangeKey = aboutKeys(
  (keys) => keys.find((key) => aiKey.test(key) && !key.startsWith('ai.telemetry.metadata.')) ?? null,
)

/** Spans of any other software: HTTP, databases, own code. */
export const other: Dialect = {
  name: 'other',
  matchesSpan: () => true,
  mapSpan: (input) => {
    const strange = strangeKey(input.attributes)
    const facts = strange === null ? {} : { warnings: notUnderstood(strange, '') }
    return buildSpan(input, { dialect: other.name, kind: 'plain', facts })
  },
}

/** Logfire announces spans before they end; the real span follows under another id. */
export const pendingSpan: Dialect = {
  name: 'logfire',
  matchesSpan: ({ attributes }) => attributes.text(logfire.spanType) === logfire.pendingSpan,
  mapSpan: (input) =>
    buildSpan(input, {
      dialect: pendingSpan.name,
      kind: 'plain',
      content: { input: '', output: '' },
      facts: { warnings: [{ code: 'pending_span', message: 'Announces a span that has not ended yet.' }] },
    }),
}
