import { GrpcSender } from '#test/support/otlp-grpc.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { bearer, followedMs } from './key-calls.ts'

export type Way = 'http' | 'grpc'
export const ways: readonly Way[] = ['http', 'grpc']
export const body = (span = testSpan()) => encodeTraces([span], 'protobuf')

const httpStatus: Record<string, number> = {
  OK: 200,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
}

/** Sends to an ingest of its own, which wants a key for everything. */
export class KeySender {
  private readonly ingest: IngestProcess
  private readonly grpc: GrpcSender

  private constructor(ingest: IngestProcess) {
    this.ingest = ingest
    this.grpc = new GrpcSender(ingest.grpcAddress)
  }

  static async start(dataDir: string): Promise<KeySender> {
    return new KeySender(await startIngestProcess({ TACHO_DATA_DIR: dataDir, TACHO_AUTH: 'required' }))
  }

  /** What a sender is answered, in HTTP's words. */
  async sendOver(way: Way, secret: string, bytes = body()): Promise<{ status: number; retrySeconds: number }> {
    if (way === 'http') {
      const response = await send(`${this.ingest.url}/v1/traces`, bytes, { headers: bearer(secret) })
      return { status: response.status, retrySeconds: Number(response.headers.get('retry-after') ?? 0) }
    }
    const answer = await this.grpc.send('traces', bytes, { key: secret })
    return { status: httpStatus[answer.status] ?? 0, retrySeconds: answer.retrySeconds ?? 0 }
  }

  async refusedOver(way: Way, secret: string): Promise<void> {
    await waitUntil(
      `the refusal over ${way}`,
      async () => {
        const { status } = await this.sendOver(way, secret)
        return status === 401 ? { value: status } : { notYet: `status ${status}` }
      },
      { timeoutMs: followedMs },
    )
  }

  async stop(): Promise<void> {
    this.grpc.close()
    await this.ingest.stop()
  }
}
