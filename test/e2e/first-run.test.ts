import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { bodyOf, isJson, loadScenarios } from '#test/corpus/payloads.ts'
import { encodeTraces, send, testSpan } from '#test/support/otlp.ts'
import { expect, expectRuns, Stage } from './utils.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.start()
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('a new installation', () => {
  it('shows what to paste, then the first run by itself, then everything about it', async () => {
    const page = await stage.open('/')

    await expect(page).toHaveURL('/default/runs')
    await expect(page.getByRole('heading', { name: 'Send the first run' })).toBeVisible()
    await expect(page.getByText(`OTEL_EXPORTER_OTLP_ENDPOINT=${stage.product.otlpUrl}`).first()).toBeVisible()
    for (const name of ['OpenAI Agents', 'Claude Code']) {
      await page.getByRole('tab', { name }).click()
      await expect(page.getByRole('tabpanel', { name })).toContainText(stage.product.otlpUrl)
    }
    await page.getByRole('button', { name: 'Copy environment lines' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(stage.product.otlpUrl)

    await expect(page.getByText('Waiting for the first span')).toBeVisible()
    await send(`${stage.product.otlpUrl}/v1/traces`, Buffer.from('{'), { encoding: 'json' })
    await expect(page.getByText('Something arrived and was refused')).toBeVisible()
    // A span that is no run: the light turns green and the guide stays.
    await send(`${stage.product.otlpUrl}/v1/traces`, encodeTraces([testSpan()], 'json'), { encoding: 'json' })
    await expect(page.getByText('The first span has arrived.')).toBeVisible()

    await sendCaptured('openai-agents')
    await expectRuns(page)

    await page.getByRole('row').nth(1).click()
    await expect(page).toHaveURL(/\/default\/runs\/[0-9a-f]{32}/)
    await expect(page.getByRole('region', { name: 'Run facts' }).getByText('completed')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Goal' })).toBeVisible()
    await expect(page.getByRole('article', { name: 'Answer' })).toBeVisible()

    await page.getByRole('tab', { name: 'Tree' }).click()
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    await tree
      .getByRole('row', { name: /LLM call/ })
      .first()
      .click()
    const panel = page.getByRole('region', { name: 'Span', exact: true })
    await expect(panel.getByRole('heading', { level: 2 })).toContainText('LLM call')
    await expect(panel.getByRole('button', { name: 'Copy the span id' })).toBeVisible()
    for (const name of [/^Messages/, /^Tools/, /^Attributes/, /^Events & links/, /^Logs/, /^Raw/]) {
      await panel.getByRole('tab', { name }).click()
      await expect(panel.getByRole('tabpanel', { name })).not.toBeEmpty()
    }
    await expect(panel.getByRole('button', { name: /^Copy/ }).nth(1)).toBeVisible()

    const selected = await tree.getByRole('row', { selected: true }).textContent()
    await page.reload()
    await expect(tree.getByRole('row', { selected: true })).toHaveText(selected ?? '')
    await expect(panel.getByRole('tab', { name: /^Raw/ })).toHaveAttribute('aria-selected', 'true')

    await page.getByRole('tab', { name: 'JSON' }).click()
    const json = page.getByRole('tree', { name: 'Run as JSON' })
    await expect(json.getByRole('treeitem', { name: /^runId: [0-9a-f]{32}/ }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Copy as JSON' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\{/)
  })
})

/** Sends one captured session of a framework, without any key. */
async function sendCaptured(framework: string): Promise<void> {
  const [scenario] = loadScenarios(framework)
  for (const request of scenario?.requests ?? []) {
    const encoding = isJson(request) ? 'json' : 'protobuf'
    const { status } = await send(`${stage.product.otlpUrl}${request.path}`, bodyOf(request), { encoding })
    expect(status).toBe(200)
  }
}
