import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import type { Run } from '#lib/domain/run.ts'
import { apiPaths, paths } from '#lib/paths.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { axeFindings, expect, narrow, overflowing, Stage } from './utils.ts'

const goals = ['Where is order 7?', '=HYPERLINK("http://x")', 'Cancel order 9']
let stage: Stage
let runs: Run[]

beforeAll(async () => {
  stage = await Stage.share()
  await stage.send(goals.flatMap((goal, index) => spansOf(goal, Date.now() - 600_000 * (index + 2))))
  runs = await stage.waitForRuns(goals.length)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('a list', () => {
  it('is saved as CSV and JSON Lines, and the page says that it was', async () => {
    const page = await stage.openRuns()
    const csv = await saved(page, 'Export the list', /CSV/)
    expect(csv.name).toMatch(/^runs-.*\.csv$/)
    expect(csv.name).toContain(stage.project)
    expect(csv.text.split('\r\n')).toHaveLength(goals.length + 2)
    expect(csv.text).toContain(`"'=HYPERLINK(""http://x"")"`)
    await expect(page.getByText('Exported 3 runs')).toBeVisible()
    const jsonl = await saved(page, 'Export the list', /JSON Lines/)
    expect(
      jsonl.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).runId),
    ).toEqual(runs.map(({ runId }) => runId))
  })

  it('is saved in part: the checked runs', async () => {
    const page = await stage.openRuns()
    await page.getByRole('checkbox', { name: `Select ${goals[0]}` }).click()
    const { text } = await saved(page, 'Export', /JSON Lines/)
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).runId),
    ).toEqual([runs[0]?.runId])
  })
})

describe('a run', () => {
  it('is saved as the API has it', async () => {
    const page = await openRun()
    for (const [item, format] of [
      [/JSON/, 'json'],
      [/OTLP/, 'otlp'],
      [/^Markdown/, 'markdown'],
    ] as const) {
      const { text } = await saved(page, 'Export and share', item)
      expect(text).toBe(
        await (await page.request.get(apiPaths.runExport(stage.project, runOf(0).runId, format))).text(),
      )
    }
  })

  it('is copied as Markdown', async () => {
    const page = await openRun()
    await choose(page, 'Export and share', 'Copy as Markdown')
    await expect(page.getByText('Copied the run as Markdown.')).toBeVisible()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toContain('Where is order 7?')
    expect(text).toContain('### tool `get_order`')
  })
})

describe('a shared link', () => {
  it('shows the run to somebody else until it is revoked', async () => {
    const page = await openRun()
    await choose(page, 'Export and share', 'Share link …')
    const dialog = page.getByRole('dialog', { name: 'Share this run' })
    await expect(dialog).toContainText('No link to this run is open.')
    await dialog.getByRole('button', { name: 'Make a link' }).click()
    const path = new URL(await dialog.getByRole('textbox', { name: 'The link' }).inputValue()).pathname
    await expect(dialog.getByRole('list')).toContainText('made')
    expect(await axeFindings(page)).toEqual([])

    const other = await stage.open(path, { theme: 'dark' })
    await expect(other.getByRole('heading', { name: 'Shared run' })).toBeVisible()
    await expect(other.getByText('Where is order 7?').first()).toBeVisible()
    await other.getByRole('tab', { name: 'Tree' }).click()
    const content = other.waitForResponse(/\/api\/v1\/share\/[^/]+\/runs\/[0-9a-f]+\/spans\/[0-9a-f]+$/)
    await other
      .getByRole('row', { name: /get_order/ })
      .last()
      .click()
    expect((await content).status()).toBe(200)
    expect(await other.getByRole('link').count()).toBe(0)
    expect(await axeFindings(other)).toEqual([])
    const answer = await other.request.get(path)
    expect(answer.headers()).toMatchObject({ 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' })
    expect(answer.headers()['cache-control']).toContain('no-store')

    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await expect(dialog).toContainText('No link to this run is open.')
    const closed = await stage.open(path, { viewport: narrow, mayFail: /share/ })
    await expect(closed.getByRole('heading', { name: 'This link is closed' })).toBeVisible()
    expect((await other.request.get(path)).status()).toBe(404)
    expect(await axeFindings(closed)).toEqual([])
    expect(await overflowing(closed)).toEqual([])
  })

  it('that is none says so', async () => {
    const page = await stage.open('/share/none', { mayFail: /share/ })
    await expect(page.getByRole('heading', { name: 'There is no such link' })).toBeVisible()
  })
})

function runOf(goal: number): Run {
  const found = runs.find(({ inputPreview }) => inputPreview === goals[goal])
  if (found === undefined) throw new Error(`no run of "${goals[goal]}"`)
  return found
}

async function openRun(): Promise<Page> {
  const page = await stage.open(paths.run(stage.project, runOf(0).runId))
  await expect(page.getByRole('tab', { name: 'Transcript' })).toBeVisible()
  return page
}

async function choose(page: Page, menu: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function saved(page: Page, menu: string, item: RegExp): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download')
  await choose(page, menu, item)
  const file = await coming
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

function spansOf(goal: string, startMs: number) {
  const [traceId, agent] = [newTraceId(), newSpanId()]
  const tool = { id: 'call-1', name: 'get_order', arguments: { id: 7 } }
  return [
    agentSpan(
      { traceId, spanId: agent, parent: '', startMs, endMs: startMs + 3_000 },
      { name: 'support', goal, answer: 'It was sent.' },
    ),
    llmSpan({ traceId, parent: agent, startMs: startMs + 100, endMs: startMs + 900 }, { question: goal, tool }),
    toolSpan(
      { traceId, parent: agent, startMs: startMs + 1_000, endMs: startMs + 1_500 },
      { ...tool, result: { state: 'sent' } },
    ),
    llmSpan(
      { traceId, parent: agent, startMs: startMs + 1_600, endMs: startMs + 2_900 },
      { question: goal, answer: 'It was sent.' },
    ),
  ]
}
