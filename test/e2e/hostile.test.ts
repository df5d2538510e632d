import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { spanTabs } from '#components/run/panel/span-tabs.ts'
import { runViews } from '#components/run/run-views.ts'
import { Rng } from '#lib/demo/rng.ts'
import { RunSpans, type Run } from '#lib/domain/run.ts'
import { apiPaths, paths } from '#lib/paths.ts'
import { actingTexts } from '#test/fuzz/hostile-texts.ts'
import { hostileTrace } from '#test/fuzz/hostile-traces.ts'
import { encodeLogs, encodeTraces, partialSuccessOf, send } from '#test/support/otlp.ts'
import { expect, full, Stage } from './utils.ts'

/** A tree, a ring of parents, and one with a parent that never comes; every text is somewhere in each of them. */
const traces = [0, 1, 3].map((index) => hostileTrace(new Rng(index), index))
/** Spans of a run whose every tab is opened: an agent, a model call and a tool call come first. */
const spansPerRun = full ? 8 : 3
const anyTime = { from: '1970-01-01' }
let stage: Stage
let runs: Run[]

beforeAll(async () => {
  stage = await Stage.share()
  const { otlpUrl } = stage.product
  for (const { spans, logs } of traces) {
    await sendWhole(`${otlpUrl}/v1/traces`, encodeTraces(spans, 'protobuf'))
    await sendWhole(`${otlpUrl}/v1/logs`, encodeLogs(logs, 'protobuf'))
  }
  runs = await stage.waitForRuns(traces.length)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe.runIf(full)('text that would act', () => {
  it('is only text in the lists', async () => {
    const { page, look } = await openWatched()
    await look(paths.runs(stage.project, anyTime))
    for (const q of actingTexts.slice(0, full ? undefined : 2)) await look(paths.runs(stage.project, { ...anyTime, q }))
    await look(paths.sessions(stage.project, anyTime))
    for (const { session } of runs) if (session !== null) await look(paths.session(stage.project, session))
    await expect(page.getByRole('heading').first()).toBeVisible()
  })

  it.each(traces)('is only text in every view of run $traceId and in the panel of a span', async ({ traceId }) => {
    const { page, look, settled } = await openWatched()
    const answer = await fetch(new URL(apiPaths.runSpans(stage.project, traceId), stage.product.uiUrl))
    const { nodes } = RunSpans.parse(await answer.json())
    const openTabs = async (tablist: string, atLeast: number): Promise<void> => {
      const tabs = page.getByRole('tablist', { name: tablist }).getByRole('tab')
      await expect(tabs.first()).toBeVisible()
      const count = await tabs.count()
      expect(count).toBeGreaterThanOrEqual(atLeast)
      for (let place = 0; place < count; place += 1) {
        await tabs.nth(place).click()
        await settled()
      }
    }
    await look(`${paths.run(stage.project, traceId)}?view=timeline&layout=lanes`)
    await openTabs('Views of the run', runViews.length)
    for (const { spanId } of nodes.slice(0, spansPerRun)) {
      await look(`${paths.run(stage.project, traceId)}?view=timeline&span=${spanId}`)
      // Not every span has another to be compared with.
      await openTabs('Span details', spanTabs.length - 1)
    }
  })
})

/** A warning may come back, but nothing is refused. */
async function sendWhole(url: string, body: Uint8Array): Promise<void> {
  const answer = await send(url, body, { headers: stage.headers })
  expect(answer.status).toBe(200)
  expect((await partialSuccessOf(answer))?.rejected ?? 0).toBe(0)
}

/** The API takes 1,000 characters to search for, and says so. */
const longerThanMayBeAsked = /[?&]q=[^&]{1001,}/

/** A page that is asked, whenever it has settled, whether anything acted. */
async function openWatched() {
  const page = await stage.open('sessions', { mayFail: longerThanMayBeAsked })
  const acts: string[] = []
  const ownHost = new URL(stage.product.uiUrl).host
  page.on('dialog', (dialog) => {
    acts.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => acts.push(`popup: ${popup.url()}`))
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== ownHost) acts.push(`request: ${request.url()}`)
  })
  const settled = async (): Promise<void> => {
    await expect(page.locator('[aria-busy="true"], output[aria-label^="Loading"]')).toHaveCount(0)
    expect([...acts, ...(await tracesOfActing(page))], page.url()).toEqual([])
  }
  const look = async (path: string): Promise<void> => {
    await page.goto(path)
    await expect(page.locator('h1, h2').first()).toBeVisible()
    await settled()
  }
  return { page, look, settled }
}

/** What a text did to the page or would do when it is clicked. */
function tracesOfActing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
    // ':' is an address that cannot be read: it leads nowhere.
    const unsafe = links.filter(({ protocol }) => !['http:', 'https:', 'mailto:', 'blob:', ':'].includes(protocol))
    const planted = [...document.querySelectorAll('iframe, object, embed, base, meta[http-equiv="refresh" i]')]
    return [
      ...('struck' in window ? ['window.struck is set'] : []),
      ...('polluted' in {} ? ['Object.prototype is polluted'] : []),
      ...[...unsafe, ...planted].map((element) => element.outerHTML.slice(0, 200)),
    ]
  })
}
