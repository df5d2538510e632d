import { randomBytes } from 'node:crypto'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { Rng } from '#lib/demo/rng.ts'
import { TraceDraft, type DraftAttributes } from '#lib/demo/trace-draft.ts'

const vocabulary =
  'refund invoice account charge customer duplicate period amount transaction policy answer please check status order ticket'.split(
    ' ',
  )

const scope = { name: 'bench', version: '1' }
/** An agent span with its model and tool calls: about what one run of an agent gives. */
const spansPerTrace = 10
const draftMs = 1_700_000_000_000
/** Distance of the starts of two spans, and length of a span. */
const spanMs = 80

type Place = { offsets: number[]; length: number }

/**
 * An encoded request whose ids and times can be overwritten in place, so that a generator sends distinct traces
 * without encoding anew: what is measured is the receiver, not the sender.
 */
export class TraceTemplate {
  readonly spanCount: number
  private readonly body: Buffer
  private readonly ids: Place[]
  /** Offsets of a start time; the end follows nine bytes later. */
  private readonly times: { offsets: number[]; startMs: number; endMs: number }[]

  /** `spanBytes` is about the size of one span on the wire. */
  constructor(seed: number, spanCount: number, spanBytes: number) {
    const rng = new Rng(seed)
    const drafts: Spans = []
    while (drafts.length < spanCount) {
      drafts.push(...draftTrace(rng, Math.min(spansPerTrace, spanCount - drafts.length), spanBytes))
    }
    // An SDK sends the spans of one process: one resource and one scope around all of them.
    const spans = drafts.map((span) => ({ ...span, resource: drafts[0]?.resource ?? span.resource }))
    this.spanCount = spans.length
    this.body = Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? [])
    const ids = spans.map((span) => span.spanContext()).flatMap(({ traceId, spanId }) => [traceId, spanId])
    this.ids = [...new Set(ids)].map((id) => ({
      offsets: offsetsOf(this.body, Buffer.from(id, 'hex')),
      length: id.length / 2,
    }))
    this.times = Array.from({ length: spansPerTrace }, (_, index) => this.timesOf(index * spanMs))
  }

  get bytes(): number {
    return this.body.length
  }

  /** Trace id (hex) of the first span in a copy. */
  traceIdOf(copy: Buffer): string {
    const first = this.ids[0]?.offsets[0] ?? 0
    return copy.subarray(first, first + 16).toString('hex')
  }

  /** A copy with fresh ids, all traces starting now; in `room`, so that a sender need not leave a megabyte behind for each request. */
  fresh(room = Buffer.allocUnsafeSlow(this.bytes)): Buffer {
    const copy = room.subarray(0, this.bytes)
    this.body.copy(copy)
    const random = randomBytes(this.ids.length * 16)
    this.ids.forEach(({ offsets, length }, index) => {
      const id = random.subarray(index * 16, index * 16 + length)
      for (const offset of offsets) for (let at = 0; at < length; at += 1) copy[offset + at] = id[at] ?? 0
    })
    const nowMs = Date.now()
    for (const { offsets, startMs, endMs } of this.times) {
      const fields = timeFields(nowMs + startMs, nowMs + endMs)
      for (const offset of offsets) fields.copy(copy, offset)
    }
    return copy
  }

  private timesOf(startMs: number): TraceTemplate['times'][number] {
    const endMs = startMs + spanMs
    return { offsets: offsetsOf(this.body, timeFields(draftMs + startMs, draftMs + endMs)), startMs, endMs }
  }
}

type Spans = TraceDraft['spans']

/** The root is the agent; model and tool calls follow each other below it. */
function draftTrace(rng: Rng, spanCount: number, spanBytes: number): Spans {
  const trace = new TraceDraft(rng, { 'service.name': 'bench' })
  const question = words(rng, Math.max(40, (spanBytes - 470) * 0.6))
  const answer = words(rng, Math.max(40, (spanBytes - 470) * 0.4))
  let parent = ''
  for (let index = 0; index < spanCount; index += 1) {
    const startMs = draftMs + index * spanMs
    const kind = spanCount === 1 || index % 2 === 1 ? modelCall(rng, question, answer) : toolCall(question, answer)
    const draft = index === 0 && spanCount > 1 ? agentCall(rng, question, answer) : kind
    const spanId = trace.add(scope, { ...draft, parent, startMs, endMs: startMs + spanMs })
    if (index === 0) parent = spanId
  }
  return trace.spans
}

type Draft = { name: string; attributes: DraftAttributes }

function agentCall(rng: Rng, question: string, answer: string): Draft {
  return {
    name: 'invoke_agent support',
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'support',
      'app.tenant.id': `tenant-${rng.int(1, 20)}`,
      'app.task_type': `task-${rng.int(1, 10)}`,
      'gen_ai.input.messages': messages('user', question),
      'gen_ai.output.messages': messages('assistant', answer),
    },
  }
}

function modelCall(rng: Rng, question: string, answer: string): Draft {
  return {
    name: 'chat gpt-5-mini',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.response.model': 'gpt-5-mini-2025-08-07',
      'gen_ai.usage.input_tokens': rng.int(200, 4000),
      'gen_ai.usage.cache_read.input_tokens': 128,
      'gen_ai.usage.output_tokens': rng.int(20, 400),
      'app.tenant.id': `tenant-${rng.int(1, 20)}`,
      'app.task_type': `task-${rng.int(1, 10)}`,
      'gen_ai.input.messages': messages('user', question),
      'gen_ai.output.messages': messages('assistant', answer),
    },
  }
}

function toolCall(question: string, answer: string): Draft {
  return {
    name: 'execute_tool search_tickets',
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'search_tickets',
      'gen_ai.tool.call.arguments': JSON.stringify({ query: answer }),
      'gen_ai.tool.call.result': JSON.stringify({ tickets: [{ id: 17, text: question }] }),
    },
  }
}

function messages(role: string, content: string): string {
  return JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
}

function words(rng: Rng, bytes: number): string {
  let out = ''
  while (out.length < bytes) out += `${vocabulary[rng.int(0, vocabulary.length - 1)]} `
  return out
}

/** Start and end are fixed64 fields 7 and 8 of a span, one after the other. */
function timeFields(startMs: number, endMs: number): Buffer {
  const fields = Buffer.alloc(18)
  fields[0] = 0x39
  fields.writeBigUInt64LE(BigInt(startMs) * 1_000_000n, 1)
  fields[9] = 0x41
  fields.writeBigUInt64LE(BigInt(endMs) * 1_000_000n, 10)
  return fields
}

function offsetsOf(body: Buffer, needle: Buffer): number[] {
  const offsets: number[] = []
  for (let at = body.indexOf(needle); at >= 0; at = body.indexOf(needle, at + 1)) offsets.push(at)
  return offsets
}
