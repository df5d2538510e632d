import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '#lib/domain/run.ts'
import { inTurns } from '#test/support/in-turns.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { createProjects, fetchRuns } from '#test/support/projects.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { decodePayload } from './decode-payload.ts'
import { compareWithTruth, type Fact } from './facts.ts'
import { PayloadValues } from './payload-values.ts'
import { unexplained } from './known-differences.ts'
import { loadScenarios, type Scenario } from './payloads.ts'
import { sendScenario, type Variant } from './send-scenario.ts'

const full = process.env['TACHO_TEST'] === 'full'
const variants: Variant[] = full ? ['captured', 'gzip', 'other-encoding', 'span-by-span', 'twice'] : ['captured']
const scenarios = loadScenarios()
/** Scenarios under way at once, each in its own order. */
const sendersAtOnce = 8
/** How long the last run of all may take to appear. */
const settleMs = full ? 60_000 : 20_000

let product: Product
let keys: Map<string, string>
const facts: Fact[] = []

beforeAll(async () => {
  product = await startProduct()
  const projects = variants.flatMap((variant) => scenarios.map((scenario) => projectOf(scenario, variant)))
  keys = await createProjects(product, projects)
}, 600_000)

afterAll(async () => {
  const count = (verdict: Fact['verdict']): number => facts.filter((fact) => fact.verdict === verdict).length
  const known = count('exact') + count('wrong')
  console.log(`corpus: ${count('exact')} of ${known} facts exact, ${count('unknowable')} unknowable`)
  expect(await product.stop()).toBe(0)
})

describe.each(variants)('corpus, %s', (variant) => {
  it('is taken completely', { timeout: 1_200_000 }, async () => {
    await inTurns(scenarios, sendersAtOnce, (scenario) =>
      sendScenario(product.otlpUrl, keys.get(projectOf(scenario, variant)) ?? '', scenario, variant),
    )
  })

  it.concurrent.each(scenarios)('$name equals what happened', { timeout: settleMs * 2 }, async (scenario) => {
    const { spans, logs } = decodePayload(scenario)
    const values = new PayloadValues([...spans, ...logs])
    let found: Fact[] = []
    await waitUntil(
      scenario.name,
      async () => {
        found = compareWithTruth(await fetchRuns(product, projectOf(scenario, variant)), scenario, values)
        const problems = unexplained(scenario.name, found)
        return problems.length === 0 ? { value: null } : { notYet: problems.join('; ') }
      },
      { timeoutMs: settleMs, everyMs: 250 },
    )
    if (variant === 'captured') facts.push(...found)
  })

  if (variant === 'captured') return
  it.each(scenarios)('$name gives the same runs as captured', async (scenario) => {
    const captured = await fetchRuns(product, projectOf(scenario, 'captured'))
    const other = await fetchRuns(product, projectOf(scenario, variant))
    expect(other.map(comparable).toSorted(byId)).toEqual(captured.map(comparable).toSorted(byId))
  })
})

function projectOf(scenario: Scenario, variant: Variant): string {
  return `${scenario.name.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 45)}-${variant}`
}

/** Without what depends on the project's name and on when the run was assembled. */
function comparable(run: Run): Partial<Run> {
  const oneTrace = run.traceIds.length === 1
  return { ...run, project: '', version: 0, runId: oneTrace ? run.runId : '', identitySources: {} }
}

function byId(a: Partial<Run>, b: Partial<Run>): number {
  return (a.traceIds ?? []).join().localeCompare((b.traceIds ?? []).join())
}
