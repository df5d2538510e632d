import type { Env } from '#lib/server/env.ts'
import type { KeyVerifier } from '#lib/server/keys.ts'
import type { KeyQuotas } from '#lib/server/keys/key-quotas.ts'
import type { KeyUses } from '#lib/server/keys/key-uses.ts'
import type { Log } from '#lib/server/log.ts'
import type { OutcomeRecorder } from '../outcomes/outcome-recorder.ts'
import type { Admission } from './admission.ts'
import type { Exporter } from './exporter.ts'
import type { IngestMetrics } from './metrics.ts'
import type { MetricsNotice } from './metrics-notice.ts'
import type { ReceiveLimits } from './receive-limits.ts'
import type { RequestTurns } from './request-turns.ts'

/** Whether the process can take data, and if not why. */
export type Health = { ready: true } | { ready: false; reason: string }

/** What the listeners work with; made once in start-ingest.ts. */
export type Receiver = {
  env: Env
  log: Log
  keys: KeyVerifier
  keyUses: Pick<KeyUses, 'note'>
  keyQuotas: KeyQuotas
  exporter: Exporter
  limits: ReceiveLimits
  admission: Admission
  turns: RequestTurns
  /** Of bodies that expand like a bomb. */
  suspectTurns: RequestTurns
  metrics: IngestMetrics
  outcomes: OutcomeRecorder
  notice: MetricsNotice
  health: () => Promise<Health>
  /** Aborted when the process is told to stop. */
  stopping: AbortSignal
}
