import { genAi, genAiEvents } from '#lib/semconv/gen-ai.ts'
import { strands as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, reportsEverything } from './emitter-knowledge.ts'
import { type KindReading, otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'

const scopes = new Set<string>(keys.scopes)

/** AWS Strands Agents: the provider's raw numbers; an agent's usage grows over its whole life. */
export const strandsAgents: Dialect = {
  name: 'strands',
  matchesSpan: ({ attributes, record }) =>
    scopes.has(record.scope.name) || attributes.text(genAi.providerName, genAi.system) === keys.literal,
  mapSpan: (input) => {
    const { attributes } = input
    const { kind, operation, warnings } = kindOf(input)
    const failed = kind === 'tool' && attributes.text(genAi.toolStatus) === 'error'
    return buildSpan(input, {
      dialect: strandsAgents.name,
      kind,
      operation,
      reported: reportedUsage(attributes, [genAiUsage]),
      // Cache classes are written as soon as the provider reports them.
      emitter: (provider, model) => passesThrough(reportsEverything, provider, model),
      content: eventContent(input, kind),
      facts: {
        ...(kind === 'llm' || kind === 'embedding'
          ? {}
          : { usageClaim: attributes.has(genAi.usageInput) ? 'cumulative' : 'none' }),
        ...(failed ? { status: 'error' } : {}),
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    })
  },
}

function kindOf(input: SpanInput): KindReading {
  const { name } = input.record.span
  if (/^(execute_event_loop_cycle|Cycle )/.test(name)) return { kind: 'step', operation: '', warnings: [] }
  if (/^invoke_(graph|swarm)\b/.test(name)) return { kind: 'workflow', operation: '', warnings: [] }
  return otelKind(input)
}

/** Tools carry arguments and result as message events. */
function eventContent(input: SpanInput, kind: KindReading['kind']) {
  if (kind !== 'tool') return {}
  const of = (name: string, ...keysOfValue: string[]) => {
    const event = input.record.span.events.find((candidate) => candidate.name === name)
    const entry = keysOfValue.map((key) => event?.attributes.find((attribute) => attribute.key === key)).find(Boolean)
    return entry?.value.stringValue
  }
  const given = of(genAiEvents.toolMessage, 'content')
  const returned = of(genAiEvents.choice, 'message', 'content')
  return { ...(given === undefined ? {} : { input: given }), ...(returned === undefined ? {} : { output: returned }) }
}
