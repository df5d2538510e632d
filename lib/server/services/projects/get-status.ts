import { z } from 'zod'
import { listRuns } from '#clickhouse/queries/runs/list-runs.ts'
import { lastReceived } from '#clickhouse/queries/spans/last-received.ts'
import type { Env } from '#lib/server/env.ts'
import { DEFAULT_PROJECT } from '#lib/server/projects.ts'
import type { ServiceContext } from '../context.ts'

export const ProjectStatus = z.object({
  /** Whether a span or log record ever arrived. */
  received: z.boolean(),
  /** ISO 8601; null before the first. */
  lastReceivedAt: z.string().nullable(),
  /** OTLP addresses by name: base, traces, logs, grpc. */
  endpoints: z.record(z.string(), z.string()),
  /** Whether what is sent to this project needs a key: what comes without goes to the default project, if anywhere. */
  keyNeeded: z.boolean(),
})
export type ProjectStatus = z.infer<typeof ProjectStatus>

type StatusInput = { ctx: ServiceContext; env: Pick<Env, 'HOST' | 'OTLP_HTTP_PORT' | 'OTLP_GRPC_PORT' | 'TACHO_AUTH'> }

export async function getStatus({ ctx, env }: StatusInput): Promise<ProjectStatus> {
  const lastMs = await lastReceivedMs(ctx)
  return {
    received: lastMs !== null,
    lastReceivedAt: lastMs === null ? null : new Date(lastMs).toISOString(),
    endpoints: endpointsOf(env),
    keyNeeded: env.TACHO_AUTH === 'required' || ctx.project !== DEFAULT_PROJECT,
  }
}

/** Records have no tenant: who sees one only is told when its last run ended. */
async function lastReceivedMs({ db, scope }: ServiceContext): Promise<number | null> {
  if (scope.isWholeProject) return (await lastReceived(db, scope, {}))[0]?.received_ms ?? null
  const page = { filter: {}, sort: 'startedAt', order: 'desc', after: null, limit: 1 } as const
  const [run] = await listRuns(db, scope, page)
  return run === undefined ? null : Number(BigInt(run.ended_ns) / 1_000_000n)
}

function endpointsOf({ HOST, OTLP_HTTP_PORT, OTLP_GRPC_PORT }: StatusInput['env']): Record<string, string> {
  const isEverywhere = HOST === '0.0.0.0' || HOST === '::'
  const host = isEverywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST
  const base = `http://${host}:${OTLP_HTTP_PORT}`
  return { base, traces: `${base}/v1/traces`, logs: `${base}/v1/logs`, grpc: `http://${host}:${OTLP_GRPC_PORT}` }
}
