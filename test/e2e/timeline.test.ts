import type { Locator, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { axeFindings, expect, overflowing, Stage } from './utils.ts'

const traceId = newTraceId()
const ids = { lead: newSpanId(), reader: newSpanId(), orphan: newSpanId(), skewed: newSpanId() }
const loopTraceId = newTraceId()
const link = `runs/${traceId}?view=timeline`
let stage: Stage

/** A lead of 20 s with a parallel reader, idle time, a failed tool, an orphan and a clock that is wrong. */
beforeAll(async () => {
  stage = await Stage.share()
  const startMs = Date.now() - 3_600_000
  const at = (parent: string, from: number, to: number, spanId = newSpanId()) => {
    return { traceId, parent, spanId, startMs: startMs + from, endMs: startMs + to }
  }
  const tool = (name: string) => ({ id: name, name, arguments: { page: name }, result: `text of ${name}` })
  await stage.send([
    agentSpan(at('', 0, 20_000, ids.lead), { name: 'lead', goal: 'Read it all', answer: 'It is read.' }),
    llmSpan(at(ids.lead, 500, 3_000), { question: 'Read it all', tool: tool('fetch') }),
    toolSpan(at(ids.lead, 3_000, 8_000), tool('fetch')),
    agentSpan(at(ids.lead, 3_500, 12_000, ids.reader), { name: 'reader', goal: 'Read', answer: 'Read.' }),
    llmSpan(at(ids.reader, 3_600, 7_000), { question: 'Read', tool: tool('open') }),
    toolSpan({ ...at(ids.reader, 7_000, 7_500), error: 'no such page' }, tool('open')),
    llmSpan(at(ids.reader, 9_000, 11_900), { question: 'Read', answer: 'Read.' }),
    llmSpan(at(ids.lead, 16_000, 19_900), { question: 'Read it all', answer: 'It is read.' }),
    toolSpan(at('00000000deadbeef', 5_000, 6_000, ids.orphan), tool('lost')),
    toolSpan(at(ids.reader, 1_000, 3_550, ids.skewed), tool('early')),
  ])
  await stage.send(loopingRun(startMs))
  await stage.waitForRuns(2)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('the timeline', () => {
  it('shows every span over time, odd ones with a note, and says what it is to axe', async () => {
    const page = await stage.open(`runs/${traceId}`)
    await page.getByRole('tab', { name: 'Timeline' }).waitFor()
    await page.keyboard.press('l')
    const rows = rowsOf(page)
    await expect(rows).toHaveAttribute('aria-rowcount', '11')
    await expect(rows.getByRole('row', { name: /lost/ })).toContainText('orphan')
    await expect(rows.getByRole('row', { name: /early/ })).toContainText('clock skew')
    await expect(rows.getByRole('row', { name: /^Close lead/ })).toContainText('4.00 s')
    await expect(page).toHaveURL(/view=timeline/)
    expect(await axeFindings(page)).toEqual([])
    expect(await overflowing(page)).toEqual([])
    await page.getByRole('button', { name: 'Lanes' }).click()
    await expect(page.getByRole('application', { name: /^10 spans in \d lanes/ })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })

  it('zooms by dragging, by keys and by the wheel, goes back, and a link shows the same', async () => {
    const page = await stage.open(link)
    await expect(inView(page)).toHaveText('20.0 s')
    await dragOver(page, page.locator('[data-axis]'), 0.25, 0.5)
    await expect(inView(page)).toHaveText('5.00 s of 20.0 s')
    await expect(page).toHaveURL(/zoom=\d+-\d+/)
    await page.reload()
    await expect(inView(page)).toHaveText('5.00 s of 20.0 s')
    await page.keyboard.press('0')
    await expect(inView(page)).toHaveText('20.0 s')
    await expect(page).not.toHaveURL(/zoom=/)

    await page.keyboard.press('+')
    await expect(inView(page)).toHaveText('12.0 s of 20.0 s')
    const zoomed = await firstTick(page)
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => firstTick(page)).not.toBe(zoomed)
    await page.keyboard.press('-')
    await expect(inView(page)).toHaveText('20.0 s')

    await dragOver(page, page.locator('[data-minimap]'), 0.5, 0.75)
    await expect(inView(page)).toHaveText('5.00 s of 20.0 s')
    await page.locator('[data-axis]').dblclick()
    await expect(inView(page)).toHaveText('20.0 s')
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -100)
    await page.keyboard.up('Control')
    await expect(inView(page)).toContainText('of 20.0 s')
  })

  it('focuses a sub-tree, in the tree too, and finds the way back', async () => {
    const page = await stage.open(link)
    const rows = rowsOf(page)
    await rows.getByRole('row', { name: /reader/ }).dblclick()
    await expect(rows).toHaveAttribute('aria-rowcount', '6')
    const path = page.getByRole('navigation', { name: 'Sub-tree in focus' })
    await expect(path).toContainText('lead')
    await expect(page).toHaveURL(new RegExp(`root=${ids.reader}`))
    await page.keyboard.press('r')
    await expect(page.getByRole('treegrid', { name: 'Spans of the run', exact: true })).toHaveAttribute(
      'aria-rowcount',
      '6',
    )
    await page.reload()
    await expect(path).toBeVisible()
    await page.keyboard.press('u')
    await expect(path.getByText('reader')).toHaveCount(0)
    await path.getByRole('button', { name: 'Whole run', exact: true }).click()
    await expect(path).toHaveCount(0)
    await expect(page).not.toHaveURL(/root=/)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog').getByText('Focus the sub-tree of the selected span')).toBeVisible()
  })

  it('shares selection and what is open with the tree, and hovers with the exact place', async () => {
    const page = await stage.open(`${link}&span=${ids.orphan}`)
    const rows = rowsOf(page)
    await expect(rows.getByRole('row', { selected: true })).toContainText('lost')
    await rows.getByRole('button', { name: 'Close reader' }).click()
    await expect(rows).toHaveAttribute('aria-rowcount', '7')
    await page.keyboard.press('r')
    const tree = page.getByRole('treegrid', { name: 'Spans of the run', exact: true })
    await expect(tree).toHaveAttribute('aria-rowcount', '7')
    await expect(tree.getByRole('row', { selected: true })).toContainText('lost')
    await page.keyboard.press('l')
    const box = await rows.getByRole('row', { name: /fetch/ }).boundingBox()
    if (box === null) throw new Error('the row is not drawn')
    await page.mouse.move(box.x + box.width - 40, box.y + 10)
    await expect(page.getByText('fetch · 5.00 s')).toBeVisible()
  })

  it('explains what a loop cost, call by call, from wherever it is said', async () => {
    const page = await stage.open(`runs/${loopTraceId}?view=timeline`)
    const band = rowsOf(page)
      .getByRole('row', { name: /^loops/ })
      .getByRole('button', { name: /^loop × 4, \$/ })
    await band.press('Enter')
    const card = page.getByRole('dialog', { name: 'Cost of loop × 4' })
    const calls = card.getByRole('region', { name: 'Calls after the first round' })
    await expect(calls.getByRole('listitem')).toHaveCount(3)
    await expect(card.getByRole('row', { name: /^Sum/ })).toContainText('$0.000108')
    expect(await axeFindings(page)).toEqual([])
    await calls
      .getByTitle(/^How the cost of gpt-4o-mini/)
      .first()
      .click()
    const ofCall = page.getByRole('dialog', { name: /^Cost of gpt-4o-mini/ })
    await ofCall.getByRole('button', { name: 'round 2 of loop × 4' }).click()
    await expect(card).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await expect(band).toBeFocused()

    await page.getByRole('region', { name: 'Run facts' }).getByTitle('How the cost of loops came about').click()
    await calls
      .getByRole('button', { name: /^gpt-4o-mini/ })
      .last()
      .click()
    await expect(card).toHaveCount(0)
    await expect(rowsOf(page).getByRole('row', { selected: true })).toContainText('gpt-4o-mini')
    await page.getByRole('button', { name: 'Lanes' }).click()
    await page
      .getByRole('application')
      .getByRole('button', { name: /^loop × 4/ })
      .click()
    await expect(calls.getByRole('listitem')).toHaveCount(3)
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Transcript' }).click()
    await page.getByTitle('How the cost of loop × 4 came about').click()
    await expect(calls.getByRole('listitem')).toHaveCount(3)
  })
})

/** The same tool asked four times, then an answer. */
function loopingRun(startMs: number): SpanRecord[] {
  const root = newSpanId()
  const at = (from: number, to: number) => ({
    traceId: loopTraceId,
    parent: root,
    startMs: startMs + from,
    endMs: startMs + to,
  })
  const tool = { id: 'again', name: 'get_account', arguments: { account: 7 } }
  const rounds = [0, 1_000, 2_000, 3_000].flatMap((ms) => [
    llmSpan(at(ms, ms + 400), { question: 'Which account?', tool }),
    toolSpan(at(ms + 400, ms + 900), { ...tool, result: 'account 7' }),
  ])
  const agent = { name: 'looper', goal: 'Which account?', answer: 'None.' }
  return [
    ...rounds,
    llmSpan(at(4_000, 4_400), { question: 'Which account?', answer: 'None.' }),
    agentSpan({ ...at(0, 4_500), spanId: root, parent: '' }, agent),
  ]
}

function rowsOf(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Spans of the run over time' })
}

function inView(page: Page): Locator {
  return page.getByRole('status', { name: 'Time in view' })
}

async function firstTick(page: Page): Promise<string | null> {
  return page.locator('[data-axis] span span').first().textContent()
}

/** From one share of an element's width to another. */
async function dragOver(page: Page, element: Locator, from: number, to: number): Promise<void> {
  const box = await element.boundingBox()
  if (box === null) throw new Error('nothing to drag over')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * from, y)
  await page.mouse.down()
  await page.mouse.move(box.x + (box.width * (from + to)) / 2, y)
  await page.mouse.move(box.x + box.width * to, y)
  await page.mouse.up()
}
