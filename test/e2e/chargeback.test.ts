import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import { StatementAdjustments } from '#lib/domain/adjustment.ts'
import { StatementReport } from '#lib/domain/chargeback.ts'
import { RunList } from '#lib/domain/run.ts'
import { readCsv } from '#lib/export/csv-test-support.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { apiPaths } from '#lib/paths.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId } from './agent-spans.ts'
import { axeFindings, expect, narrow, Stage } from './utils.ts'

const demoRuns = 40
const dayMs = 86_400_000
/** What becomes of a run depends on the hour of the day too: one that ends at midnight has always the same ends. */
const endMs = Math.floor(Date.now() / dayMs) * dayMs
let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
  const day = demoDay({ seed: 11, runs: demoRuns, endMs })
  await sendTraces(day, { endpoint: stage.product.otlpUrl, apiKey: stage.apiKey })
  await stage.waitForRuns(demoRuns)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

async function ask(path: string): Promise<unknown> {
  return (await fetch(new URL(path, stage.product.uiUrl))).json()
}

/** Instants around the runs of the demo, over already on every day of a month. */
const period = { from: new Date(endMs - 3 * dayMs).toISOString(), to: new Date(endMs + 60_000).toISOString() }
const address = `chargeback?${new URLSearchParams(period).toString()}`
const statementNow = async () => StatementReport.parse(await ask(apiPaths.chargeback(stage.project, period)))

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Statement by tenant' })
const rowOf = (page: Page, name: string) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })
    .first()

/** The amounts of a column as they are printed, the foot last, in the smallest unit that is. */
async function printed(page: Page, column: string): Promise<bigint[]> {
  const heads = await grid(page).getByRole('columnheader').allTextContents()
  const cells = grid(page).locator(`[role="row"]:has([role="rowheader"]) > :nth-child(${heads.indexOf(column) + 1})`)
  return (await cells.allTextContents()).map((text) => BigInt(text.replaceAll(/[$,.]/g, '')))
}

