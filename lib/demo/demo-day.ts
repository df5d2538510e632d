import { invoiceAgent } from './agents/invoices.ts'
import { researchAgent } from './agents/research.ts'
import { supportAgent } from './agents/support.ts'
import { untaggedJob } from './agents/untagged.ts'
import { Rng } from './rng.ts'
import type { AgentScript } from './run-context.ts'
import { TraceDraft, type FinishedSpan } from './trace-draft.ts'

export type DemoDayOptions = {
  seed: number
  /** Runs of the whole day. */
  runs: number
  /** End of the day, milliseconds since the epoch. */
  endMs: number
}

const dayMs = 86_400_000
/** Runs by hour of the day in UTC: people write by day, jobs run at night. */
export const hourWeights = [1, 1, 2, 3, 2, 2, 3, 6, 11, 14, 14, 13, 10, 12, 13, 12, 10, 8, 6, 4, 3, 3, 2, 1]

/** The second version loops more often than the first, the third most of the time. */
type Release = 'first' | 'second' | 'third'
type Team = { script: AgentScript; service: string; versions: Readonly<Record<Release, string>> }

const always = (version: string): Team['versions'] => ({ first: version, second: version, third: version })

type Weighted = readonly [readonly [Team, number], ...(readonly [Team, number])[]]

const teamsBy = (researchWeight: number): Weighted => [
  [{ script: supportAgent, service: 'support-service', versions: { first: 'v11', second: 'v12', third: 'v13' } }, 62],
  [{ script: invoiceAgent, service: 'accounts-payable', versions: always('2.3.0') }, 22],
  [{ script: researchAgent, service: 'insights', versions: always('0.9') }, researchWeight],
  [{ script: untaggedJob, service: 'cron', versions: always('') }, 7],
]
const teams = teamsBy(9)
/** More of what costs much. */
const teamsWithMuchResearch = teamsBy(20)

const tenants = [
  ['acme', 55],
  ['globex', 30],
  ['initech', 15],
] as const

/** What is not the same on every day. */
export type DemoTraffic = { hasMuchResearch: boolean; release: Release }

/**
 * Spans of a realistic day, trace by trace in order of time; the same options give the same spans.
 * The second version of the support agent is rolled out at two thirds of the day.
 */
export function* demoDay({ seed, runs, endMs }: DemoDayOptions): Generator<FinishedSpan[]> {
  const rng = new Rng(seed)
  const starts = Array.from({ length: runs }, () => startOfRun(rng, endMs)).toSorted((a, b) => a - b)
  for (const startMs of starts)
    yield demoRun(rng, startMs, { hasMuchResearch: false, release: startMs > endMs - dayMs / 3 ? 'second' : 'first' })
}

/** Spans of one run. */
export function demoRun(rng: Rng, startMs: number, { hasMuchResearch, release }: DemoTraffic): FinishedSpan[] {
  const team = rng.weighted<Team>(hasMuchResearch ? teamsWithMuchResearch : teams)
  const tenant = rng.weighted<string>(tenants)
  const version = team.versions[release]
  const trace = new TraceDraft(rng, {
    'service.name': team.service,
    'service.version': version || '1.0.0',
    'deployment.environment.name': rng.chance(0.9) ? 'production' : 'staging',
    'telemetry.sdk.language': 'python',
  })
  const user = `user-${rng.int(100, 160)}`
  const session = `${tenant}-${user}-${Math.floor(startMs / (dayMs / 6))}`
  team.script({ trace, rng, startMs, version, identity: { tenant, user, session } })
  return trace.spans
}

function startOfRun(rng: Rng, endMs: number): number {
  // A run near the end must not reach into the future.
  const latest = endMs - 5 * 60_000
  for (;;) {
    const startMs = latest - Math.floor(rng.next() * dayMs)
    const hour = new Date(startMs).getUTCHours()
    if (rng.next() * 14 < (hourWeights[hour] ?? 1)) return startMs
  }
}
