import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import { axeFindings, expect, expectRuns, narrow, Stage } from './utils.ts'

const demoRuns = 80
let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
  await sendTraces(demoDay({ seed: 2, runs: demoRuns, endMs: Date.now() - 3_600_000 }), {
    endpoint: stage.product.otlpUrl,
    apiKey: stage.apiKey,
  })
  await stage.waitForRuns(demoRuns)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('the query box', () => {
  it('completes a field and a value, and makes a chip of them', async () => {
    const page = await stage.open('runs')
    const box = page.getByRole('combobox', { name: 'Search runs' })
    await box.click()
    await box.pressSequentially('ten')
    await expect(page.getByRole('option', { name: /^tenant:/ })).toBeVisible()
    // Who thinks for a moment has searched for a word meanwhile: it must not narrow what is offered.
    await expect(page).toHaveURL(/q=ten/)
    await box.press('Tab')
    await expect(box).toHaveValue('tenant:')
    await box.pressSequentially('acm')
    await expect(box).toHaveValue('tenant:acm')
    await expect(page.getByRole('option', { name: /^acme/ })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await box.press('ArrowDown')
    await box.press('Enter')
    await expect(box).toHaveValue('tenant:acme ')
    await box.press('Enter')
    await expect(page).toHaveURL(({ search }) => search.includes('tenant=acme') && !search.includes('q='))
    await expect(page.getByRole('button', { name: 'Tenant is acme', exact: true })).toBeVisible()
    await expect(box).toHaveValue('')
  })

  it('shows chips as text and text as chips', async () => {
    const page = await stage.open('runs?tenant=!acme&minSteps=2&q=invoice')
    await page.getByRole('button', { name: 'Edit all filters as text' }).click()
    const box = page.getByRole('combobox', { name: 'Search runs' })
    await expect(box).toHaveValue('-tenant:acme steps:>=2 invoice')
    await box.fill('steps:2..9 -has:error')
    await box.press('Enter')
    await expect(page).toHaveURL(({ search }) => sorted(search) === 'hasError=false&maxSteps=9&minSteps=2')
    await page.getByRole('button', { name: 'Edit all filters as text' }).click()
    await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(3)
  })

  it('names what it does not understand, and the way out', async () => {
    const page = await stage.open('runs')
    const box = page.getByRole('combobox', { name: 'Search runs' })
    await box.fill('agnet:support')
    await box.press('Enter')
    await expect(page.getByText('Did you mean agent:?')).toBeVisible()
    await expect(box).toHaveAttribute('aria-invalid', 'true')
    await expect(page).not.toHaveURL(/agnet/)
  })
})

describe('facets', () => {
  it('choose only a value, one more, and none of one', async () => {
    const page = await stage.open('runs')
    const tenant = page.getByRole('complementary', { name: 'Filters' }).getByRole('region', { name: 'Tenant' })
    await tenant.getByRole('button', { name: /^Only acme/ }).click()
    await expect(page).toHaveURL(/tenant=acme/)
    await tenant.getByRole('checkbox', { name: 'Include unknown' }).click()
    await expect(page).toHaveURL(/tenant=acme&tenant=-/)
    await tenant.getByRole('button', { name: 'Exclude acme' }).click()
    await expect(page).toHaveURL(/tenant=-&tenant=(!|%21)acme/)
    await expectRuns(page)
  })

  it('stay hidden and folded as they were left', async () => {
    const page = await stage.open('runs')
    const sidebar = page.getByRole('complementary', { name: 'Filters' })
    await sidebar.getByRole('button', { name: /^Tenant/, expanded: true }).click()
    await page.reload()
    await expect(sidebar.getByRole('button', { name: /^Tenant/, expanded: false })).toBeVisible()
    await page.getByRole('button', { name: 'Hide filters with counts' }).click()
    await page.reload()
    await expectRuns(page)
    await expect(sidebar).toHaveCount(0)
  })

  it('are a sheet on a phone', async () => {
    const page = await stage.open('runs', { viewport: narrow })
    await page.getByRole('button', { name: 'Filters with counts' }).click()
    const sheet = page.getByRole('dialog', { name: 'Filters' })
    await sheet.getByRole('textbox', { name: 'Find a filter' }).fill('mod')
    await expect(sheet.getByRole('region')).toHaveCount(1)
    expect(await axeFindings(page)).toEqual([])
    await sheet
      .getByRole('button', { name: /^Only / })
      .first()
      .click()
    await expect(page).toHaveURL(/model=/)
  })
})

/** A query string whose parameters stand in the order of their names. */
function sorted(search: string): string {
  const params = new URLSearchParams(search)
  params.sort()
  return params.toString()
}
