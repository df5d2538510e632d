import { agentOps as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect } from './dialect.ts'
import { passesThrough, unknownEmitter } from './emitter-knowledge.ts'
import { notUnderstood } from './not-understood.ts'
import { reportedUsage } from './reported-usage.ts'
import { kindOfWord } from './span-kind.ts'
import type { ReportedUsage } from './usage.ts'

/** AgentOps: indexed messages, the provider's raw numbers. */
export const agentOps: Dialect = {
  name: 'agentops',
  matchesSpan: ({ attributes }) => attributes.has(keys.spanKind),
  mapSpan: (input) => {
    const { attributes, record } = input
    const word = attributes.text(keys.spanKind)
    const kind = kindOfWord(word, record.span.parentSpanId === '')
    const entity = attributes.text(keys.entityName)
    return buildSpan(input, {
      dialect: agentOps.name,
      kind: kind ?? 'plain',
      reported: withoutAmbiguousCache(reportedUsage(attributes, [genAiUsage])),
      emitter: (provider, model) => passesThrough({ ...unknownEmitter, reasoning: 'included' }, provider, model),
      facts: {
        ...(kind === 'tool' ? { toolName: attributes.text(keys.toolName) || entity || record.span.name } : {}),
        ...(kind === 'agent' ? { agentName: entity || record.span.name.replace(/\.agent$/, '') } : {}),
        ...(kind ? {} : { warnings: notUnderstood(keys.spanKind, word) }),
      },
    })
  },
}

/** Some of its paths write cached reads under the name of cache writes: alone, that name proves nothing. */
function withoutAmbiguousCache(reported: ReportedUsage): ReportedUsage {
  const isAmbiguous = reported.cacheRead === null && (reported.cacheWrite ?? 0) > 0
  return isAmbiguous ? { ...reported, cacheWrite: null } : reported
}
