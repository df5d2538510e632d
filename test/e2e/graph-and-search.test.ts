import type { Locator, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { encodeLogs, send, textAttribute } from '#test/support/otlp.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { axeFindings, expect, narrow, overflowing, Stage } from './utils.ts'

const traceId = newTraceId()
const wideTraceId = newTraceId()
const startMs = Date.now() - 3_600_000
const rounds = 4
const lastTool = newSpanId()
const manyCalls = 450
let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
  await stage.send([...loopingRun(), ...wideRun()])
  await sendLog()
  await stage.waitForRuns(2)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

/** Without the amounts in them. */
const nodesOf = (graph: Locator) => graph.locator('[data-node]')
const span = (page: Page) => page.getByRole('region', { name: 'Span', exact: true })

describe('the graph of a run', () => {
  it('draws agent, model and tool once, and goes through the visits of a node', async () => {
    const page = await stage.open(`runs/${traceId}`)
    await page.getByRole('tab', { name: 'Transcript' }).waitFor()
    await page.keyboard.press('g')
    const graph = page.getByRole('group', { name: 'Graph of the run' })
    await expect(nodesOf(graph)).toHaveCount(3)
    await graph.getByRole('button', { name: new RegExp(`get_account of clerk.* ${rounds} ×`) }).click()
    await expect(graph.getByRole('button', { name: `visit 1 of ${rounds}`, pressed: true })).toBeVisible()
    await expect(span(page).getByRole('heading', { level: 2 })).toContainText('get_account')
    const first = new URL(page.url()).searchParams.get('span')
    await page.keyboard.press('Enter')
    await expect(graph.getByRole('button', { name: `visit 2 of ${rounds}`, pressed: true })).toBeVisible()
    await expect.poll(() => new URL(page.url()).searchParams.get('span')).not.toBe(first)

    await page.keyboard.press('ArrowUp')
    await expect(graph.getByRole('button', { name: /^LLM call/ })).toBeFocused()
    expect(await axeFindings(page)).toEqual([])

    // The amount of a node is that of all its visits.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const card = page.getByRole('dialog', { name: /^Cost of .*, \d+ visits$/ })
    await expect(card.getByRole('row', { name: /^Sum/ })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })

  it('draws every span, moves and zooms, and remembers the choice', async () => {
    const page = await stage.open(`runs/${traceId}?view=graph`)
    await page.getByRole('button', { name: 'Every span' }).click()
    const graph = page.getByRole('group', { name: 'Graph of the run' })
    await expect(nodesOf(graph)).toHaveCount(1 + 2 * rounds + 1)
    const node = nodesOf(graph).first()
    const before = await restingBox(node)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(async () => (await node.boundingBox())?.width ?? 0).toBeGreaterThan(before?.width ?? 0)
    await page.getByRole('button', { name: 'Fit to the page' }).click()
    await expect.poll(() => node.boundingBox()).toEqual(before)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Every span', pressed: true })).toBeVisible()
  })

  it('says when single spans are too many, and shows them aggregated', async () => {
    const page = await stage.open(`runs/${wideTraceId}?view=graph`)
    await page.getByRole('button', { name: 'Every span' }).click()
    await expect(page.getByText('Too large, showing aggregated')).toBeVisible()
    const graph = page.getByRole('group', { name: 'Graph of the run' })
    await expect(
      graph.getByRole('button', { name: new RegExp(`^LLM call gpt-4o-mini-2024-07-18 of reader.* ${manyCalls} ×`) }),
    ).toBeVisible()
  })

  it('fits a phone', async () => {
    const page = await stage.open(`runs/${traceId}?view=graph`, { viewport: narrow, theme: 'dark' })
    await expect(nodesOf(page.getByRole('group', { name: 'Graph of the run' }))).toHaveCount(3)
    expect(await overflowing(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('search in a run', () => {
  it('finds what only a result says, opens it, and goes on to the next', async () => {
    const page = await stage.open(`runs/${traceId}?view=tree`)
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    await tree.waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('Überziehung')
    await expect(page.getByText(`– of ${rounds} spans`)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(tree.getByRole('row', { selected: true })).toContainText('get_account')
    const found = span(page).getByRole('list', { name: 'Found in this span' })
    await expect(found.getByRole('button', { name: /^result .*überziehung/ })).toBeVisible()
    await expect.poll(() => markedTexts(page)).toEqual(['überziehung'])
    await page.keyboard.press('Enter')
    await expect(page.getByText(`2 of ${rounds} spans`)).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })

  it('opens the tab that shows the match', async () => {
    const page = await stage.open(`runs/${traceId}?view=tree`)
    await page.getByRole('treegrid', { name: 'Spans of the run' }).waitFor()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('ledger shard seven')
    await expect(page.getByText('– of 1 spans')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(span(page).getByRole('tab', { name: /^Logs/, selected: true })).toBeVisible()
  })

  it('takes a regular expression, and says what is wrong with a bad one', async () => {
    const page = await stage.open(`runs/${traceId}?view=tree`, { mayFail: /search/ })
    await page.getByRole('button', { name: 'Regular expression' }).click()
    const box = page.getByRole('searchbox', { name: 'Find in this run' })
    await box.fill(String.raw`ROUND-[34]\b`)
    // The calls of the model that asked, and the calls of the tool.
    await expect(page.getByText('– of 4 spans')).toBeVisible()
    await box.fill('ROUND-(')
    await expect(page.getByText('The regular expression is not valid')).toBeVisible()
  })

  it('hides kinds, keeps the way to what is left, and counts what is hidden', async () => {
    const page = await stage.open(`runs/${traceId}?view=tree`)
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    await expect(tree).toHaveAttribute('aria-rowcount', String(2 + 2 * rounds + 1))
    await page.getByRole('button', { name: 'Kinds' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Errors only' }).click()
    await page.keyboard.press('Escape')
    await expect(tree.getByRole('row')).toHaveCount(1 + 2)
    await expect(page.getByRole('button', { name: `Kinds ${2 * rounds} hidden` })).toBeVisible()
  })
})

describe('the log of a run', () => {
  it('lists records with their level and span, and opens the span', async () => {
    const page = await stage.open(`runs/${traceId}?view=log`)
    const row = page.getByRole('grid', { name: 'Logs of the run' }).getByRole('row')
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('warn')
    await row.click()
    await expect(span(page).getByRole('heading', { level: 2 })).toContainText('get_account')
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('a span', () => {
  it('is compared with the call before it', async () => {
    const page = await stage.open(`runs/${traceId}?view=tree&span=${lastTool}`)
    await span(page).getByRole('tab', { name: 'Compare' }).click()
    const changes = span(page).getByRole('region', { name: 'Changes: Input' })
    await expect(changes).toContainText(`ROUND-${rounds - 1}`)
    await expect(changes).toContainText(`ROUND-${rounds}`)
    await expect(span(page).getByText('+1 −1 lines').first()).toBeVisible()
  })

  it('marks what the sender masked', async () => {
    const page = await stage.open(`runs/${traceId}?view=tree&span=${lastTool}`)
    await expect(span(page).getByText('masked by the sender').first()).toBeVisible()
    await expect(span(page).getByText('[REDACTED]')).toHaveCount(0)
  })
})

/** What is marked in the span's panel, each text once. */
function markedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const marks = [...(CSS.highlights.get('found') ?? [])].filter((range) => range instanceof Range)
    const inTabs = marks.filter((range) =>
      range.startContainer.parentElement?.closest('section[aria-label="Span"] [role="tabpanel"]'),
    )
    return [...new Set(inTabs.map((range) => range.toString().toLowerCase()))]
  })
}

/** A clerk who asks for the same account again and again; the last time fails. */
function loopingRun(): SpanRecord[] {
  const root = newSpanId()
  const spans: SpanRecord[] = []
  let ms = startMs
  const at = (spanId: string, length: number) => {
    ms += length
    return { traceId, spanId, parent: root, startMs: ms - length, endMs: ms }
  }
  for (let round = 1; round <= rounds; round += 1) {
    const tool = {
      id: `call_${round}`,
      name: 'get_account',
      arguments: { round: `ROUND-${round}`, token: '[REDACTED]' },
    }
    spans.push(llmSpan(at(newSpanId(), 800), { question: 'Why is it overdrawn?', tool }))
    const place = at(round === rounds ? lastTool : newSpanId(), 200)
    const result = { note: 'Die überziehung bleibt.' }
    spans.push(toolSpan(round === rounds ? { ...place, error: 'too many requests' } : place, { ...tool, result }))
  }
  spans.push(llmSpan(at(newSpanId(), 500), { question: 'Why is it overdrawn?', answer: 'I do not know.' }))
  const clerk = { name: 'clerk', goal: 'Why is it overdrawn?', answer: 'I do not know.' }
  return [...spans, agentSpan({ traceId, spanId: root, parent: '', startMs, endMs: ms }, clerk)]
}

/** More calls than can be read one by one. */
function wideRun(): SpanRecord[] {
  const root = newSpanId()
  const calls = Array.from({ length: manyCalls }, (_, index) =>
    llmSpan(
      { traceId: wideTraceId, parent: root, startMs: startMs + index * 10, endMs: startMs + index * 10 + 8 },
      { question: `Page ${index}`, answer: `Read ${index}` },
    ),
  )
  const reader = { name: 'reader', goal: 'Read it all', answer: 'Read.' }
  return [
    ...calls,
    agentSpan({ traceId: wideTraceId, spanId: root, parent: '', startMs, endMs: startMs + 9_000 }, reader),
  ]
}

async function sendLog(): Promise<void> {
  const timeUnixNano = `${BigInt(startMs + 900) * 1_000_000n}`
  const record = {
    resource: { attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    scope: { name: 'bank', version: '1', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    log: {
      timeUnixNano,
      observedTimeUnixNano: timeUnixNano,
      severityNumber: 13,
      severityText: 'WARN',
      body: { stringValue: 'ledger shard seven is slow' },
      attributes: [textAttribute('component', 'ledger')],
      droppedAttributesCount: 0,
      flags: 0,
      traceId,
      spanId: lastTool,
      eventName: '',
    },
  }
  const response = await send(`${stage.product.otlpUrl}/v1/logs`, encodeLogs([record], 'protobuf'), {
    headers: stage.headers,
  })
  if (response.status !== 200) throw new Error(`the log was not taken: ${response.status} ${await response.text()}`)
}

/** Where it is once it stays there: a graph is fitted to the page after it is drawn. */
async function restingBox(element: Locator): ReturnType<Locator['boundingBox']> {
  let box = await element.boundingBox()
  await expect
    .poll(async () => {
      const last = box
      box = await element.boundingBox()
      return box !== null && JSON.stringify(box) === JSON.stringify(last)
    })
    .toBe(true)
  return box
}
