import { genAi, genAiEvents } from '#lib/semconv/gen-ai.ts'
import { strands as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, reportsEverything } from './emitter-knowledge.ts'
import { type KindReading, otelKind } from './otel-kind.ts'
import { reportedUsage } from './reported-usage.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

const scopes = new Set<string>(keys.scopes)

/**
 * AWS Strands Agents: an agent's usage grows over its whole life. In JavaScript scope and system
 * are the application's service name, so its own attributes tell the dialect.
 */
export const strandsAgents: Dialect = {
  name: 'strands',
  matchesSpan: ({ attributes, record }) =>
    scopes.has(record.scope.name) ||
    attributes.has(genAi.eventStartTime) ||
    attributes.has(keys.cycleId) ||
    attributes.has(keys.loopCycleId) ||
    attributes.text(genAi.providerName, genAi.system) === keys.literal,
  mapSpan: (input) => {
    const { attributes } = input
    const { kind, operation, warnings } = kindOf(input)
    const reported = reportedUsage(attributes, [genAiUsage])
    const failed = kind === 'tool' && attributes.text(genAi.toolStatus) === 'error'
    return buildSpan(input, {
      dialect: strandsAgents.name,
      kind,
      operation,
      reported,
      emitter: (provider, model) => emitterOf(reported, provider, model),
      content: eventContent(input, kind),
      facts: {
        ...(kind === 'llm' || kind === 'embedding'
          ? {}
          : { usageClaim: attributes.has(genAi.usageInput) ? 'cumulative' : 'none' }),
        // The literal is the framework or the service; the model tells the provider.
        provider: '',
        ...(failed ? { status: 'error' } : {}),
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    })
  },
}

function kindOf(input: SpanInput): KindReading {
  const { name } = input.record.span
  if (/^(execute_(event|agent)_loop_cycle|Cycle |memory\.)/.test(name))
    return { kind: 'step', operation: '', warnings: [] }
  if (/^invoke_(graph|swarm)\b/.test(name)) return { kind: 'workflow', operation: '', warnings: [] }
  if (input.attributes.has(genAi.agentNodeType)) return { kind: 'step', operation: '', warnings: [] }
  return otelKind(input)
}

/**
 * The provider's numbers, cache classes as soon as they are not zero. Bedrock's total contains the
 * cache: where input and output alone give it, newer versions have summed the cache into the input.
 */
function emitterOf(reported: ReportedUsage, provider: string, model: string): EmitterKnowledge {
  const { input, output, total } = reported
  const isSummed = provider === 'aws.bedrock' && total !== null && total === (input ?? 0) + (output ?? 0)
  return isSummed ? reportsEverything : passesThrough(reportsEverything, provider, model)
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