describe('a statement', () => {
  it('adds up as it is printed, and each amount is the sum of the runs that it leads to', async () => {
    const page = await stage.open(address)
    const { statement } = await statementNow()
    const [tenant] = statement.tenants
    const line = tenant?.lines.find(({ path }) => path.length === 1)
    if (tenant === undefined || line === undefined) throw new Error('the demo cost nothing')
    await expect(rowOf(page, 'Total')).toContainText(String(statement.total.runs))
    for (const column of ['Cost', 'Total']) {
      const amounts = await printed(page, column)
      expect(amounts).toHaveLength(statement.tenants.length + 1)
      expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0n)).toBe(amounts.at(-1))
    }
    const name = grid(page).getByRole('columnheader').first()
    await name.getByRole('button').click()
    await expect(name).toHaveAttribute('aria-sort', 'ascending')
    await grid(page).getByRole('columnheader', { name: 'Cost' }).getByRole('button').click()
    await expect(name).not.toHaveAttribute('aria-sort')
    await grid(page).focus()
    await page.keyboard.press('ArrowRight')
    await expect(rowOf(page, tenant.tenant ?? 'No tenant')).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
    const { searchParams } = new URL(page.url())
    searchParams.set('limit', '200')
    const { items: runs } = RunList.parse(await ask(`${apiPaths.runs(stage.project)}?${searchParams.toString()}`))
    expect(runs).toHaveLength(line.runs)
    expect(sumUsd(runs.map(({ costUsd }) => costUsd))).toBe(line.costUsd)
  })

  it('is charged as the settings say, and saved as a file with the same sums', async () => {
    const page = await stage.open(`${address}&dialog=settings`)
    const dialog = page.getByRole('dialog', { name: 'Settings of statements' })
    await dialog.getByLabel('Markup for everybody, %').fill('ten')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Nothing was saved')
    await dialog.getByLabel('Markup for everybody, %').fill('12.5')
    await dialog.getByRole('button', { name: 'Shared cost' }).click()
    await dialog.getByLabel('Shared cost', { exact: true }).fill('Platform')
    await dialog.getByLabel('USD of Platform').fill('10')
    await dialog.getByLabel('Second currency').fill('eur')
    await dialog.getByLabel('One US dollar is').fill('0.9')
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(grid(page).getByRole('columnheader', { name: 'EUR' })).toBeVisible()

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /^CSV/ }).click()
    const [header = [], ...lines] = readCsv(await readFile(await (await download).path(), 'utf8'))
    const cellsOf = (row: string, column: string) =>
      lines.filter(([sort]) => sort === row).map((cells) => cells[header.indexOf(column)] ?? '')
    const { total } = (await statementNow()).statement
    expect(cellsOf('total', 'totalUsd')).toEqual([total.totalUsd])
    expect(sumUsd(cellsOf('tenant', 'totalUsd'))).toBe(total.totalUsd)
    await rowOf(page, 'Total').getByRole('gridcell').filter({ hasText: '$' }).last().hover()
    await expect(page.getByText(formatUsdExact(total.totalUsd)).first()).toBeVisible()
  })

  it('stays as it was closed, and what comes later is an adjustment', async () => {
    const page = await stage.open(address)
    await page.getByRole('button', { name: 'Close the period' }).click()
    const closing = page.getByRole('dialog', { name: /^Close/ })
    const consent = closing.getByRole('checkbox')
    await expect(closing.getByText('frozen under a hash')).toBeVisible()
    if ((await consent.count()) > 0) await consent.click()
    await closing.getByRole('button', { name: 'Close the period' }).click()
    const state = page.getByRole('region', { name: 'State of the statement' })
    await expect(state.getByText('closed', { exact: true })).toBeVisible()
    await expect(state.getByText('Nothing has changed since.')).toBeVisible()
    const { statement, statementId, closing: closed } = await statementNow()
    const hash = closed?.contentHash ?? ''
    await expect(state).toContainText(hash.slice(0, 12))

    const [tenant] = statement.tenants
    if (tenant === undefined) throw new Error('the demo has no tenant')
    await grid(page).focus()
    await page.keyboard.press('Enter')
    const runs = page.getByRole('dialog', { name: `Billed runs of ${tenant.tenant ?? 'No tenant'}` })
    await expect(runs.getByRole('heading', { level: 2 }).last()).toContainText(formatUsdExact(tenant.costUsd))
    await expect(runs.getByRole('row')).toHaveCount(1 + Math.min(tenant.runs, 50))
    await runs.getByRole('checkbox').click()
    await expect(runs.getByText('Every one of them is as it was billed.')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(runs).toBeHidden()

    await sendLateRun()
    await waitUntil('the adjustment', async () => {
      const value = StatementAdjustments.parse(await ask(apiPaths.adjustments(stage.project, statementId)))
      return value.runs > 0 ? { value } : { notYet: 'no run has changed' }
    })
    await page.reload()
    await expect(state.getByText(/Since then 1 run has changed/)).toBeVisible()
    expect((await statementNow()).statement.total).toEqual(statement.total)
    await state.getByRole('button', { name: 'Adjustments' }).click()
    const adjustments = page.getByRole('dialog', { name: /^Adjustments/ })
    await expect(adjustments.getByRole('region', { name: 'By tenant', exact: true })).toContainText(
      '1 run: came after closing',
    )
    expect(await axeFindings(page)).toEqual([])
    await adjustments.getByRole('button', { name: 'Book the adjustments' }).click()
    await expect(adjustments.getByRole('region', { name: 'Booked', exact: true })).toBeVisible()
    await page.keyboard.press('Escape')

    await page.goto(
      `/${stage.project}/chargeback/print?${new URLSearchParams({ ...period, tenant: 'acme' }).toString()}`,
    )
    await expect(page.getByRole('article')).toHaveCount(1)
    await expect(page.getByRole('heading', { level: 1, name: 'acme' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.style.getPropertyValue('--statement-mark'))).toContain(
      hash,
    )
    await page.goBack()

    await page.getByRole('button', { name: 'Reopen' }).click()
    const reopening = page.getByRole('dialog', { name: /^Reopen/ })
    await reopening.getByLabel('Reason').fill('a late run')
    await reopening.getByRole('button', { name: 'Reopen' }).click()
    await expect(state.getByText('reopened', { exact: true })).toBeVisible()
    await expect(rowOf(page, 'Total')).toContainText(String(statement.total.runs + 1))
  })

  it('says what is missing, and shows its first columns on a narrow screen', async () => {
    const page = await stage.open('chargeback?period=2020-02', { viewport: narrow })
    await expect(page.getByRole('heading', { name: 'No runs in February 2020' })).toBeVisible()
    await page.goto(`/${stage.project}/${address}`)
    await expect(grid(page).getByRole('columnheader', { name: 'Total' })).toBeVisible()
    await expect(grid(page).getByRole('columnheader', { name: 'Tokens' })).toBeHidden()
  })
})

/** A run of acme in the middle of the period, sent only now. */
async function sendLateRun(): Promise<void> {
  const [traceId, root, startMs] = [newTraceId(), newSpanId(), endMs - dayMs]
  await stage.send([
    agentSpan(
      { traceId, spanId: root, parent: '', startMs, endMs: startMs + 2_000 },
      { name: 'late', goal: 'Refund', answer: 'Done' },
    ),
    llmSpan({ traceId, parent: root, startMs, endMs: startMs + 1_000 }, { question: 'Refund', answer: 'Done' }),
  ])
}
