import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'
import { percentile } from './percentile.ts'

/** Selectors of what is seen first, and of what can be used then. */
export type Awaiting = { seen: string; usable: string }

type Watched = 'seenAfterMs' | 'usableAfterMs'

export type Opened = {
  /** From the navigation's start until the first row was painted, by the page's own clock. */
  firstRowMs: number
  /** Until what is seen answers keys and clicks too. */
  usableMs: number
  /** CPU time of the page's main thread until then: unlike the wait it says something on a busy machine. */
  mainThreadCpuMs: number
  /** Bytes over the wire until then. */
  transferredBytes: number
  scriptBytes: number
}

export type Frames = {
  frames: number
  msP50: number
  msP95: number
  msMax: number
  /** Share of the 60 frames a second that the page was given in time. */
  fps: number
  /** CPU time of the page's main thread a frame; at 60 fps there are 16.7. */
  mainThreadCpuMs: number
}

const viewport = { width: 1440, height: 900 }
const settleMs = 500
/** Two and a half screens a second is fast reading; this is leafing through. */
const scrollStepPx = 240
const scrollFrames = 240
const scrollForMs = 8_000

/** One page in a browser profile of its own: what it loads comes from no cache of an earlier one. */
export class PageMeter {
  private readonly context: BrowserContext
  private readonly page: Page
  private readonly devtools: CDPSession

  private constructor(context: BrowserContext, page: Page, devtools: CDPSession) {
    this.context = context
    this.page = page
    this.devtools = devtools
  }

  static async create(browser: Browser): Promise<PageMeter> {
    const context = await browser.newContext({ viewport, colorScheme: 'light', locale: 'en-GB', timezoneId: 'UTC' })
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    return new PageMeter(context, page, devtools)
  }

  /** Opens a page and waits for the element that says that something is to be seen, then for the one that can be used. */
  async open(url: string, { seen, usable }: Awaiting): Promise<Opened> {
    await this.page.addInitScript(watchFor, { name: 'seenAfterMs', selector: seen })
    await this.page.addInitScript(watchFor, { name: 'usableAfterMs', selector: usable })
    await this.page.goto(url, { waitUntil: 'commit' })
    const firstRowMs = await this.watched('seenAfterMs')
    const mainThreadCpuMs = await this.mainThreadCpuMs()
    const { all: transferredBytes, scripts: scriptBytes } = await this.page.evaluate(() => {
      const entries = performance.getEntriesByType('resource').filter((each) => 'transferSize' in each)
      const sum = (list: PerformanceEntry[]) =>
        list.reduce((total, each) => total + ('transferSize' in each ? Number(each.transferSize) : 0), 0)
      return { all: sum(entries), scripts: sum(entries.filter((each) => each.name.includes('.js'))) }
    })
    const usableMs = Math.round(await this.watched('usableAfterMs'))
    return { firstRowMs: Math.round(firstRowMs), usableMs, mainThreadCpuMs, transferredBytes, scriptBytes }
  }

  /** Clicks, and answers the milliseconds until the element's text is another one. */
  async change(button: string, selector: string): Promise<number> {
    await this.page.waitForTimeout(settleMs)
    await this.page.evaluate(watchForOther, selector)
    await this.page.locator(button).first().click()
    return Math.round(await this.watched('seenAfterMs'))
  }

  async click(button: string): Promise<void> {
    await this.page.locator(button).first().click()
  }

  /** Scrolls a step each frame as fast as the page draws, for a while. */
  async scroll(selector: string): Promise<Frames> {
    await this.page.waitForTimeout(settleMs)
    const before = await this.mainThreadCpuMs()
    const gaps = await this.page.evaluate(scrollThrough, {
      selector,
      step: scrollStepPx,
      count: scrollFrames,
      forMs: scrollForMs,
    })
    const cpuMs = (await this.mainThreadCpuMs()) - before
    return {
      frames: gaps.length,
      msP50: tenths(percentile(gaps, 0.5) ?? 0),
      msP95: tenths(percentile(gaps, 0.95) ?? 0),
      msMax: tenths(percentile(gaps, 1) ?? 0),
      fps: tenths(gaps.length / (gaps.reduce((sum, gap) => sum + gap, 0) / 1000)),
      mainThreadCpuMs: tenths(cpuMs / gaps.length),
    }
  }

  async close(): Promise<void> {
    await this.context.close()
  }

  private async watched(name: Watched): Promise<number> {
    const handle = await this.page.waitForFunction(
      (of) => Object.entries(window).find(([key, value]) => key === of && typeof value === 'number')?.[1],
      name,
      { polling: 20, timeout: 60_000 },
    )
    return Number(await handle.jsonValue())
  }

  private async mainThreadCpuMs(): Promise<number> {
    const { metrics } = await this.devtools.send('Performance.getMetrics')
    return Math.round((metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000)
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

/** Runs in the page, before its own scripts. */
function watchFor({ name, selector }: { name: string; selector: string }): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector(selector) === null) return
    observer.disconnect()
    // A task after the next frame: what the mutation drew is painted by then.
    requestAnimationFrame(() => setTimeout(() => Object.assign(window, { [name]: performance.now() })))
  })
  observer.observe(document, { childList: true, subtree: true })
}

/** Runs in the page: the clock starts with the press of the button. */
function watchForOther(selector: string): void {
  const former = document.querySelector(selector)?.textContent
  let startedAt = performance.now()
  Object.assign(window, { seenAfterMs: null })
  window.addEventListener('pointerdown', () => (startedAt = performance.now()), { capture: true, once: true })
  const observer = new MutationObserver(() => {
    const text = document.querySelector(selector)?.textContent
    if (text === undefined || text === former) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => Object.assign(window, { seenAfterMs: performance.now() - startedAt })))
  })
  observer.observe(document, { childList: true, subtree: true, characterData: true })
}

type Scrolling = { selector: string; step: number; count: number; forMs: number }

/** Runs in the page; answers the distances between frames. */
function scrollThrough({ selector, step, count, forMs }: Scrolling): Promise<number[]> {
  const { promise, resolve } = Promise.withResolvers<number[]>()
  const element = document.querySelector(selector)
  if (element === null) return Promise.reject(new Error(`nothing like ${selector}`))
  const gaps: number[] = []
  let last = performance.now()
  const until = last + forMs
  const tick = (now: number): void => {
    gaps.push(now - last)
    last = now
    if (gaps.length > count || now > until) return resolve(gaps.slice(1))
    element.scrollBy(0, step)
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  return promise
}
