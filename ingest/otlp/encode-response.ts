import { Writer } from 'protobufjs/minimal.js'
import type { Encoding } from './status.ts'

export type Signal = 'traces' | 'logs' | 'metrics'

/** What was refused. Zero with a message is a warning; `null` is full success. */
export type PartialSuccess = { rejected: number; message: string }

/** An answer names few reasons: it stays far under OTLP's 4 MiB. */
const maxMessageLength = 4_096

const rejectedNames: Record<Signal, string> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
}

/** Export{Trace,Logs,Metrics}ServiceResponse; `partial_success` stays unset on full success. */
export function encodeResponse(signal: Signal, partial: PartialSuccess | null, encoding: Encoding): Uint8Array {
  if (partial === null) return encoding === 'json' ? Buffer.from('{}') : new Uint8Array()
  const message = partial.message.slice(0, maxMessageLength)
  if (encoding === 'json') {
    // int64 is a string in OTLP/JSON.
    const partialSuccess = { [rejectedNames[signal]]: String(partial.rejected), errorMessage: message }
    return Buffer.from(JSON.stringify({ partialSuccess }))
  }
  // The same numbers in all three signals: 1 partial_success (1 rejected, 2 error_message).
  const writer = Writer.create().uint32(0x0a).fork()
  if (partial.rejected > 0) writer.uint32(0x08).int64(partial.rejected)
  return writer.uint32(0x12).string(message).ldelim().finish()
}
