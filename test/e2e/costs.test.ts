import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import { levelTexts } from '#components/budget/budget-texts.ts'
import { BudgetDetail, BudgetList } from '#lib/domain/budget.ts'
import { CostReport } from '#lib/domain/costs.ts'
import { RunList } from '#lib/domain/run.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { apiPaths } from '#lib/paths.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { expect, narrow, Stage } from './utils.ts'

const demoRuns = 60
const dayMs = 86_400_000
let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
  // What becomes of a run depends on the hour of the day too: one that ends at midnight has always the same ends.
  const day = demoDay({ seed: 11, runs: demoRuns, endMs: Math.floor(Date.now() / dayMs) * dayMs })
  await sendTraces(day, { endpoint: stage.product.otlpUrl, apiKey: stage.apiKey })
  await stage.waitForRuns(demoRuns)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

async function ask(path: string): Promise<unknown> {
  return (await fetch(new URL(path, stage.product.uiUrl))).json()
}

/** The runs that the list shows at its address. */
async function runsShown(page: Page): Promise<RunList['items']> {
  const { searchParams } = new URL(page.url())
  searchParams.set('limit', '200')
  const { items, nextCursor } = RunList.parse(await ask(`${apiPaths.runs(stage.project)}?${searchParams}`))
  expect(nextCursor).toBeNull()
  return items
}

const table = (page: Page) => page.getByRole('region', { name: 'Costs by group' }).getByRole('table')
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

describe('costs', () => {
  it('are grouped, opened to a second dimension, and each amount is the sum of the runs that it leads to', async () => {
    const page = await stage.open('costs')
    await expect(table(page)).toBeVisible()
    await choose(page, 'Group by', 'Task type')
    await choose(page, 'Then by', 'Tenant')
    await expect(page).toHaveURL(/by=taskType&within=tenant/)
    await expect(table(page).getByRole('columnheader', { name: 'Task type, tenant' })).toBeVisible()

    const path = apiPaths.costs(stage.project, { from: '-7d', by: ['taskType', 'tenant'] })
    const { total, groups } = CostReport.parse(await ask(path))
    const [group] = groups
    const [part] = group?.groups ?? []
    if (group === undefined || part === undefined) throw new Error('the demo cost nothing')
    await expect(table(page).getByRole('row', { name: /^Total/ })).toContainText(String(total.ofRuns.runs))
    await table(page)
      .getByRole('button', { name: group.key ?? 'No task type' })
      .click()
    const row = table(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: part.key ?? 'No tenant' }) }) // prettier-ignore
    const amount = row.getByRole('link').first()
    await amount.hover()
    await expect(page.getByText(formatUsdExact(part.costUsd)).first()).toBeVisible()
    await amount.click()
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
    const runs = await runsShown(page)
    expect(runs).toHaveLength(part.ofRuns.runs)
    expect(sumUsd(runs.map(({ costUsd }) => costUsd))).toBe(part.costUsd)
  })

  it('lead from what was wasted to exactly the runs of it', async () => {
    const page = await stage.open('costs')
    const { total } = CostReport.parse(await ask(apiPaths.costs(stage.project, { from: '-7d' })))
    const waste = page.getByRole('region', { name: 'Spent without a use', exact: true })
    await waste.getByRole('row').filter({ hasText: 'Bad ends' }).getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
    expect(sumUsd((await runsShown(page)).map(({ costUsd }) => costUsd))).toBe(total.badEndCostUsd)
  })

  it('are drawn each in a colour of its own, and saved as a file whose rows add up to the total', async () => {
    const page = await stage.open('costs?by=user&within=model')
    const swatches = page.getByRole('figure', { name: /^Cost by/ }).locator('figcaption [style]')
    await expect(swatches).toHaveCount(8)
    const colours = await swatches.evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).backgroundColor))
    expect(new Set(colours).size).toBe(8)
    expect(colours).not.toContain('rgba(0, 0, 0, 0)')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    const file = await readFile(await (await download).path(), 'utf8')
    const [header = '', ...lines] = file.trim().split('\r\n')
    const column = header.split(',').indexOf('cost_usd')
    const { total } = CostReport.parse(await ask(apiPaths.costs(stage.project, { from: '-7d' })))
    expect(sumUsd(lines.map((line) => line.split(',')[column] || null))).toBe(total.costUsd)
  })

  it('say what is missing where a filter finds nothing, and are reached by keys', async () => {
    const page = await stage.open('costs?tenant=nobody')
    await expect(page.getByRole('heading', { name: 'No costs here' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await expect(table(page)).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await expect(page.getByRole('heading', { level: 1, name: 'Costs' })).toBeVisible()
  })

  it('show their first columns on a narrow screen', async () => {
    const page = await stage.open('costs', { viewport: narrow })
    await expect(table(page).getByRole('columnheader', { name: 'Cost' })).toBeVisible()
    await expect(table(page).getByRole('columnheader', { name: 'Per run' })).toBeHidden()
  })
})

describe('budgets', () => {
  it('are added, show where they go, lead to the runs that count, are changed and deleted', async () => {
    const page = await stage.open('budgets')
    await page.getByRole('button', { name: 'Add the first budget' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, 'Counts', 'One tenant')
    await dialog.getByLabel('Which one').fill('acme')
    await dialog.getByLabel('USD').fill('0')
    await dialog.getByRole('button', { name: 'Add the budget' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Nothing was saved')
    await dialog.getByLabel('USD').fill('0.05')
    await expect(dialog.getByRole('region', { name: 'What it would mean' })).toContainText('so far')
    await dialog.getByRole('button', { name: 'Add the budget' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Tenant acme' })).toBeVisible()

    const { items } = BudgetList.parse(await ask(apiPaths.budgets(stage.project)))
    const budgetId = items[0]?.budget.budgetId ?? ''
    const { state } = BudgetDetail.parse(await ask(apiPaths.budget(stage.project, budgetId)))
    const budget = page.getByRole('region', { name: 'Budget', exact: true })
    await expect(budget.getByText(levelTexts[state.level].label).first()).toBeVisible()
    await expect(budget.getByRole('figure', { name: 'Spending in the period' }).locator('svg')).toBeVisible()
    await budget.getByRole('link', { name: 'Its runs' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
    const runs = await runsShown(page)
    expect([runs.length, sumUsd(runs.map(({ costUsd }) => costUsd)) ?? '0.000000000000']).toEqual([state.runs, state.spentUsd]) // prettier-ignore

    await page.goBack()
    await expect(page.getByRole('heading', { level: 1, name: 'Tenant acme' })).toBeVisible()
    await page.getByRole('button', { name: 'Change' }).click()
    await dialog.getByLabel('Name').fill('Acme, all of it')
    await dialog.getByLabel('USD').fill('100,000')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Acme, all of it' })).toBeVisible()
    await expect(budget.getByText('Within budget').first()).toBeVisible()
    await page.getByRole('link', { name: 'all budgets' }).click()
    await page.getByRole('link', { name: 'Acme, all of it' }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete the budget' }).click()
    await expect(page.getByRole('heading', { name: 'No budget yet' })).toBeVisible()
  })
})
