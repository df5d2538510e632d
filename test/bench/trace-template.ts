import { randomBytes } from 'node:crypto'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { Rng } from '#lib/demo/rng.ts'
import { TraceDraft } from '#lib/demo/trace-draft.ts'

const words =
  'refund invoice account charge customer duplicate period amount transaction policy answer please check status order ticket'.split(
    ' ',
  )

const scope = { name: 'bench', version: '1' }

/**
 * An encoded request whose ids and times can be overwritten in place, so that a generator sends distinct traces
 * without encoding anew: what is measured is the receiver, not the sender.
 */
export class TraceTemplate {
  readonly spanCount: number
  private readonly body: Buffer
  private readonly idOffsets: { offset: number; length: number; key: string }[]
  private readonly timeOffsets: number[]

  /** `spanBytes` is about the size of one span on the wire. */
  constructor(seed: number, spanCount: number, spanBytes: number) {
    const rng = new Rng(seed)
    const drafts = Array.from({ length: spanCount }, () => draftSpan(rng, spanBytes)).flat()
    // An SDK sends the spans of one process: one resource and one scope around all of them.
    const spans = drafts.map((span) => ({ ...span, resource: drafts[0]?.resource ?? span.resource }))
    this.spanCount = spans.length
    this.body = Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? [])
    this.idOffsets = spans.flatMap((span) => {
      const { traceId, spanId } = span.spanContext()
      return [
        offsetOf(this.body, Buffer.from(traceId, 'hex'), traceId),
        offsetOf(this.body, Buffer.from(spanId, 'hex'), spanId),
      ]
    })
    this.timeOffsets = this.idOffsets
      .filter(({ length }) => length === 16)
      .map(({ offset, length }) => timeFieldAfter(this.body, offset + length + spanIdFieldBytes))
  }

  get bytes(): number {
    return this.body.length
  }

  /** Trace id (hex) of the first span in a copy. */
  traceIdOf(copy: Buffer): string {
    const first = this.idOffsets.find(({ length }) => length === 16)
    return first === undefined ? '' : copy.subarray(first.offset, first.offset + 16).toString('hex')
  }

  /** A copy with fresh ids, all spans starting now. */
  fresh(): Buffer {
    const copy = Buffer.from(this.body)
    for (const { offset, length } of this.idOffsets) randomBytes(length).copy(copy, offset)
    const startNs = BigInt(Date.now()) * 1_000_000n
    for (const offset of this.timeOffsets) {
      copy.writeBigUInt64LE(startNs, offset)
      copy.writeBigUInt64LE(startNs + 800_000_000n, offset + 9)
    }
    return copy
  }
}

function draftSpan(rng: Rng, spanBytes: number): TraceDraft['spans'] {
  const trace = new TraceDraft(rng, { 'service.name': 'bench' })
  const text = (bytes: number): string => {
    let out = ''
    while (out.length < bytes) out += `${words[rng.int(0, words.length - 1)]} `
    return out
  }
  const question = text(Math.max(40, (spanBytes - 700) * 0.6))
  const answer = text(Math.max(40, (spanBytes - 700) * 0.4))
  trace.add(scope, {
    name: 'chat gpt-5-mini',
    parent: '',
    startMs: 1_700_000_000_000,
    endMs: 1_700_000_000_800,
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
      'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: question }] }]),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: answer }] }]),
    },
  })
  return trace.spans
}

function offsetOf(body: Buffer, needle: Buffer, key: string): { offset: number; length: number; key: string } {
  const offset = body.indexOf(needle)
  if (offset === -1 || body.indexOf(needle, offset + 1) !== -1)
    throw new Error(`id ${key} is not unique in the template`)
  return { offset, length: needle.length, key }
}

/** The span id follows its trace id: tag, length and eight bytes that may look like anything. */
const spanIdFieldBytes = 10

/** Start and end are fixed64 fields 7 and 8 (tags 0x39 and 0x41), nine bytes apart. */
function timeFieldAfter(body: Buffer, from: number): number {
  for (let at = from; at < from + 200; at += 1) if (body[at] === 0x39 && body[at + 9] === 0x41) return at + 1
  throw new Error('no time fields in the template')
}
