import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FinishedSpan } from './trace-draft.ts'

const spansPerRequest = 500
const attempts = 8

/** Sends traces as OTLP/HTTP protobuf, in requests of some hundred spans; retries what OTLP allows to retry. */
export async function sendTraces(
  traces: Iterable<FinishedSpan[]>,
  target: { endpoint: string; apiKey?: string | undefined },
): Promise<{ traces: number; spans: number }> {
  const sent = { traces: 0, spans: 0 }
  let batch: FinishedSpan[] = []
  for (const trace of traces) {
    batch.push(...trace)
    sent.traces += 1
    sent.spans += trace.length
    if (batch.length < spansPerRequest) continue
    await post(batch, target)
    batch = []
  }
  if (batch.length > 0) await post(batch, target)
  return sent
}

async function post(spans: FinishedSpan[], target: { endpoint: string; apiKey?: string | undefined }): Promise<void> {
  const url = new URL('/v1/traces', target.endpoint)
  const body = ProtobufTraceSerializer.serializeRequest(spans)
  if (body === undefined) throw new Error('the spans could not be encoded as OTLP')
  const headers: Record<string, string> = { 'content-type': 'application/x-protobuf' }
  if (target.apiKey !== undefined) headers['authorization'] = `Bearer ${target.apiKey}`
  for (let attempt = 1; ; attempt += 1) {
    const problem = await tryPost(url, body, headers)
    if (problem === null) return
    if (!problem.retryable || attempt === attempts) throw new Error(problem.message)
    await sleep(250 * 2 ** attempt)
  }
}

async function tryPost(
  url: URL,
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<{ message: string; retryable: boolean } | null> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })
    await response.arrayBuffer()
    if (response.ok) return null
    const retryable = [429, 502, 503, 504].includes(response.status)
    return { message: `${url.href} answered ${response.status}: is this Tachograph's OTLP endpoint?`, retryable }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return {
      message: `${url.href} is not reachable (${reason}). Is Tachograph running? Start it with npm start.`,
      retryable: false,
    }
  }
}
