import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import type { Run } from '#lib/domain/run.ts'
import { agentSpan, newTraceId } from './agent-spans.ts'
import { axeFindings, expect, expectRuns, full, narrow, Stage } from './utils.ts'

const demoRuns = full ? 400 : 140
let stage: Stage
let runs: Run[]

beforeAll(async () => {
  stage = await Stage.share()
  // A day that ended an hour ago: runs of now come in above it.
  const day = demoDay({ seed: 1, runs: demoRuns, endMs: lastNoon() })
  await sendTraces(day, { endpoint: stage.product.otlpUrl, apiKey: stage.apiKey })
  runs = await stage.waitForRuns(demoRuns)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

/** The demo's content follows the hours of its day: always the same ones, whenever the test runs. */
function lastNoon(): number {
  const [dayMs, noonMs] = [86_400_000, 43_200_000]
  return Math.floor((Date.now() - noonMs - 3_600_000) / dayMs) * dayMs + noonMs
}

describe('filters', () => {
  it('narrow by a value, exclude one, and know the unknown', async () => {
    const page = await stage.openRuns()
    await addFilter(page, 'Tenant', 'acme')
    await expectCount(page, runs.filter(({ tenant }) => tenant === 'acme').length)
    await expectEveryRow(page, 'acme, filter by this tenant')

    await page.getByRole('button', { name: 'Tenant is acme', exact: true }).click()
    await page.getByRole('button', { name: 'is not' }).click()
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/tenant=(!|%21)acme/)
    await expectCount(page, runs.filter(({ tenant }) => tenant !== 'acme').length)

    await page.getByRole('button', { name: 'Remove filter Tenant is not acme' }).click()
    await addFilter(page, 'Tenant', 'unknown')
    await expectCount(page, runs.filter(({ tenant }) => tenant === null).length)
    await expectEveryRow(page, 'unknown, filter by this tenant')
  })

  it('follow the menu of a cell, with Alt its opposite at once', async () => {
    const page = await stage.openRuns()
    const cell = page.getByRole('button', { name: 'market-brief, filter by this task type' }).first()
    await page.goto('runs?minSteps=5')
    await cell.click()
    await page.getByRole('menuitem', { name: 'Task type is market-brief' }).click()
    await expect(page).toHaveURL(/taskType=market-brief/)
    await expect(page.getByRole('menu')).toHaveCount(0)
    await cell.click({ modifiers: ['Alt'] })
    await expect(page).toHaveURL(/taskType=(!|%21)market-brief/)
    await expect(cell).toHaveCount(0)
  })

  it('find free text, and say when nothing matches', async () => {
    const page = await stage.openRuns()
    const search = page.getByRole('combobox', { name: 'Search runs' })
    await search.fill('invoice')
    await expect(page).toHaveURL(/q=invoice/)
    await expectRuns(page)
    await search.fill('there is no such text anywhere')
    await expect(page.getByRole('heading', { name: 'No run matches' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(search).toHaveValue('')
    await expectCount(page, runs.length)
  })

  it('are in the URL: a reload and a link give the same list', async () => {
    const troubled = runs.find((run) => run.tenant !== null && run.steps >= 3 && run.toolErrors > 0)
    expect(troubled, 'a run of the demo with a failed tool').toBeDefined()
    const page = await stage.openRuns(`?tenant=${troubled?.tenant}&minSteps=3&hasError=true&sort=steps&order=asc`)
    await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(3)
    const before = await texts(page)
    await page.reload()
    await expectRuns(page)
    expect(await texts(page)).toEqual(before)
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(0)
    await page.goBack()
    await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(3)
  })
})

describe('an address with a filter that means nothing', () => {
  it('says so and leads out', async () => {
    const page = await stage.open('runs?endReason=bogus', { mayFail: /endReason=bogus/ })
    await expect(page.getByRole('heading', { name: /filter that means nothing/ })).toBeVisible()
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expectRuns(page)
    await expect(page).toHaveURL('runs')
  })
})

describe('the list', () => {
  it('sorts by cost and by steps, both ways', async () => {
    const page = await stage.openRuns()
    await sortBy(page, 'Cost', 'descending')
    await expectFirst(
      page,
      bestOf((run) => Number(run.costUsd ?? 0)),
    )
    await sortBy(page, 'Steps', 'descending')
    await expectFirst(
      page,
      bestOf((run) => run.steps),
    )
    await sortBy(page, 'Steps', 'ascending')
    await expectFirst(
      page,
      bestOf((run) => -run.steps),
    )
  })

  it('loads further pages as one scrolls, to the last run', async () => {
    const page = await stage.openRuns()
    const grid = page.getByRole('grid', { name: 'Runs' })
    await expect(async () => {
      await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
      await expect(grid).toHaveAttribute('aria-rowcount', String(runs.length + 1), { timeout: 200 })
    }).toPass({ timeout: 30_000 })
    await expect(grid.locator(`[aria-rowindex="${runs.length + 1}"]`)).toBeVisible()
  })

  it('takes in new runs without moving the place that is read', async () => {
    const page = await stage.openRuns()
    const grid = page.getByRole('grid', { name: 'Runs' })
    await grid.hover()
    await page.mouse.wheel(0, 560)
    const read = grid.locator('[aria-rowindex="31"]')
    await expect(read).toBeInViewport()
    const href = (await read.getByRole('link').getAttribute('href')) ?? ''
    const same = grid.getByRole('row').filter({ has: page.locator(`a[href="${href}"]`) })
    const before = await same.boundingBox()

    const nowMs = Date.now()
    const goal = 'A question of just now'
    await stage.send([
      agentSpan(
        { traceId: newTraceId(), parent: '', startMs: nowMs - 2_000, endMs: nowMs },
        { name: 'planner', goal, answer: 'Just now.' },
      ),
    ])
    const more = page.getByRole('button', { name: '1 new run' })
    await expect(more).toBeVisible()
    await expect(same).toHaveAttribute('aria-rowindex', '32')
    expect(await same.boundingBox()).toEqual(before)
    await more.click()
    await expect(grid.getByRole('row').nth(1)).toContainText(goal)
    await expect(more).toHaveCount(0)
  })

  it('on a phone shows a run in a sheet and opens it from there', async () => {
    const page = await stage.openRuns('', { viewport: narrow })
    await page.getByRole('row').nth(1).click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByText('Tool calls')).toBeVisible()
    // A card within the sheet: each Escape closes one of them.
    await sheet.getByTitle('How the cost of the run came about').press('Enter')
    const card = page.getByRole('dialog', { name: 'Cost of the run' })
    await expect(card.getByText('Prices:')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await expect(sheet.getByTitle('How the cost of the run came about')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await page.getByRole('row').nth(1).click()
    await sheet.getByRole('link', { name: 'Open run' }).click()
    await expect(page).toHaveURL(/\/runs\/[0-9a-f]{32}/)
    await expect(page.getByRole('region', { name: 'Run facts' })).toBeVisible()
    await page.getByRole('button', { name: 'Open navigation' }).click()
    await page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'Sessions' }).click()
    await expect(page).toHaveURL('sessions')
  })
})

async function addFilter(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const popover = page.getByRole('dialog', { name: 'Add filter' })
  await popover.getByRole('option', { name: field, exact: true }).click()
  await popover.getByRole('checkbox', { name: value, exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(popover).toHaveCount(0)
}

/** Scrolls as far as it takes to know how long the list is. */
async function expectCount(page: Page, count: number): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Runs' })
  await expect(async () => {
    await grid.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
    await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1), { timeout: 200 })
  }).toPass({ timeout: 30_000 })
  await grid.evaluate((element) => element.scrollTo({ top: 0 }))
}

async function expectEveryRow(page: Page, cellName: string): Promise<void> {
  const rows = page.getByRole('row').filter({ has: page.locator('a') })
  await expect(rows.filter({ hasNot: page.getByRole('button', { name: cellName, exact: true }) })).toHaveCount(0)
}

async function sortBy(page: Page, column: string, order: 'ascending' | 'descending'): Promise<void> {
  const header = page.getByRole('columnheader', { name: column })
  await header.getByRole('button').click()
  await expect(header).toHaveAttribute('aria-sort', order)
  await expect(page.getByRole('grid', { name: 'Runs' })).toHaveAttribute('aria-busy', 'false')
}

async function expectFirst(page: Page, run: Run): Promise<void> {
  const steps = page.getByRole('row').nth(1).getByRole('gridcell').nth(5)
  await expect(steps).toHaveText(String(run.steps))
}

function bestOf(valueOf: (run: Run) => number): Run {
  return runs.reduce((best, run) => (valueOf(run) > valueOf(best) ? run : best))
}

async function texts(page: Page): Promise<string[]> {
  return page.getByRole('row').getByRole('link').allTextContents()
}
