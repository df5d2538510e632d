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

/** Sends a scenario's requests one after the other; anything but full success is an error. */
export async function sendScenario(
  otlpUrl: string,
  apiKey: string,
  scenario: Scenario,
  variant: Variant,
): Promise<void> {
  for (const request of requestsOf(scenario, variant)) {
    const body = request.gzip ? gzipSync(request.body) : request.body
    const response = await fetch(new URL(request.path, otlpUrl), {
      method: 'POST',
      headers: {
        'content-type': request.contentType,
        authorization: `Bearer ${apiKey}`,
        ...(request.gzip ? { 'content-encoding': 'gzip' } : {}),
      },
      body: new Uint8Array(body),
    })
    const answer = await response.text()
    if (!response.ok || /rejected/i.test(answer)) throw new Error(`${scenario.name}: ${response.status} ${answer}`)
  }
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
