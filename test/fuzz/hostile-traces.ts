import type { Rng } from '#lib/demo/rng.ts'
import type { AnyValue, KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { testLog, testSpan } from '#test/support/otlp.ts'
import { actingTexts } from './hostile-texts.ts'

export type HostileTrace = { traceId: string; spans: SpanRecord[]; logs: LogRecord[] }

const wildNumbers: readonly AnyValue[] = [
  { intValue: '9223372036854775807' },
  { intValue: '-9223372036854775808' },
  { intValue: '4294967296' },
  { doubleValue: 1e308 },
  { doubleValue: -0.5 },
  { doubleValue: 'NaN' },
  { doubleValue: 'Infinity' },
  { stringValue: '1e999' },
  { stringValue: '9007199254740993' },
  { boolValue: true },
  { arrayValue: { values: [] } },
  {},
]

/** An agent's run in which every text acts, numbers are wild, and parents go in rings; each trace hostile in its own way. */
export function hostileTrace(rng: Rng, index: number): HostileTrace {
  const traceId = rng.hex(16)
  const ids = Array.from({ length: 8 }, () => rng.hex(8))
  const text = textsFrom(index * 7)
  const startNs = BigInt(Date.now() - 60_000) * 1_000_000n
  const spans = ids.map((spanId, place) => {
    const at = startNs + BigInt(place) * 1_000_000_000n
    const [started, ended] = timesOf(at, index, place)
    return testSpan({
      traceId,
      spanId,
      parentSpanId: parentOf(ids, index, place),
      name: text(),
      traceState: text(),
      startTimeUnixNano: started,
      endTimeUnixNano: ended,
      attributes: attributesOf(rng, place, text),
      status: { code: place % 3, message: text() },
      events: eventsOf(started, text),
      links: [linkTo(rng.hex(16), rng.hex(8))],
    })
  })
  const hostileResource = {
    attributes: [pair('service.name', text()), pair('session.id', text())],
    droppedAttributesCount: 0,
    schemaUrl: '',
  }
  for (const record of spans) record.resource = hostileResource
  const again = spans.map((record) => ({ ...record, span: { ...record.span, name: text(), attributes: [] } }))
  return { traceId, spans: [...spans, ...again.slice(0, index % 4)], logs: [logOf(traceId, ids[1] ?? '', text)] }
}

/** Trees, rings, spans that are their own parents, and parents that never come. */
function parentOf(ids: readonly string[], index: number, place: number): string {
  const inTree = place === 0 ? '' : (ids[place < 4 ? 0 : 1] ?? '')
  switch (index % 5) {
    case 1:
      return ids[(place + 1) % ids.length] ?? ''
    case 2:
      return ids[place] ?? ''
    case 3:
      return place === 3 ? 'f'.repeat(16) : inTree
    default:
      return inTree
  }
}

/** Now, negative, without an end, in 1970, and in 2262. */
function timesOf(atNs: bigint, index: number, place: number): [string, string] {
  if (place !== 2) return [`${atNs}`, `${atNs + 900_000_000n}`]
  const times = [
    [atNs, atNs - 5_000_000_000n],
    [atNs, 0n],
    [1n, 2n],
    [2n ** 63n - 2n, 2n ** 63n - 1n],
    [atNs, 2n ** 63n - 1n],
  ] as const
  const [started, ended] = times[index % times.length] ?? times[0]
  return [`${started}`, `${ended}`]
}

function eventsOf(timeUnixNano: string, text: () => string): SpanRecord['span']['events'] {
  return [
    { timeUnixNano, name: text(), attributes: [pair(text(), text())], droppedAttributesCount: 4_294_967_295 },
    {
      timeUnixNano: '0',
      name: 'exception',
      attributes: [pair('exception.message', text())],
      droppedAttributesCount: 0,
    },
  ]
}

function linkTo(traceId: string, spanId: string): SpanRecord['span']['links'][number] {
  return { traceId, spanId, traceState: '', attributes: [], droppedAttributesCount: 0, flags: 0 }
}

function attributesOf(rng: Rng, place: number, text: () => string): KeyValue[] {
  const wild = (): AnyValue => wildNumbers[rng.int(0, wildNumbers.length - 1)] ?? {}
  const says = (role: string) =>
    JSON.stringify([
      {
        role,
        parts: [
          { type: 'text', content: text() },
          { type: 'uri', modality: 'image', uri: text() },
        ],
      },
    ])
  const asks = JSON.stringify([
    {
      role: 'assistant',
      parts: [
        { type: 'text', content: text() },
        { type: 'tool_call', id: 'c', name: text(), arguments: { [text()]: text() } },
      ],
    },
  ])
  const shared = ['tenant.id', 'feature', 'task.type', 'enduser.id', 'gen_ai.agent.name'].map((key) =>
    pair(key, text()),
  )
  const hostileKeys = [
    pair('__proto__', text()),
    pair('constructor.prototype.x', text()),
    pair(text(), text()),
    { key: 'wild', value: wild() },
  ]
  const own: Record<string, KeyValue[]> = {
    agent: [
      pair('gen_ai.operation.name', 'invoke_agent'),
      pair('gen_ai.input.messages', says('user')),
      pair('gen_ai.output.messages', says('assistant')),
    ],
    llm: [
      pair('gen_ai.operation.name', 'chat'),
      pair('gen_ai.provider.name', text()),
      pair('gen_ai.request.model', text()),
      pair('gen_ai.response.model', text()),
      pair('gen_ai.input.messages', says('user')),
      pair('gen_ai.output.messages', asks),
      { key: 'gen_ai.usage.input_tokens', value: wild() },
      { key: 'gen_ai.usage.output_tokens', value: wild() },
      { key: 'gen_ai.usage.cost', value: wild() },
    ],
    tool: [
      pair('gen_ai.operation.name', 'execute_tool'),
      pair('gen_ai.tool.name', text()),
      pair('gen_ai.tool.call.arguments', JSON.stringify({ [text()]: text() })),
      pair('gen_ai.tool.call.result', text()),
    ],
  }
  const kind = place === 0 ? 'agent' : place % 2 === 1 ? 'llm' : 'tool'
  return [...(own[kind] ?? []), ...shared, ...hostileKeys]
}

function logOf(traceId: string, spanId: string, text: () => string): LogRecord {
  return testLog({
    traceId,
    spanId,
    eventName: text(),
    severityText: text(),
    body: { stringValue: text() },
    attributes: [pair(text(), text())],
  })
}

/** A span with a key of more than 256 bytes is refused. */
function pair(key: string, stringValue: string): KeyValue {
  return { key: key.slice(0, 60), value: { stringValue } }
}

/** One text after the other, from a place on. */
function textsFrom(start: number): () => string {
  let next = start
  return () => {
    next += 1
    return actingTexts[next % actingTexts.length] ?? ''
  }
}
