import type { SpanRecord } from '#lib/domain/otlp.ts'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { textAttribute } from '#test/support/otlp.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { axeFindings, expect, narrow, overflowing, Stage } from './utils.ts'

const session = 'support/42 %'
const href = `sessions/${encodeURIComponent(session)}`
const startMs = Date.now() - 86_400_000
const hourMs = 3_600_000
/** When each turn begins, in ms after the first; the third is asked the day after. */
const turns = [
  { at: 0, goal: 'Where is my parcel?' },
  { at: 60_000, goal: 'And the invoice?' },
  { at: 2 * hourMs + 13 * 60_000 + 69_000, goal: 'Still nothing.' },
]
/** More turns than are drawn or loaded at a time. */
const longTurns = 60
let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
  const spans = turns.flatMap(({ at, goal }) => turn(session, goal, startMs + at))
  const long = Array.from({ length: longTurns }, (_, index) =>
    turn('long', `Question ${index + 1}`, startMs + index * 20_000),
  )
  await stage.send([...spans, ...long.flat()])
  await stage.waitForRuns(turns.length + longTurns)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('a session', () => {
  it('reads turn by turn, with the time between, its totals and the spans of a turn', async () => {
    const page = await stage.open('sessions')
    await page.getByRole('row').filter({ hasText: 'Where is my parcel?' }).click()
    await expect(page).toHaveURL(href)
    const facts = page.getByRole('region', { name: 'Session facts' })
    await expect(facts).toContainText('3 turns')
    await expect(facts).toContainText('acme')
    await expect(page.getByRole('article')).toHaveCount(3)
    await expect(page.getByRole('article', { name: 'Turn 2' })).toContainText('And the invoice?')
    await expect(page.getByRole('article', { name: 'Turn 2' })).toContainText('It is on its way.')
    await expect(page.getByText('51.0 s later')).toBeVisible()
    await expect(page.getByText('2 h 13 m later')).toBeVisible()

    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(page).toHaveURL(/turn=[0-9a-f]{32}/)
    await facts.getByTitle('How the cost of the session came about').click()
    const ofSession = page.getByRole('dialog', { name: 'Cost of the session' })
    await expect(ofSession.getByRole('region', { name: 'Runs' }).getByRole('link')).toHaveCount(3)
    await page.keyboard.press('Escape')
    const panel = page.getByRole('region', { name: 'Turn', exact: true })
    await expect(panel.getByRole('heading', { name: 'Turn 2' })).toBeVisible()
    await expect(panel.getByRole('link')).toHaveCount(3)
    await page.getByRole('article', { name: 'Turn 1' }).getByTitle('How the cost of the turn came about').click()
    await expect(page.getByRole('dialog', { name: 'Cost of the run' }).getByRole('row', { name: /^Sum/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await panel
      .getByTitle(/^How the cost of .* came about$/)
      .first()
      .click()
    const ofCall = page.getByRole('dialog', { name: /^Cost of / })
    await expect(ofCall.getByRole('row', { name: /^Input/ })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await panel.getByRole('button', { name: /Kinds/ }).click()
    await page
      .getByRole('menuitemcheckbox', { name: /Model call|LLM/i })
      .first()
      .click()
    await page.keyboard.press('Escape')
    await expect(panel.getByRole('link')).toHaveCount(2)
    await panel.getByRole('tab', { name: 'Metadata' }).click()
    await expect(panel.getByText('tenant.id').first()).toBeVisible()
    expect(await axeFindings(page)).toEqual([])

    // The focus is on a tab, where Enter means the tab.
    await panel.getByRole('tab', { name: 'Metadata' }).blur()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'And the invoice?' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Next run' })).toBeVisible()
    await page.keyboard.press('j')
    await expect(page.getByRole('heading', { name: 'Still nothing.' })).toBeVisible()
  })

  it('of many turns loads them as one scrolls', async () => {
    const page = await stage.open('sessions/long')
    const list = page.getByRole('region', { name: 'Turns' })
    await expect(page.getByRole('article', { name: 'Turn 1', exact: true })).toBeVisible()
    expect(await page.getByRole('article').count()).toBeLessThan(longTurns)
    await expect(async () => {
      await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
      await expect(page.getByRole('article', { name: `Turn ${longTurns}` })).toBeInViewport({ timeout: 500 })
    }).toPass({ timeout: 60_000 })
  })

  it('fits a phone', async () => {
    const page = await stage.open(href, { viewport: narrow })
    await expect(page.getByRole('article')).toHaveCount(3)
    expect(await overflowing(page)).toEqual([])
    await page.getByRole('button', { name: 'Turn 3' }).click()
    const sheet = page.getByRole('dialog', { name: 'Turn 3' })
    await sheet
      .getByTitle(/^How the cost of .* came about$/)
      .first()
      .click()
    const card = page.getByRole('dialog', { name: /^Cost of / })
    await expect(card.getByRole('row', { name: /^Input/ })).toBeVisible()
    expect(await overflowing(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await expect(sheet).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
  })

  it('that is not there says so', async () => {
    const page = await stage.open('sessions/nobody', { mayFail: /nobody/ })
    await expect(page.getByRole('heading', { name: 'There is no such session' })).toBeVisible()
  })
})

describe('the list of sessions', () => {
  it('says which runs a total is of, and goes into each and back', async () => {
    const page = await stage.open('sessions?sort=runs&order=desc')
    await page
      .getByRole('row')
      .filter({ hasText: 'Question 1' })
      .getByTitle('How the cost of the session came about')
      .click()
    const card = page.getByRole('dialog', { name: 'Cost of the session' })
    const ofRuns = card.getByRole('region', { name: 'Runs' })
    await expect(card).toContainText(`${longTurns} runs: `)
    await expect(ofRuns.getByRole('link')).toHaveCount(8)
    await ofRuns.getByRole('button', { name: `${longTurns - 8} more runs` }).click()
    await expect(ofRuns.getByRole('link', { name: `${longTurns - 20} more runs` })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await ofRuns
      .getByTitle(/^How the cost of Question/)
      .first()
      .click()
    const ofRun = page.getByRole('dialog', { name: 'Cost of the run' })
    await expect(ofRun.getByRole('row', { name: /^Sum/ })).toBeVisible()
    await ofRun.getByRole('button', { name: 'Back' }).press('Enter')
    await expect(card).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await expect(card).toContainText(`${longTurns} runs: `)
    await ofRuns.getByRole('button', { name: 'more runs' }).click()
    await ofRuns.getByRole('link', { name: 'more runs' }).click()
    await expect(page).toHaveURL(/runs\?.*session=long.*sort=costUsd/)
  })

  it('sorts by number of runs and filters as the runs do', async () => {
    const page = await stage.open('sessions?sort=runs')
    await expect(page.getByRole('row').nth(1)).toContainText('Question 1')
    await page.getByRole('columnheader', { name: 'Runs' }).getByRole('button').click()
    await expect(page.getByRole('row').nth(1)).toContainText('Where is my parcel?')
    await page.getByRole('combobox', { name: 'Search sessions' }).fill('parcel')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row')).toHaveCount(2)
  })
})

function turn(name: string, goal: string, atMs: number): SpanRecord[] {
  const traceId = newTraceId()
  const root = newSpanId()
  const at = (from: number, to: number) => ({ traceId, parent: root, startMs: atMs + from, endMs: atMs + to })
  const spans = [
    agentSpan({ ...at(0, 9_000), spanId: root, parent: '' }, { name: 'support', goal, answer: 'It is on its way.' }),
    toolSpan(at(1_000, 2_000), { id: 'call_1', name: 'track', arguments: { order: goal }, result: { place: 'hub' } }),
    llmSpan(at(2_100, 8_900), { question: goal, answer: 'It is on its way.' }),
  ]
  return spans.map(({ span, ...rest }) => ({
    ...rest,
    span: { ...span, attributes: [...span.attributes, textAttribute('session.id', name)] },
  }))
}
