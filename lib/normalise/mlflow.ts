import { mlflow as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import { costOfDocument } from './cost-text.ts'
import type { Dialect } from './dialect.ts'
import { dropsCache, passesThrough, withProvider } from './emitter-knowledge.ts'
import { decodeJson } from './json.ts'
import { notUnderstood } from './not-understood.ts'
import { mergeUsage, reportedUsage, usageOfRecord } from './reported-usage.ts'
import { kindOfWord } from './span-kind.ts'

/** MLflow Tracing: every value is JSON, plain words included. */
export const mlflow: Dialect = {
  name: 'mlflow',
  matchesSpan: ({ attributes }) => attributes.has(keys.spanType) || attributes.has(keys.requestId),
  mapSpan: (input) => {
    const { attributes, record } = input
    const word = (key: string) => {
      const value = decodeJson(attributes.get(key) ?? null)
      return typeof value === 'string' ? value : ''
    }
    const type = word(keys.spanType)
    const kind = kindOfWord(type, record.span.parentSpanId === '')
    const reported = mergeUsage(usageOfRecord(attributes.get(keys.tokenUsage)), reportedUsage(attributes, [genAiUsage]))
    const isKnown = kind !== null || type === '' || /^unknown$/i.test(type)
    return buildSpan(input, {
      dialect: mlflow.name,
      kind: kind ?? 'plain',
      reported,
      emitter: (provider, model) => {
        const isAnthropic = /anthropic|claude/i.test(`${provider} ${model}`)
        const knowledge = isAnthropic ? dropsCache : passesThrough(dropsCache, provider, model)
        return withProvider(knowledge, provider, model, reported.cacheRead !== null)
      },
      content: {
        inputMessages: attributes.get(keys.inputs),
        outputMessages: attributes.get(keys.outputs),
        input: attributes.get(keys.inputs),
        output: attributes.get(keys.outputs),
      },
      facts: {
        ...(word(keys.model) === '' ? {} : { modelRequested: word(keys.model) }),
        ...(word(keys.provider) === '' ? {} : { provider: word(keys.provider) }),
        reportedCostUsd: costOfDocument(attributes.get(keys.cost), 'total_cost'),
        agentRunId: word(keys.requestId),
        ...(kind === 'tool' ? { toolName: record.span.name } : {}),
        ...(kind === 'agent' ? { agentName: record.span.name } : {}),
        ...(isKnown ? {} : { warnings: notUnderstood(keys.spanType, type) }),
      },
    })
  },
}
