import { setTimeout as sleep } from 'node:timers/promises'
import type { Rng } from '#lib/demo/rng.ts'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import type { FaultLedger } from './fault-ledger.ts'
import { agentTrace } from './fault-traffic.ts'
import { encodeTraces, partialSuccessOf, send } from './otlp.ts'
import { GrpcSender } from './otlp-grpc.ts'

type Options = {
  /** Asked for every request, because processes come back elsewhere. */
  target: () => { otlpUrl: string; grpcAddress: string }
  key: string
  ledger: FaultLedger
  rng: Rng
  connections?: number
  /** An exporter gives up waiting and sends again, milliseconds. */
  timeoutMs?: number
}

type Outcome = { kind: 'taken' } | { kind: 'retry'; reason: string } | { kind: 'refused'; reason: string }

/** So many spans wait to be sent at most: what fails goes back among them, in other company. */
const backlog = 400
const largestRequest = 60
const transports = ['protobuf', 'protobuf-gzip', 'json', 'grpc', 'grpc-gzip'] as const

/** Exporters over all transports that send until they are told to stop, and then until all is acknowledged. */
export class FaultLoad {
  private readonly options: Required<Options>
  private readonly waiting: SpanRecord[] = []
  private stopping = false
  private readonly senders: Promise<void>[]
  private grpc: { address: string; sender: GrpcSender } | null = null

  constructor(options: Options) {
    this.options = { connections: 6, timeoutMs: 10_000, ...options }
    this.senders = Array.from({ length: this.options.connections }, () => this.run())
  }

  /** Makes no new spans, and resolves when every span was acknowledged or refused for good. */
  async finish(): Promise<void> {
    this.stopping = true
    await Promise.all(this.senders)
    await this.grpc?.sender.retire()
  }

  private async run(): Promise<void> {
    for (;;) {
      if (!this.stopping) this.refill()
      const records = this.takeSome()
      if (records.length === 0) return
      const sentMs = Date.now()
      const outcome = await this.attempt(records)
      this.options.ledger.attempts += 1
      if (outcome.kind === 'taken') this.taken(records, sentMs)
      else {
        this.options.ledger.failedAttempts += 1
        if (outcome.kind === 'refused') this.options.ledger.refusals.push(outcome.reason)
        else this.waiting.push(...records)
        await sleep(this.options.rng.int(20, 200))
      }
    }
  }

  private taken(records: readonly SpanRecord[], sentMs: number): void {
    this.options.ledger.acknowledge(records, sentMs)
    // Some are sent again although they were acknowledged, as after an answer that got lost.
    if (!this.stopping && this.options.rng.chance(0.03)) this.waiting.push(...records)
  }

  private refill(): void {
    while (this.waiting.length < backlog) {
      const trace = agentTrace(this.options.rng, Date.now())
      this.options.ledger.add(trace)
      this.waiting.push(...trace.spans)
    }
  }

  /** Takes spans at random: a trace comes in pieces, its root at any time. */
  private takeSome(): SpanRecord[] {
    const { rng } = this.options
    const wanted = rng.int(1, largestRequest)
    const records: SpanRecord[] = []
    while (records.length < wanted && this.waiting.length > 0) {
      const at = rng.int(0, this.waiting.length - 1)
      const last = this.waiting.pop()
      const chosen = this.waiting[at]
      if (last === undefined) break
      if (chosen === undefined) records.push(last)
      else {
        records.push(chosen)
        this.waiting[at] = last
      }
    }
    return records
  }

  private async attempt(records: readonly SpanRecord[]): Promise<Outcome> {
    const transport = this.options.rng.pick(transports)
    return transport === 'grpc' || transport === 'grpc-gzip'
      ? this.overGrpc(records, transport === 'grpc-gzip')
      : this.overHttp(records, transport)
  }

  private async overHttp(
    records: readonly SpanRecord[],
    transport: 'protobuf' | 'protobuf-gzip' | 'json',
  ): Promise<Outcome> {
    const { target, key, timeoutMs } = this.options
    const encoding = transport === 'json' ? 'json' : 'protobuf'
    try {
      const response = await send(`${target().otlpUrl}/v1/traces`, encodeTraces(records, encoding), {
        encoding,
        gzip: transport === 'protobuf-gzip',
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (response.status === 200) {
        const partial = await partialSuccessOf(response)
        return partial === null || partial.rejected === 0
          ? { kind: 'taken' }
          : { kind: 'refused', reason: partial.message }
      }
      const reason = `HTTP ${response.status} ${await response.text()}`
      return [502, 503, 504].includes(response.status) ? { kind: 'retry', reason } : { kind: 'refused', reason }
    } catch (error) {
      return { kind: 'retry', reason: String(error) }
    }
  }

  private async overGrpc(records: readonly SpanRecord[], gzip: boolean): Promise<Outcome> {
    const { target, key, timeoutMs } = this.options
    const sender = this.grpcSender(target().grpcAddress)
    const answer = await sender.send('traces', encodeTraces(records, 'protobuf'), { key, gzip, timeoutMs })
    if (answer.status === 'OK') {
      return (answer.partial?.rejected ?? 0) === 0
        ? { kind: 'taken' }
        : { kind: 'refused', reason: answer.partial?.message ?? '' }
    }
    const reason = `gRPC ${answer.status} ${answer.message}`
    if (!retryable.has(answer.status)) return { kind: 'refused', reason }
    // A channel waits longer and longer before it connects again; a fresh one asks at once.
    if (this.grpc?.sender === sender) this.grpc = null
    void sender.retire()
    return { kind: 'retry', reason }
  }

  private grpcSender(address: string): GrpcSender {
    if (this.grpc?.address !== address) this.grpc = { address, sender: new GrpcSender(address) }
    return this.grpc.sender
  }
}

/** As OTLP's specification has it. */
const retryable = new Set(['CANCELLED', 'DEADLINE_EXCEEDED', 'ABORTED', 'OUT_OF_RANGE', 'UNAVAILABLE', 'DATA_LOSS'])
