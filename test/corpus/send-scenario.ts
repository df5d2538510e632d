import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { Rng } from '#lib/demo/rng.ts'
import {
  encodeLogsJson,
  encodeLogsProtobuf,
  encodeTracesJson,
  encodeTracesProtobuf,
} from '#test/support/encode-otlp.ts'
import { decodePayload } from './decode-payload.ts'
import { bodyOf, isJson, signalOf, type Scenario } from './payloads.ts'

/** The same payloads, sent another way: the runs that come out must not differ. */
export type Variant = 'captured' | 'gzip' | 'other-encoding' | 'span-by-span' | 'twice'

type Outgoing = { path: string; contentType: string; gzip: boolean; body: Uint8Array }

/** Requests under way at once where their order does not matter. */
const atOnce = 100
const maxAttempts = 120

/** Sends a scenario's requests, in order unless the variant is about disorder; anything but full success is an error. */
export async function sendScenario(
  otlpUrl: string,
  apiKey: string,
  scenario: Scenario,
  variant: Variant,
): Promise<void> {
  const requests = requestsOf(scenario, variant)
  const width = variant === 'span-by-span' ? atOnce : 1
  for (let from = 0; from < requests.length; from += width) {
    const answers = await Promise.all(
      requests.slice(from, from + width).map((request) => post(otlpUrl, apiKey, request)),
    )
    for (const { status, text } of answers) {
      const whole = status === 200 && !/rejectedSpans|rejectedLogRecords/.test(text)
      if (!whole) throw new Error(`${scenario.name}: ${status} ${text}`)
    }
  }
}

/** Sends like an OTLP exporter does: again after a broken connection or an answer that allows it, until it is taken. */
export async function sendUntilTaken(
  otlpUrl: string,
  apiKey: string,
  scenario: Scenario,
  variant: Variant,
): Promise<void> {
  for (const request of requestsOf(scenario, variant)) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await post(otlpUrl, apiKey, request).catch((error: unknown) => ({
        status: 0,
        text: String(error),
      }))
      if (answer.status === 200) break
      if (![0, 429, 502, 503, 504].includes(answer.status) || attempt === maxAttempts) {
        throw new Error(`${scenario.name}: ${answer.status} ${answer.text}`)
      }
      await sleep(Math.min(100 * attempt, 1_000))
    }
  }
}

async function post(otlpUrl: string, apiKey: string, request: Outgoing): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(request.path, otlpUrl), {
    method: 'POST',
    headers: {
      'content-type': request.contentType,
      authorization: `Bearer ${apiKey}`,
      ...(request.gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: new Uint8Array(request.gzip ? gzipSync(request.body) : request.body),
  })
  return { status: response.status, text: await response.text() }
}

function requestsOf(scenario: Scenario, variant: Variant): Outgoing[] {
  const captured = scenario.requests.map((request) => ({
    path: request.path,
    contentType: request.contentType,
    gzip: request.gzip,
    body: bodyOf(request),
  }))
  switch (variant) {
    case 'captured':
      return captured
    case 'gzip':
      return captured.map((request) => ({ ...request, gzip: true }))
    case 'twice':
      return [...captured, ...captured]
    case 'other-encoding':
      return inOtherEncoding(scenario)
    case 'span-by-span':
      return spanBySpan(scenario)
  }
}

function inOtherEncoding(scenario: Scenario): Outgoing[] {
  return scenario.requests
    .filter((request) => signalOf(request) !== 'metrics')
    .map((request) => {
      const { spans, logs } = decodePayload({ ...scenario, requests: [request] })
      return isJson(request) ? asProtobuf(request.path, spans, logs) : asJson(request.path, spans, logs)
    })
}

/** Every record in a request of its own, in a random order that is the same in every test run. */
function spanBySpan(scenario: Scenario): Outgoing[] {
  const { spans, logs } = decodePayload(scenario)
  const rng = new Rng(1)
  const requests = [
    ...spans.map((span) => asProtobuf('/v1/traces', [span], [])),
    ...logs.map((log) => asProtobuf('/v1/logs', [], [log])),
  ]
  return requests
    .map((request) => ({ request, order: rng.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ request }) => request)
}

function asProtobuf(path: string, spans: SpanRecord[], logs: LogRecord[]): Outgoing {
  const body = spans.length > 0 ? encodeTracesProtobuf(spans) : encodeLogsProtobuf(logs)
  return { path, contentType: 'application/x-protobuf', gzip: false, body }
}

function asJson(path: string, spans: SpanRecord[], logs: LogRecord[]): Outgoing {
  const body = Buffer.from(spans.length > 0 ? encodeTracesJson(spans) : encodeLogsJson(logs))
  return { path, contentType: 'application/json', gzip: false, body }
}
