import { z } from 'zod'
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
  const [row] = await lastReceived(ctx.db, { project: ctx.project })
  return {
    received: row !== undefined,
    lastReceivedAt: row === undefined ? null : new Date(row.received_ms).toISOString(),
    endpoints: endpointsOf(env),
    keyNeeded: env.TACHO_AUTH === 'required' || ctx.project !== DEFAULT_PROJECT,
  }
}

function endpointsOf({ HOST, OTLP_HTTP_PORT, OTLP_GRPC_PORT }: StatusInput['env']): Record<string, string> {
  const isEverywhere = HOST === '0.0.0.0' || HOST === '::'
  const host = isEverywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST
  const base = `http://${host}:${OTLP_HTTP_PORT}`
  return { base, traces: `${base}/v1/traces`, logs: `${base}/v1/logs`, grpc: `http://${host}:${OTLP_GRPC_PORT}` }
}
