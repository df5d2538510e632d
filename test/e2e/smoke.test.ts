import type { Page } from '@playwright/test'
import { readdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import { Budget } from '#lib/domain/budget.ts'
import { RunSpans } from '#lib/domain/run.ts'
import { NewShare } from '#lib/domain/share.ts'
import { apiPaths } from '#lib/paths.ts'
import { axeFindings, expect, full, narrow, overflowing, Stage, wide, type Theme } from './utils.ts'

const demoRuns = 40
let stage: Stage
/** Real values of the dynamic parts of the routes. */
let parts: Record<string, string>
let llmSpanId: string

beforeAll(async () => {
  stage = await Stage.share()
  const day = demoDay({ seed: 3, runs: demoRuns, endMs: Date.now() - 3_600_000 })
  await sendTraces(day, { endpoint: stage.product.otlpUrl, apiKey: stage.apiKey })
  const runs = await stage.waitForRuns(demoRuns)
  const run = runs.find(({ toolErrors, agents }) => toolErrors > 0 || agents.length > 1) ?? runs[0]
  const session = runs.find((each) => each.session !== null)?.session ?? ''
  parts = { project: stage.project, runId: run?.runId ?? '', session: encodeURIComponent(session) }
  parts['token'] = await shareToken(run?.runId ?? '')
  parts['budgetId'] = await newBudget()
  const answer = await fetch(new URL(apiPaths.runSpans(stage.project, run?.runId ?? ''), stage.product.uiUrl))
  const { nodes } = RunSpans.parse(await answer.json())
  llmSpanId = nodes.find(({ kind }) => kind === 'llm')?.spanId ?? ''
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

const themes: Theme[] = ['light', 'dark']
const looks = themes.flatMap((theme) => [wide, narrow].map((viewport) => ({ theme, viewport, width: viewport.width })))

/** The two looks that between them show both themes and both widths. */
function isTelling({ theme, viewport }: Pick<(typeof looks)[number], 'theme' | 'viewport'>): boolean {
  return (theme === 'light') === (viewport === wide)
}

describe.each(looks.filter((look) => full || isTelling(look)))('$theme, $width px wide', ({ theme, viewport }) => {
  it('no page has anything to complain about', async () => {
    const page = await stage.open('/', { theme, viewport })
    for (const path of routes().map(fill)) {
      await page.goto(path)
      await expectSound(page, path)
    }
  })

  it.runIf(full || viewport === wide)('no view of a run has, nor the panel of a span', async () => {
    const run = fill('/[project]/runs/[runId]')
    const page = await stage.open(run, { theme, viewport, density: 'comfortable' })
    for (const view of ['transcript', 'tree', 'timeline', 'timeline&layout=lanes', 'graph', 'log', 'json']) {
      const path = `${run}?view=${view}&span=${llmSpanId}`
      await page.goto(path)
      const panel = page.getByRole('region', { name: 'Span', exact: true })
      await expect(panel.getByRole('tab', { name: /^Messages/ })).toBeVisible()
      await expectSound(page, path)
    }
  })
})

describe('what cannot be shown', () => {
  const unknownRun = 'f'.repeat(32)
  it.each([
    { what: 'a run that is not there', path: `runs/${unknownRun}`, says: 'There is no such run' },
    { what: 'a project that is not there', path: '/nowhere/runs', says: /no such|not found|no page/i },
    { what: 'a page that is not there', path: 'runs/a/b', says: /no such|not found|no page/i },
    { what: 'a filter that is none', path: 'runs?endReason=bogus&minSteps=x', says: /means nothing/ },
    { what: 'a time that is none', path: 'runs?from=rubbish', says: /means nothing/ },
  ])('$what is said in words', async ({ path, says }) => {
    for (const { theme, viewport } of full ? looks : looks.slice(-1)) {
      const page = await stage.open(path, { theme, viewport, mayFail: /ffff|nowhere|a\/b|bogus|rubbish/ })
      await expect(page.getByRole('heading', { name: says })).toBeVisible()
      await expect(page.getByText(/\bat .+\.(ts|js):\d+/)).toHaveCount(0)
      await expectSound(page, path)
    }
  })
})

/** Of all runs, and not far from its end. */
async function newBudget(): Promise<string> {
  const answer = await fetch(new URL(apiPaths.budgets(stage.project), stage.product.uiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ period: 'month', amountUsd: '0.5' }),
  })
  return Budget.parse(await answer.json()).budgetId
}

/** Of a link that shows this run to whoever has it. */
async function shareToken(runId: string): Promise<string> {
  const answer = await fetch(new URL(apiPaths.runShare(stage.project, runId), stage.product.uiUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ days: 1 }),
  })
  return NewShare.parse(await answer.json()).path.replace('/share/', '')
}

/** The paths of every page under app/, as Next builds them from the folders. */
function routes(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
  const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file))
  return pages.map((file) => `/${file.replaceAll(/\([^)]+\)\/|\/?page\.tsx$/g, '')}`).toSorted()
}

function fill(route: string): string {
  return route.replaceAll(/\[([^\]]+)\]/g, (_whole, name: string) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`${route}: this test does not know what stands for [${name}]`)
    return part
  })
}

async function expectSound(page: Page, what: string): Promise<void> {
  await expect(page.locator('h1, h2').first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"], output[aria-label^="Loading"]')).toHaveCount(0)
  // The charts come after the page; where they cannot, an alert says so.
  await expect(page.locator('section[aria-label="Runs over time"]:not(:has(svg, [role="alert"]))')).toHaveCount(0)
  expect(await axeFindings(page), what).toEqual([])
  expect(await overflowing(page), what).toEqual([])
}
