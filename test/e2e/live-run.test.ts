import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { agentSpan, llmSpan, newSpanId, newTraceId, toolSpan } from './agent-spans.ts'
import { expect, Stage } from './utils.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.share()
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('a run in progress', () => {
  it('grows under the reader without moving selection or scroll, and ends when its root arrives', async () => {
    const traceId = newTraceId()
    const root = newSpanId()
    const startMs = Date.now() - 60_000
    const at = (ms: number) => ({ traceId, parent: root, startMs: startMs + ms, endMs: startMs + ms + 400 })
    const stepOf = (step: number) => {
      const call = { id: `call_${step}`, name: 'read_page', arguments: { page: step } }
      return [
        llmSpan(at(step * 1_000), { question: 'Summarise the report', tool: call }),
        toolSpan(at(step * 1_000 + 500), { ...call, result: `page ${step}` }),
      ]
    }
    const steps = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => stepOf(from + index)).flat()

    await stage.send(steps(1, 20))
    const page = await stage.open('runs')
    const row = page.getByRole('row').nth(1)
    await expect(row).toContainText('running')
    await row.click()
    await page.getByRole('tab', { name: 'Tree' }).click()
    const tree = page.getByRole('treegrid', { name: 'Spans of the run' })
    const live = page.getByText('live', { exact: true })
    await expect(live).toBeVisible()
    await expect(tree).toHaveAttribute('aria-rowcount', '41')

    await tree.hover()
    await page.mouse.wheel(0, 300)
    await expect.poll(() => tree.evaluate((element) => element.scrollTop)).toBe(300)
    await tree.locator('[aria-rowindex="20"]').click()
    const selected = tree.getByRole('row', { selected: true })
    const before = { text: await selected.textContent(), box: await selected.boundingBox(), url: page.url() }

    await stage.send(steps(21, 30))
    await expect(tree).toHaveAttribute('aria-rowcount', '61')
    await stage.send(steps(31, 40))
    await expect(tree).toHaveAttribute('aria-rowcount', '81')
    await expect(live).toBeVisible()
    expect({ text: await selected.textContent(), box: await selected.boundingBox(), url: page.url() }).toEqual(before)

    await stage.send([
      llmSpan(at(41_000), { question: 'Summarise the report', answer: 'Forty pages about tachographs.' }),
      agentSpan(
        { traceId, spanId: root, parent: '', startMs, endMs: startMs + 42_000 },
        { name: 'reader', goal: 'Summarise the report', answer: 'Forty pages about tachographs.' },
      ),
    ])
    await expect(page.getByRole('region', { name: 'Run facts' }).getByText('completed')).toBeVisible()
    await expect(live).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Summarise the report' })).toBeVisible()
    await expect(selected).toBeVisible()
    expect(page.url()).toBe(before.url)
  })
})
