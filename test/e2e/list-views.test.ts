import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { agentSpan, llmSpan, newSpanId, newTraceId } from './agent-spans.ts'
import { axeFindings, expect, expectRuns, full, Stage } from './utils.ts'

const goals = ['First question', 'Second question', 'Third question', 'Fourth question']
const startMs = Date.now() - 3_600_000
let stage: Stage

/** Runs ten minutes apart, the first of `goals` the newest. */
beforeAll(async () => {
  stage = await Stage.share()
  await stage.send(goals.flatMap((goal, index) => run(goal, startMs - index * 600_000)))
  await stage.waitForRuns(goals.length)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('columns', () => {
  it('are picked, moved and resized, and stay so', async () => {
    const page = await stage.openRuns()
    await page.getByRole('button', { name: 'Columns' }).click()
    const picker = page.getByRole('dialog', { name: 'Columns' })
    await picker.getByRole('searchbox', { name: 'Find a column' }).fill('model')
    await picker.getByRole('checkbox', { name: 'Models' }).click()
    await picker.getByRole('searchbox').fill('')
    await picker.getByRole('checkbox', { name: 'Tenant' }).click()
    await page.keyboard.press('Escape')
    await expect(headers(page)).toContainText(['Models'])
    await expect(page.getByRole('columnheader', { name: 'Tenant' })).toHaveCount(0)

    const width = page.getByRole('separator', { name: 'Width of Cost' })
    const before = await widthOf(page, 'Cost')
    await width.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => widthOf(page, 'Cost')).toBe(before + 16)

    await page.getByRole('columnheader', { name: 'Started' }).getByRole('button').focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await page.reload()
    await expectRuns(page)
    await expect(headers(page).last()).toHaveAccessibleName('Duration')
    expect(await widthOf(page, 'Cost')).toBe(before + 16)

    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('button', { name: 'Reset columns and widths' }).click()
    await page.keyboard.press('Escape')
    await expect(headers(page).last()).toHaveAccessibleName('Started')
    expect(await widthOf(page, 'Cost')).toBe(before)
  })

  it('are drawn wider and dragged elsewhere with the mouse', async () => {
    const page = await stage.openRuns()
    const before = await widthOf(page, 'Cost')
    await drag(page, await middle(page.getByRole('separator', { name: 'Width of Cost' })), 40)
    await expect.poll(() => widthOf(page, 'Cost')).toBe(before + 40)
    const steps = await middle(page.getByRole('columnheader', { name: 'Steps' }))
    const end = await middle(page.getByRole('columnheader', { name: 'End' }))
    await drag(page, steps, end.x - 60 - steps.x)
    await expect(headers(page).nth(1)).toHaveAccessibleName('Steps')
  })
})

describe('a view', () => {
  it.runIf(full)('is saved, marked when it is modified, changed, renamed, deleted and brought back', async () => {
    const page = await stage.openRuns('?q=question')
    await viewAction(page, 'Save as a new view…')
    const dialog = page.getByRole('dialog', { name: 'Save view' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('My questions')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(viewButton(page)).toHaveAccessibleName('View: My questions')
    await expect(page).toHaveURL(/view=[0-9a-f]{16}/)
    const link = page.url()

    await page.getByRole('columnheader', { name: 'Steps' }).getByRole('button').click()
    await expect(viewButton(page)).toHaveAccessibleName('View: My questions, modified')
    await viewAction(page, 'Back to “My questions”')
    await expect(page).not.toHaveURL(/sort=/)
    await page.getByRole('columnheader', { name: 'Steps' }).getByRole('button').click()
    await viewAction(page, 'Save changes for everybody')
    await expect(viewButton(page)).toHaveAccessibleName('View: My questions')
    await viewAction(page, 'Rename…')
    await page.getByRole('textbox', { name: 'Name' }).fill('Our questions')
    await page.getByRole('button', { name: 'Rename' }).click()
    await expect(viewButton(page)).toHaveAccessibleName('View: Our questions')

    const colleague = await stage.open(link)
    await expectRuns(colleague)
    await expect(viewButton(colleague)).toHaveAccessibleName('View: Our questions, modified')
    await openView(colleague, 'Our questions')
    await expect(colleague).toHaveURL(/sort=steps/)

    await viewAction(page, 'Delete')
    await page.getByRole('button', { name: 'Undo' }).click()
    await viewButton(page).click()
    await expect(viewItem(page, 'Our questions')).toBeVisible()
  })

  it('is there from the start for what one looks at most', async () => {
    const page = await stage.openRuns('?from=-24h')
    await expect(viewButton(page)).toHaveAccessibleName('View: All runs')
    await openView(page, 'Slowest')
    await expect(page).toHaveURL(/sort=durationNs/)
    await expect(page).toHaveURL(/from=-24h/)
    await expect(viewButton(page)).toHaveAccessibleName('View: Slowest')
  })
})

describe('the run beside the list', () => {
  it('opens with the space bar, follows j and k, remembers its tab and closes with Escape', async () => {
    const page = await stage.openRuns()
    await page.keyboard.press('j')
    await page.keyboard.press(' ')
    const peek = page.getByRole('region', { name: 'Run beside the list' })
    await expect(peek.getByRole('heading', { name: 'First question' })).toBeVisible()
    await expect(page).toHaveURL(/peek=true/)
    await peek.getByRole('tab', { name: 'Tree' }).click()
    await peek
      .getByRole('treegrid')
      .getByTitle(/^How the cost of/)
      .first()
      .click()
    await expect(page.getByRole('dialog', { name: /^Cost (?:of|below)/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('j')
    await expect(peek.getByRole('heading', { name: 'Second question' })).toBeVisible()
    await expect(peek.getByRole('treegrid')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])

    await page.reload()
    await expect(peek.getByRole('heading', { name: 'Second question' })).toBeVisible()
    await expect(peek.getByRole('tab', { name: 'Tree' })).toHaveAttribute('aria-selected', 'true')
    await peek.getByRole('button', { name: 'Over the whole page' }).click()
    await expect.poll(async () => (await peek.boundingBox())?.width).toBeGreaterThan(1_000)
    await page.keyboard.press('Escape')
    await expect(peek).toHaveCount(0)
    await expect(page.getByRole('row', { selected: true })).toContainText('Second question')
  })
})

describe('several runs', () => {
  it('are checked by key and by mouse, and their ids copied', async () => {
    const page = await stage.openRuns()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByRole('checkbox', { name: 'Select Third question' }).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('toolbar', { name: 'Selected runs' })
    await expect(bar).toContainText('3 runs selected')
    await bar.getByRole('button', { name: 'Copy ids' }).click()
    await expect
      .poll(async () => (await page.evaluate(() => navigator.clipboard.readText())).split('\n').length)
      .toBe(3)
    await page.keyboard.press('Escape')
    await expect(bar).toHaveCount(0)
  })
})

describe('the charts', () => {
  it('open the run of a bar that is clicked, and narrow the list to a range that is dragged', async () => {
    const page = await stage.openRuns()
    const chart = page.getByRole('figure', { name: 'Runs over time' })
    await expect(chart.locator('path, rect').first()).toBeAttached()
    const plot = chart.locator('.cursor-crosshair')
    const box = await plot.boundingBox()
    if (box === null) throw new Error('the chart is not drawn')
    await page.mouse.click(box.x + box.width - 2, box.y + box.height / 2)
    await expect(page.getByRole('heading', { name: 'First question' })).toBeVisible()

    await page.goBack()
    await expect(page.getByRole('row')).toHaveCount(goals.length + 1)
    await expect(page.getByRole('row', { selected: true })).toContainText('First question')
    await page.getByTitle('How the cost of these runs came about').click()
    const card = page.getByRole('dialog', { name: 'Cost of these runs' })
    await expect(card).toContainText(`${goals.length} runs: `)
    await page.keyboard.press('Escape')
    await expect(card).toHaveCount(0)
    await drag(page, { x: box.x + 2, y: box.y + 10 }, box.width / 2)
    await expect(page).toHaveURL(/from=.*&to=/)
    await expect(page.getByRole('row').filter({ hasText: 'Fourth question' })).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'First question' })).toHaveCount(0)
  })
})

describe('the palette', () => {
  it('opens a view, an id, a time range and an action of the page', async () => {
    const page = await stage.openRuns()
    await command(page, 'slowest')
    await expect(page).toHaveURL(/sort=durationNs/)
    await command(page, 'last 3h')
    await expect(page).toHaveURL(/from=-3h/)
    await command(page, 'add a filter')
    await expect(page.getByRole('dialog', { name: 'Add filter' })).toBeVisible()
    await page.keyboard.press('Escape')
    const href = await page.getByRole('row').nth(1).getByRole('link').getAttribute('href')
    const runId = /[0-9a-f]{32}/.exec(href ?? '')?.[0] ?? ''
    await command(page, runId.toUpperCase())
    await expect(page).toHaveURL(`runs/${runId}`)
  })

  it('has nothing that tools for the blind complain of', async () => {
    const page = await stage.openRuns()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })

  it('has a neighbour in keys: g and a letter', async () => {
    const page = await stage.openRuns()
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await expect(page).toHaveURL('sessions')
  })
})

const headers = (page: Page) => page.getByRole('columnheader')
const viewButton = (page: Page) => page.getByRole('button', { name: /^View:/ })

async function viewAction(page: Page, name: string): Promise<void> {
  await viewButton(page).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

async function openView(page: Page, name: string): Promise<void> {
  await viewButton(page).click()
  await viewItem(page, name).click()
}

const viewItem = (page: Page, name: string) => page.getByRole('menuitem', { name: new RegExp(`^(shown )?${name}$`) })

async function command(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.getByRole('combobox').fill(text)
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
}

async function widthOf(page: Page, header: string): Promise<number> {
  const box = await page.getByRole('columnheader', { name: header }).boundingBox()
  return Math.round(box?.width ?? 0)
}

async function middle(target: ReturnType<Page['getByRole']>): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('nothing there to drag')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: { x: number; y: number }, by: number): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + by / 2, from.y, { steps: 4 })
  await page.mouse.move(from.x + by, from.y, { steps: 4 })
  await page.mouse.up()
}

function run(goal: string, atMs: number) {
  const traceId = newTraceId()
  const root = newSpanId()
  return [
    agentSpan(
      { traceId, spanId: root, parent: '', startMs: atMs, endMs: atMs + 9_000 },
      { name: 'planner', goal, answer: 'It is so.' },
    ),
    llmSpan({ traceId, parent: root, startMs: atMs + 100, endMs: atMs + 900 }, { question: goal, answer: 'It is so.' }),
  ]
}
