import type { IngestOutcome, OutcomeReason } from '#lib/domain/ingest-outcome.ts'
import type { Rejections } from '../otlp/decoded.ts'
import { authenticate, type Sender } from './authenticate.ts'
import type { ExportCall } from './export-signal.ts'
import type { Receiver } from './receiver.ts'
import type { RequestError } from './request-error.ts'

type Recorder = Pick<Receiver, 'outcomes'>

/** A sender hears of these before its key is looked at. */
const beforeKey: ReadonlySet<OutcomeReason> = new Set(['wrong_path', 'wrong_method', 'content_type'])

/** Keeps what became of a request that was refused as a whole, in its project where its key tells that. */
export async function recordRefusal(call: ExportCall, error: RequestError, receiver: Receiver): Promise<void> {
  if (call.sender === null && beforeKey.has(error.reason)) call.sender = await senderOf(call, receiver)
  receiver.outcomes.record({ ...refused(call, error.reason, error.message), bytes: call.bytes })
}

async function senderOf({ headers }: ExportCall, { env, keys }: Receiver): Promise<Sender | null> {
  try {
    return await authenticate(headers, { keys, required: env.TACHO_AUTH === 'required', kinds: ['ingest'] })
  } catch {
    return null // It is refused in any case, and then belongs to no project.
  }
}

/** Keeps what became of single records that were refused. */
export function recordRejections(call: ExportCall, rejected: Rejections, { outcomes }: Recorder): void {
  for (const [code, records] of rejected.byCode) {
    outcomes.record({ ...refused(call, code, rejected.examples.get(code) ?? ''), records })
  }
}

/** Metrics are answered as taken, and not kept. */
export function recordMetricsCall(call: ExportCall, { outcomes }: Recorder): void {
  outcomes.record({ ...refused(call, 'metrics_not_kept', 'metrics are not stored'), bytes: call.bytes })
}

function refused({ sender, signal, transport }: ExportCall, reason: OutcomeReason, message: string): IngestOutcome {
  return {
    project: sender?.project ?? '',
    keyId: sender?.keyId ?? '',
    signal,
    transport,
    kind: 'refused',
    reason,
    records: 0,
    requests: 1,
    bytes: 0,
    sample: { message, attribute: '', service: '', traceId: '', spanId: '', atMs: Date.now() },
  }
}
