import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { dify, livekit, mastra, openlit, strands } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { langfuse } from '#lib/semconv/langfuse.ts'
import { Attributes } from './attributes.ts'
import type { SpanInput } from './dialect.ts'
import { decodeJson } from './json.ts'

const nsPerMs = 1e6
const nsPerSecond = 1e9

/** The same name is seconds for OpenLIT and milliseconds for Strands, hence the scope. */
const durations: readonly { key: string; scale: number; scope?: RegExp }[] = [
  { key: genAi.timeToFirstChunk, scale: nsPerSecond },
  { key: aiSdk.timeToFirstChunk, scale: nsPerSecond },
  { key: strands.timeToFirstTokenMs, scale: nsPerMs, scope: /strands/ },
  { key: openlit.timeToFirstTokenSeconds, scale: nsPerSecond },
  { key: dify.timeToFirstTokenNs, scale: 1 },
  { key: aiSdk.msToFirstChunk, scale: nsPerMs },
  { key: livekit.timeToFirstToken, scale: nsPerSecond },
]

const startTimes = [langfuse.completionStartTime, mastra.completionStartTime] as const
const firstTokenEvents = new Set([aiSdk.firstChunkEvent, 'gen_ai.content.completion.chunk', 'First Token Stream Event'])

/** Nanoseconds until the first token; null when the span does not tell. */
export function timeToFirstTokenNs(input: SpanInput): number | null {
  const { attributes, record } = input
  for (const { key, scale, scope } of durations) {
    if (scope && !scope.test(record.scope.name)) continue
    const value = attributes.number(key)
    if (value !== null && value >= 0) return Math.round(value * scale)
  }
  const startNs = BigInt(record.span.startTimeUnixNano || '0')
  for (const key of startTimes) {
    const time = decodeJson(attributes.get(key))
    const ms = typeof time === 'string' ? Date.parse(time) : Number.NaN
    if (Number.isFinite(ms)) return notNegative(ms * nsPerMs - Number(startNs))
  }
  const event = record.span.events.find(({ name }) => firstTokenEvents.has(name))
  if (!event) return null
  const told = new Attributes(event.attributes).number(aiSdk.msToFirstChunk)
  return told === null ? notNegative(Number(BigInt(event.timeUnixNano || '0') - startNs)) : Math.round(told * nsPerMs)
}

/** A clock that runs behind gives no answer rather than a negative one. */
function notNegative(ns: number): number | null {
  return ns >= 0 ? Math.round(ns) : null
}
