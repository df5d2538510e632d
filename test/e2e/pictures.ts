import { statSync } from 'node:fs'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import type { Run } from '#lib/domain/run.ts'
import { RunSpans } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { fetchRuns } from '#test/support/projects.ts'
import { expect, expectRuns, Stage } from './utils.ts'

/**
 * Takes the README's two pictures anew: node test/e2e/pictures.ts. The demo's day ends at the last
 * full hour, so only the times in them change from one taking to the next.
 */
const folder = 'docs/images'
const demoRuns = 400
const maxBytes = 300_000
const hourMs = 3_600_000

const stage = await Stage.start({ TACHO_AUTH: 'off' })
try {
  const endMs = Math.floor(Date.now() / hourMs) * hourMs
  await sendTraces(demoDay({ seed: 1, runs: demoRuns, endMs }), { endpoint: stage.product.otlpUrl })
  await stage.waitForRuns(demoRuns)
  await takeRuns()
  await takeRun()
} finally {
  await stage.close()
}

/** The longer runs of a day: of two agents, with loops and failures among them. */
async function takeRuns(): Promise<void> {
  const page = await stage.open('/default/runs?agent=support&agent=research-lead&minSteps=4')
  await expectRuns(page)
  await expect(page.getByRole('region', { name: 'Runs over time' }).locator('svg').first()).toBeVisible()
  await page.screenshot({ path: picture('runs') })
  await stage.strike()
}

/** A run that went in circles, as a tree, with the first call of the loop open beside it. */
async function takeRun(): Promise<void> {
  const runs = await fetchRuns(stage.product, 'default')
  const looping = runs.filter(({ loops, toolErrors }) => loops.count > 0 && toolErrors === 0)
  const [run] = looping.toSorted((a: Run, b: Run) => a.steps - b.steps)
  if (run === undefined) throw new Error('the demo has no run with a loop')
  const answer = await fetch(new URL(apiPaths.runSpans('default', run.runId), stage.product.uiUrl))
  const { nodes } = RunSpans.parse(await answer.json())
  const call = nodes.find(({ kind }) => kind === 'llm')
  const page = await stage.open(`/default/runs/${run.runId}?view=tree&span=${call?.spanId ?? ''}`)
  await expect(page.getByRole('region', { name: 'Span', exact: true }).getByText('First token')).toBeVisible()
  await page.screenshot({ path: picture('run') })
  await stage.strike()
}

function picture(name: string): string {
  return `${folder}/${name}.png`
}

for (const name of ['runs', 'run']) {
  const { size } = statSync(picture(name))
  console.log(`${picture(name)}: ${Math.round(size / 1_000)} kB`)
  if (size > maxBytes) throw new Error(`${picture(name)} is bigger than ${maxBytes} bytes`)
}
