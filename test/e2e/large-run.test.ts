import type { Locator, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { RunSpans } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { largeRun, needle } from './large-run.ts'
import { expect, full, Stage } from './utils.ts'

const spanCount = 10_000
const payloadBytes = 3_000_000
const traceId = newTraceId()
const payloadTraceId = newTraceId()
let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
  await stage.send(largeRun(traceId, spanCount))
  await stage.send(largePayload())
  await stage.waitForRuns(2)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe(`a run of ${spanCount} spans`, () => {
  it('opens as a tree, scrolls to its end and back, and finds one span', async () => {
    const page = await stage.open('sessions')
    const seconds = stopwatch()
    await page.goto(`runs/${traceId}?view=tree`)
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    await expect(tree.getByRole('row').nth(5)).toBeVisible()
    seconds('tree open')

    await page.getByRole('button', { name: /^Open all/ }).click()
    await expect(tree).toHaveAttribute('aria-rowcount', String(spanCount + 1))
    seconds('all levels open')
    await tree.focus()
    await page.keyboard.press('End')
    await expect(tree.locator(`[aria-rowindex="${spanCount + 1}"]`)).toBeInViewport()
    seconds('at the end')
    await page.keyboard.press('Home')
    await expect(tree.locator('[aria-rowindex="2"]')).toBeInViewport()
    seconds('at the start')
    await scrollThrough(page)
    seconds('scrolled through')

    await page.getByRole('button', { name: /^Close all/ }).click()
    await expect(tree).toHaveAttribute('aria-rowcount', '2')
    await page.getByRole('searchbox', { name: 'Find in this run' }).fill(needle)
    await page.keyboard.press('Enter')
    await expect(tree.getByRole('row', { selected: true })).toContainText(needle)
    await expect(tree.getByRole('row', { selected: true })).toBeInViewport()
    seconds('match found')
  })

  it.runIf(full)('opens as a timeline, scrolls, zooms, and as lanes', async () => {
    const page = await stage.open('sessions')
    const seconds = stopwatch()
    await page.goto(`runs/${traceId}?view=timeline`)
    const rows = page.getByRole('treegrid', { name: 'Spans of the run over time' })
    await expect(rows.getByRole('row').nth(5)).toBeVisible()
    seconds('timeline open')
    await page.getByRole('button', { name: /^Open all/ }).click()
    await expect(rows).toHaveAttribute('aria-rowcount', String(spanCount + 1))
    seconds('all levels open')
    await printFrames(page, 'scrolling', () => page.mouse.wheel(0, 700))
    await page.keyboard.down('Control')
    await printFrames(page, 'zooming', () => page.mouse.wheel(0, -60))
    await page.keyboard.up('Control')
    await expect(page.getByRole('status', { name: 'Time in view' })).toContainText(' of ')
    await page.getByRole('button', { name: 'Lanes' }).click()
    await expect(page.getByRole('application', { name: /^10000 spans in 3 lanes/ })).toBeVisible()
    seconds('lanes open')
    await page.mouse.move(900, 400)
    await page.keyboard.down('Control')
    await printFrames(page, 'zooming lanes', () => page.mouse.wheel(0, 60))
    await page.keyboard.up('Control')
  })

  it.runIf(full)('opens as a transcript and as JSON', async () => {
    const page = await stage.open('sessions')
    const seconds = stopwatch()
    await page.goto(`runs/${traceId}?view=transcript`)
    await expect(page.getByRole('region', { name: 'Goal' })).toBeVisible()
    seconds('transcript open')
    await page.getByRole('tab', { name: 'JSON' }).click()
    const json = page.getByRole('tree', { name: 'Run as JSON' })
    await json.focus()
    await page.keyboard.press('End')
    await json.getByRole('treeitem', { name: /^nodes: \[ 10000 entries \]/ }).click()
    await expect(json.getByRole('treeitem', { name: /^0: \{/ })).toBeVisible()
    seconds('JSON open')
  })
})

describe(`the document of a run of ${spanCount} spans`, () => {
  it('holds the first rows of the tree and of the transcript before any script runs', async () => {
    const rows = await openDocument(`runs/${traceId}?view=tree`, '[role="treegrid"] [role="row"][aria-expanded]')
    await expect(rows.nth(0)).toContainText('lead')
    await expect(rows.nth(5)).toContainText('reader')
    await expect(rows.nth(5)).toBeInViewport()
    const lines = await openDocument(`runs/${traceId}?view=transcript`, 'section[aria-label="Transcript"] > div > div')
    await expect(lines.filter({ hasText: 'Read these pages' }).nth(3)).toBeInViewport()
  })

  it('has the linked row where the view puts it', async () => {
    const link = `runs/${traceId}?view=tree&span=${await spanInTheMiddle()}`
    const drawn = await openDocument(link, '[role="row"][aria-selected="true"]')
    await expect(drawn).toBeInViewport()
    const page = await stage.open(link)
    const selected = page.getByRole('treegrid').getByRole('row', { selected: true })
    await expect(selected).toBeInViewport()
    expect(await drawn.textContent()).toBe(await selected.textContent())
    const [before, after] = [await drawn.boundingBox(), await selected.boundingBox()]
    expect(Math.abs((before?.y ?? 0) - (after?.y ?? 0))).toBeLessThan(2)
  })

  it('is of the view that was chosen last', async () => {
    const page = await stage.open(`runs/${traceId}`)
    await page.getByRole('tab', { name: 'Tree' }).click()
    await expect(page.getByRole('treegrid')).toBeVisible()
    await expect
      .poll(async () => (await page.request.get(`runs/${traceId}`)).text())
      .toContain('<div role="treegrid" aria-label="Spans of the run"')
    await page.goto(`runs/${traceId}`)
    await expect(page.getByRole('tab', { name: 'Tree', selected: true })).toBeVisible()
  })
})

describe('a span of 3 MB', () => {
  it('opens with its beginning, and with the rest on demand', async () => {
    const page = await stage.open(`runs/${payloadTraceId}?view=tree`)
    const seconds = stopwatch()
    await page.getByRole('row', { name: /read_archive/ }).click()
    const panel = page.getByRole('region', { name: 'Span', exact: true })
    await expect(panel.getByRole('heading', { level: 2 })).toContainText('read_archive')
    await expect(panel.getByText('line 1 of the archive').first()).toBeVisible()
    seconds('3 MB span open')
    expect((await panel.textContent())?.length).toBeLessThan(payloadBytes / 10)
    const shown = panel.getByText('line 1000 of the archive')
    await expect(shown).toHaveCount(0)
    await panel.getByRole('button', { name: /^Show the next .+ of \d\.\d MB$/ }).click()
    await expect(shown.first()).toBeAttached()
    seconds('more shown')
  })
})

/** A page that runs no scripts, once its document holds what is looked for: a run that nobody has opened yet is not waited for. */
async function openDocument(path: string, selector: string): Promise<Locator> {
  const page = await stage.open(path, { scripts: false })
  const wanted = page.locator(selector)
  await expect(async () => {
    if ((await wanted.count()) === 0) await page.reload()
    expect(await wanted.count()).toBeGreaterThan(0)
  }).toPass({ timeout: 60_000 })
  return wanted
}

async function spanInTheMiddle(): Promise<string> {
  const answer = await fetch(new URL(apiPaths.runSpans(stage.project, traceId), stage.product.uiUrl))
  return RunSpans.parse(await answer.json()).nodes[spanCount / 2]?.spanId ?? ''
}

/** To the end and back in steps, as one does who looks for something; rows must be there at every place. */
async function scrollThrough(page: Page): Promise<void> {
  const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
  for (const part of [0.25, 0.5, 0.75, 1, 0.6, 0.3, 0]) {
    await tree.evaluate((element, to) => element.scrollTo({ top: to * element.scrollHeight }), part)
    await expect.poll(() => rowsInView(page)).toBeGreaterThan(10)
  }
}

async function rowsInView(page: Page): Promise<number> {
  return page.getByRole('treegrid').evaluate((tree) => {
    const { top, bottom } = tree.getBoundingClientRect()
    const boxes = [...tree.querySelectorAll('[aria-rowindex]')].map((row) => row.getBoundingClientRect())
    return boxes.filter((box) => box.top >= top && box.bottom <= bottom).length
  })
}

/** Prints how evenly the page is drawn while something is done 40 times. */
async function printFrames(page: Page, what: string, act: () => Promise<void>): Promise<void> {
  await page.mouse.move(900, 500)
  await page.evaluate(() => {
    const frames: number[] = []
    const tick = (now: number): void => {
      frames.push(now)
      Object.assign(window, { frames })
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  for (let times = 0; times < 40; times += 1) await act()
  const frames = await page.evaluate(() => ('frames' in window && Array.isArray(window.frames) ? window.frames : []))
  const gaps = frames.map((at: number, index: number) => at - frames[Math.max(0, index - 1)]).toSorted((a, b) => a - b)
  const share = (part: number) => (gaps[Math.floor((gaps.length - 1) * part)] ?? 0).toFixed(1)
  console.log(`  ${what}: ${gaps.length} frames, p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, longest ${share(1)} ms`)
}

/** Prints how long each part took; figures are for the reader, not for a verdict. */
function stopwatch(): (what: string) => void {
  let last = performance.now()
  return (what) => {
    const now = performance.now()
    console.log(`  ${what}: ${((now - last) / 1_000).toFixed(2)} s`)
    last = now
  }
}

/** An agent whose tool answered with 3 MB of text. */
function largePayload(): SpanRecord[] {
  const startMs = Date.now() - 3_500_000
  const root = newSpanId()
  const tool = { id: 'call_1', name: 'read_archive', arguments: { from: 1 } }
  const lines = Array.from({ length: payloadBytes / 30 }, (_, index) => `line ${index + 1} of the archive`.padEnd(29))
  return [
    agentSpan(
      { traceId: payloadTraceId, spanId: root, parent: '', startMs, endMs: startMs + 5_000 },
      { name: 'archivist', goal: 'Read the archive', answer: 'Read.' },
    ),
    toolSpan(
      { traceId: payloadTraceId, parent: root, startMs: startMs + 100, endMs: startMs + 3_000 },
      { ...tool, result: lines.join('\n') },
    ),
    llmSpan(
      { traceId: payloadTraceId, parent: root, startMs: startMs + 3_100, endMs: startMs + 4_900 },
      { question: 'Read the archive', answer: 'Read.' },
    ),
  ]
}
