import { createHash } from 'node:crypto'
import type { Run } from '#lib/domain/run.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { makeRun } from '../api/make-run.ts'

export const billedProject = 'closing'
/** Of October 2026. */
export const begin = Date.UTC(2026, 9, 1)
export const dayMs = 86_400_000

const tenants = ['acme', 'globex', null]
/** One of each day, and of three tenants in turn. */
export const runOf = (number: number, change: Partial<Run> = {}): Run =>
  makeRun({
    project: billedProject,
    runId: number.toString(16).padStart(32, '0'),
    startedAt: `${begin + number * dayMs}000000`,
    tenant: tenants[number % 3] ?? null,
    feature: number % 2 === 0 ? 'billing' : null,
    costUsd: formatUsd(BigInt(number + 1) * 123_456_789_123n),
    costStatus: 'priced',
    spanCount: 3,
    priceVersion: 'catalogue',
    version: 1,
    ...change,
  })
export const runs = Array.from({ length: 30 }, (_, number) => runOf(number))

/** Of a run in the digest of what was frozen. */
export function digestLine({ runId, startedAt, tenant, costUsd, priceVersion }: Run): string {
  return sha256([runId, startedAt, tenant ?? '', costUsd, priceVersion, '0'].join('\t'))
}

/** Written without looking at ours: sorted keys, no spaces. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
export const difference = (a: string, b: string) => formatUsd((parseUsd(a) ?? 0n) - (parseUsd(b) ?? 0n))
