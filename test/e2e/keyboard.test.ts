import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { expect, Stage } from './utils.ts'

const goals = ['First question', 'Second question', 'Third question', 'Fourth question']
const startMs = Date.now() - 3_600_000
let stage: Stage

/** Runs a minute apart, the first of `goals` the newest; each has two tool calls that failed. */
beforeAll(async () => {
  stage = await Stage.share()
  await stage.send(goals.flatMap((goal, index) => runWithErrors(goal, startMs - index * 60_000)))
  await stage.waitForRuns(goals.length)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('the runs list by keyboard', () => {
  it('moves, opens and comes back to the same row', async () => {
    const page = await stage.openRuns()
    await page.keyboard.press('j')
    await expectSelected(page, 'First question')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await expectSelected(page, 'Third question')
    await page.keyboard.press('k')
    await expectSelected(page, 'Second question')

    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Second question' })).toBeVisible()
    await page.goBack()
    await expectSelected(page, 'Second question')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('row', { selected: true })).toHaveCount(0)
  })

  it('searches with /, leaves with Escape, filters with f', async () => {
    const page = await stage.openRuns()
    const search = page.getByRole('combobox', { name: 'Search runs' })
    await page.keyboard.press('/')
    await expect(search).toBeFocused()
    await page.keyboard.type('fourth')
    await expect(page.getByRole('row')).toHaveCount(2)
    await page.keyboard.press('Escape')
    await expect(search).toHaveValue('')
    await expect(page.getByRole('row')).toHaveCount(goals.length + 1)
    await page.keyboard.press('Escape')
    await expect(search).not.toBeFocused()

    await page.keyboard.press('f')
    await expect(page.getByRole('dialog', { name: 'Add filter' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  it('lists its keys with ? and goes anywhere with the palette', async () => {
    const page = await stage.openRuns()
    await page.keyboard.press('?')
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(shortcuts.getByText('Open the selected run')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(shortcuts).toHaveCount(0)

    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Search and commands' })
    await expect(palette).toBeVisible()
    await page.keyboard.type('sessions')
    await palette.getByRole('option', { name: 'Sessions', exact: true }).click()
    await expect(page).toHaveURL('sessions')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('third question')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/runs\?q=third/)
    await expect(page.getByRole('row')).toHaveCount(2)
  })
})

describe('a run by keyboard', () => {
  it('walks the tree, opens spans and finds the next error', async () => {
    const page = await openRun('First question')
    await page.keyboard.press('r')
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    await tree.focus()
    const rows = await tree.getByRole('row').count()
    await page.keyboard.press('ArrowLeft')
    await expect(tree.getByRole('row')).toHaveCount(2)
    await page.keyboard.press('ArrowRight')
    await expect(tree.getByRole('row')).toHaveCount(rows)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(tree.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3')
    await page.keyboard.press('ArrowDown')
    await expect(tree.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '4')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'Span', exact: true })).toHaveCount(0)

    await page.keyboard.press('e')
    await expect(tree.getByRole('row', { selected: true })).toContainText('no such city')
    await page.keyboard.press('e')
    await expect(tree.getByRole('row', { selected: true })).toContainText('the service is down')
    await page.keyboard.press('t')
    await expect(page.getByRole('region', { name: 'Goal' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Span', exact: true })).toContainText('the service is down')
  })

  it('says with c how a cost came about, and gives the focus back', async () => {
    const list = await stage.openRuns()
    await list.keyboard.press('j')
    await list.keyboard.press('c')
    const listed = list.getByRole('dialog', { name: 'Cost of the run' })
    await expect(listed.getByRole('row', { name: /^gpt-4o-mini/ })).toBeVisible()
    await list.keyboard.press('Escape')
    await expect(listed).toHaveCount(0)

    const page = await openRun('First question')
    await page.keyboard.press('r')
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    await tree.focus()
    await page.keyboard.press('c')
    const ofRun = page.getByRole('dialog', { name: 'Cost of the run' })
    await expect(ofRun.getByRole('row', { name: /^Sum/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(ofRun).toHaveCount(0)
    await expect(tree).toBeFocused()

    await tree
      .getByRole('row', { name: /gpt-4o-mini/ })
      .first()
      .click()
    await tree.focus()
    await page.keyboard.press('c')
    const ofCall = page.getByRole('dialog', { name: /^Cost of .*gpt-4o-mini/ })
    await expect(ofCall.getByRole('row', { name: /^Input .* per 1M = \$/ })).toBeVisible()
    await expect(ofCall.getByText('List price of openai/gpt-4o-mini')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(tree).toBeFocused()
  })

  it('finds text with /, n and p', async () => {
    const page = await openRun('First question')
    await page.keyboard.press('r')
    await page.keyboard.press('/')
    await page.keyboard.type('weather')
    const place = page.getByRole('search').filter({ has: page.getByRole('searchbox', { name: 'Find in this run' }) })
    await expect(place.getByRole('status')).toHaveText('– of 4 spans')
    await page.keyboard.press('Enter')
    await expect(place.getByRole('status')).toHaveText('1 of 4 spans')
    await page.getByRole('treegrid').focus()
    await page.keyboard.press('n')
    await expect(place.getByRole('status')).toHaveText('2 of 4 spans')
    await page.keyboard.press('p')
    await expect(place.getByRole('status')).toHaveText('1 of 4 spans')
  })

  it('goes to the next and previous run of the filtered list', async () => {
    const page = await stage.openRuns('?q=question&sort=startedAt&order=asc')
    await page.keyboard.press('j')
    await expectSelected(page, 'Fourth question')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Fourth question' })).toBeVisible()
    await page.keyboard.press('j')
    await expect(page.getByRole('heading', { name: 'Third question' })).toBeVisible()
    await page.keyboard.press('j')
    await expect(page.getByRole('heading', { name: 'Second question' })).toBeVisible()
    await page.keyboard.press('k')
    await expect(page.getByRole('heading', { name: 'Third question' })).toBeVisible()
    await page.getByRole('link', { name: 'Runs', exact: true }).last().click()
    await expect(page).toHaveURL(/q=question&sort=startedAt&order=asc/)
  })
})

async function openRun(goal: string): Promise<Page> {
  const page = await stage.openRuns()
  await page.getByRole('row', { name: goal }).click()
  await expect(page.getByRole('heading', { name: goal })).toBeVisible()
  await expect(page.getByRole('tablist', { name: 'Views of the run' })).toBeVisible()
  return page
}

async function expectSelected(page: Page, goal: string): Promise<void> {
  await expect(page.getByRole('row', { selected: true })).toContainText(goal)
}

function runWithErrors(goal: string, atMs: number) {
  const traceId = newTraceId()
  const root = newSpanId()
  const at = (from: number, to: number) => ({ traceId, parent: root, startMs: atMs + from, endMs: atMs + to })
  const call = (id: string, city: string) => ({ id, name: 'weather', arguments: { city } })
  return [
    agentSpan(
      { ...at(0, 9_000), spanId: root, parent: '' },
      { name: 'planner', goal, answer: 'It could not be found out.' },
    ),
    llmSpan(at(100, 900), { question: goal, tool: call('call_1', 'Atlantis') }),
    toolSpan({ ...at(1_000, 2_000), error: 'no such city' }, { ...call('call_1', 'Atlantis'), result: null }),
    llmSpan(at(2_100, 3_900), { question: goal, tool: call('call_2', 'Rome') }),
    toolSpan({ ...at(4_000, 5_000), error: 'the service is down' }, { ...call('call_2', 'Rome'), result: null }),
    llmSpan(at(5_100, 8_900), { question: goal, answer: 'It could not be found out.' }),
  ]
}
