import type { Locator, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { apiPaths, paths } from '#lib/paths.ts'
import { agentSpan, llmSpan, newSpanId, newTraceId } from './agent-spans.ts'
import { axeFindings, expect, narrow, overflowing, Stage } from './utils.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('the palette', () => {
  it('leads from anywhere to a new key, a new member and a new project', async () => {
    const page = await stage.open('runs')
    await choose(page, 'make key', 'Make an API key')
    await expect(dialog(page, 'Make an API key').getByLabel('Name')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page).toHaveURL(paths.keys(stage.project))

    await choose(page, 'invite', 'Invite a member')
    await expect(dialog(page, 'Invite to this project').getByLabel('E-mail')).toBeFocused()
    await page.keyboard.press('Escape')
    await choose(page, 'new project', 'New project')
    await expect(dialog(page, 'New project').getByLabel('Name')).toBeFocused()
  })
})

describe('keys', () => {
  it('are shown once, found, and revoked with a reason that the history tells', async () => {
    const page = await stage.open('settings/keys')
    for (const name of names) await makeKeyByApi(page, name)
    await page.keyboard.press('n')
    await expect(dialog(page, 'Make an API key').getByLabel('Name')).toBeFocused()
    await page.keyboard.type('laptop of Ada')
    await page.keyboard.press('Enter')
    const made = dialog(page, 'The key is made')
    await expect(made.getByLabel('The key', { exact: true })).toHaveValue(/^tacho_ingest_/)
    const secret = await made.getByLabel('The key', { exact: true }).inputValue()
    await expect(made.getByText(secret).first()).toBeVisible()
    await made.getByRole('button', { name: 'Copy the key' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await page.keyboard.press('/')
    await expect(page.getByLabel('Find a key')).toBeFocused()
    await page.keyboard.type('ada LAPTOP')
    const table = page.getByRole('region', { name: 'Working keys', exact: true })
    await expect(table.getByRole('row')).toHaveCount(2)
    await table.getByRole('button', { name: 'Revoke laptop of Ada' }).click()
    await page.keyboard.type('it was lost')
    await page.keyboard.press('Enter')
    await expect(table.getByText('No key that works is called or bound like')).toBeVisible()
    await expectSound(page)

    await page.goto(paths.history(stage.project))
    const entry = page.getByRole('listitem').filter({ hasText: 'revoked the key “laptop of Ada” · it was lost' })
    await expect(page.getByRole('region', { name: 'Today' }).getByRole('listitem').first()).toBeVisible()
    await entry.getByRole('button').click()
    await expect(entry.getByText('revoked at')).toBeVisible()
    await expectSound(page)
  })
})

describe('prices', () => {
  it('of an unpriced model are added with their effect in sight, and stored runs are priced anew', async () => {
    await stage.send(runOfHouseModel())
    await stage.waitForRuns(1)
    const page = await stage.open('settings/prices', { mayFail: /\/prices$/ })
    const models = page.getByRole('region', { name: 'Models of the last 30 days', exact: true })
    const row = models.getByRole('row', { name: /house-7b/ })
    await expect(row).toContainText('no price')
    await row.getByRole('button', { name: 'Add a price for house-7b' }).click()

    const asked = dialog(page, 'Add a price')
    await expect(asked.getByLabel('Model')).toHaveValue('house-7b')
    await asked.getByLabel('Input', { exact: true }).fill('2,5')
    await asked.getByRole('button', { name: 'See the effect' }).click()
    await expect(asked.getByRole('alert')).toContainText('A plain number such as 3 or 0.15')
    await asked.getByLabel('Input', { exact: true }).fill('2')
    await asked.getByLabel('Output', { exact: true }).fill('8')
    await expectSound(page)
    await page.keyboard.press('Enter')

    const effect = dialog(page, 'A price for house-7b')
    // 120 input and 30 output tokens.
    await expect(effect.getByText('+$0.00048')).toBeVisible()
    await expect(effect.getByText('1 of 1').first()).toBeVisible()
    await effect.getByLabel('Reason').fill('by contract')
    await expectSound(page)
    // Somebody else is faster: what they have saved stays.
    const search = { id: 'search', kind: 'tool', pattern: 'search', provider: null, validFrom: null, validTo: null, perCallUsd: '1' } // prettier-ignore
    const table = { prices: [search], billReported: [] }
    await putByApi(page, apiPaths.prices(stage.project), { table, expectedVersion: 0 })
    await page.keyboard.press('Enter')
    await expect(effect.getByRole('alert')).toContainText('has saved version 1 meanwhile, with 1 price. They stay')
    await expect(effect.getByText('+$0.00048')).toBeVisible()
    await effect.getByRole('button', { name: 'Save for runs from now on' }).click()
    await dialog(page, 'Saved. Price stored runs anew?').getByRole('button', { name: 'Price them anew' }).click()
    await expect(page.getByRole('region', { name: 'Pricing runs anew' })).toContainText('1 run was priced anew.')
    await expect(row).toContainText('$2 in, $8 out per 1M')
    const own = page.getByRole('region', { name: 'Prices of this project', exact: true })
    await expect(own.getByRole('row')).toHaveText([/^For/, /^search/, /^house-7b/])
    await expect(row).toContainText('$0.00048')
    await expectSound(page)

    await page.getByRole('button', { name: 'Versions' }).click()
    await expect(dialog(page, 'Versions of the prices').getByText('by contract')).toBeVisible()
  })
})

describe('a new project', () => {
  it('is ready to be sent to once its key is made', async () => {
    const page = await stage.open(paths.projects({ make: true }), { viewport: narrow })
    const asked = dialog(page, 'New project')
    await asked.getByLabel('Name').fill(`Büro & <b> ${stage.project}`)
    const project = `buro-b-${stage.project}`
    await expect(asked.getByLabel('Id')).toHaveValue(project)
    await asked.getByRole('button', { name: 'Create' }).click()
    await expect(page).toHaveURL(paths.runs(project))
    const lines = page.getByRole('figure').filter({ hasText: 'Environment' }).first()
    await expect(lines).toContainText('authorization=Bearer%20YOUR_KEY')
    await page.getByRole('button', { name: 'Make a key' }).click()
    await expect(lines).toContainText(/Bearer%20tacho_ingest_/)
    await expect(page.getByText('YOUR_KEY')).toHaveCount(0)
    await expectSound(page)

    // The way home leads to where one was last.
    await page.goto(paths.home)
    await expect(page).toHaveURL(paths.runs(project))
    // So does the palette of a page that belongs to no project.
    await page.goto(paths.projects())
    await choose(page, 'api keys', 'API keys')
    await expect(page).toHaveURL(paths.keys(project))
  })
})

describe('who pays', () => {
  it('is decided by rules that are tried, saved with a reason, and told in the history', async () => {
    const startMs = Date.now() - 60_000
    const agent = { name: 'planner', goal: 'Plan it', answer: 'Done' }
    await stage.send([agentSpan({ traceId: newTraceId(), parent: '', startMs, endMs: startMs + 1_000 }, agent)])
    await stage.waitForRuns(1)
    const page = await stage.open(paths.attribution(stage.project), { mayFail: /\/attribution$/ })
    await page.getByLabel('Attribute to look for').fill('team')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Attributes, in their order' })).toContainText('team')
    await page.getByLabel('Value as it is sent').fill('acme')
    await page.getByLabel('Its name here').fill('Red Team')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Try on the last day' }).click()
    const change = page.getByRole('row').filter({ hasText: 'Red Team' })
    await expect(change).toContainText('tenant.id, called otherwise by a rule')
    await expectSound(page)
    await page.getByRole('button', { name: 'Save' }).click()
    const asked = dialog(page, 'Save the rules')
    await asked.getByLabel('Reason').fill('teams pay for themselves')
    // Somebody else is faster: the rule of another field that they have saved stays.
    const feature = { keys: ['product'], builtIn: true, apiKeys: [], services: [], renamed: [] }
    await putByApi(page, apiPaths.attribution(stage.project), { rules: { fields: { feature } }, expectedVersion: 0 })
    await asked.getByRole('button', { name: 'Save' }).click()
    await expect(asked.getByRole('alert')).toContainText('They were taken over, with your changes on top')
    await expect(page.getByRole('tab', { name: /^Feature.*has a rule$/, includeHidden: true })).toBeAttached()
    await asked.getByRole('button', { name: 'Save' }).click()
    await expect(asked).toBeHidden()
    await dialog(page, 'Saved. Attribute stored runs anew?')
      .getByRole('button', { name: 'Attribute them anew' })
      .click()
    const bar = page.getByRole('region', { name: 'Attributing runs anew' })
    await expect(bar).toContainText(/attributed anew\..*rules of version 2/)
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
    await page.goto(paths.history(stage.project))
    await expect(page.getByText('ordered runs to be attributed anew')).toBeVisible()
    await expect(page.getByText('changed who pays by which attribute')).toHaveCount(2)
    await expect(page.getByText('teams pay for themselves')).toBeVisible()
  })
})

/** A run that asks a model which no price list has. */
function runOfHouseModel() {
  const span = { traceId: newTraceId(), startMs: Date.now() - 60_000, endMs: Date.now() - 50_000 }
  const root = { ...span, spanId: newSpanId(), parent: '' }
  const model = { provider: 'house', requested: 'house-7b', answering: 'house-7b' }
  return [
    agentSpan(root, { name: 'helper', goal: 'Ask the house', answer: 'Asked' }),
    llmSpan({ ...span, parent: root.spanId }, { question: 'Ask the house', answer: 'Asked', model }),
  ]
}

const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

const makeKeyByApi = (page: Page, name: string) => changeByApi(page, 'POST', apiPaths.keys(stage.project), { name })
const putByApi = (page: Page, path: string, data: unknown) => changeByApi(page, 'PUT', path, data)

async function changeByApi(page: Page, method: 'POST' | 'PUT', path: string, data: unknown): Promise<void> {
  const headers = { 'x-tacho': '1', origin: stage.product.uiUrl }
  const answer = await page.request.fetch(path, { method, data, headers })
  expect(answer.status()).toBe(200)
}

/** Types into the palette until the command stands first, and takes it. */
async function choose(page: Page, typed: string, command: string): Promise<void> {
  const palette = dialog(page, 'Search and commands')
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(palette).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await page.keyboard.type(typed)
  await palette.getByRole('option', { name: command, exact: true }).click()
}

function dialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name })
}

async function expectSound(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  expect(await axeFindings(page)).toEqual([])
  expect(await overflowing(page)).toEqual([])
}
