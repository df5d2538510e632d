import { expect as playwrightExpect, type Browser, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import type { Run } from '#lib/domain/run.ts'
import { BrowserProfiles, type Look, type Profile } from '#test/support/browser-profiles.ts'
import { launchChromium } from '#test/support/chromium.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { createProjectByApi, fetchRuns } from '#test/support/projects.ts'
import { joinProduct, type SharedProduct } from '#test/support/shared-product.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { sendSpans } from './agent-spans.ts'

/** A deadline, not a measure: a loaded machine is slow, and a run needs some seconds to be assembled. */
export const expect = playwrightExpect.configure({ timeout: 30_000 })

export const full = process.env['TACHO_TEST'] === 'full'

export const wide = { width: 1440, height: 900 }
export const narrow = { width: 390, height: 844 }

export type Theme = Look['theme']

export type OpenOptions = Partial<Look> & {
  /** Addresses that this test expects to be answered with an error. */
  mayFail?: RegExp
}

/** A project of a running product, and a browser that looks at it. */
export class Stage<P extends SharedProduct = SharedProduct> {
  readonly product: P
  readonly project: string
  /** With which data is sent to the project; undefined where none is needed. */
  readonly apiKey: string | undefined
  private readonly profiles: BrowserProfiles
  /** Ends the browser, and the product where it is this stage's own. */
  readonly close: () => Promise<unknown>
  private readonly opened: { profile: Profile; complaints: string[] }[] = []

  private constructor(
    given: Pick<Stage<P>, 'product' | 'project' | 'apiKey'>,
    browser: Browser,
    close: () => Promise<unknown>,
  ) {
    this.product = given.product
    this.project = given.project
    this.apiKey = given.apiKey
    this.profiles = new BrowserProfiles(browser, `${given.product.uiUrl}/${given.project}/`)
    this.close = close
  }

  /** In a new project of the product that most files share. */
  static async share(): Promise<Stage> {
    const [product, browser] = await Promise.all([joinProduct(), launchChromium()])
    const { project, secret } = await createProjectByApi(product)
    return new Stage({ product, project, apiKey: secret }, browser, () => browser.close())
  }

  /** In a product of its own, for files that need another: `env` adds to what it is started with. */
  static async start(env: Record<string, string> = {}): Promise<Stage<Product>> {
    const [product, browser] = await Promise.all([startProduct(env), launchChromium()])
    const close = () => browser.close().then(() => product.stop())
    return new Stage({ product, project: 'default', apiKey: undefined }, browser, close)
  }

  /** With which a request to ingest is of the project. */
  get headers(): Record<string, string> {
    return this.apiKey === undefined ? {} : { authorization: `Bearer ${this.apiKey}` }
  }

  /** Sends spans to the project. */
  send(spans: readonly SpanRecord[]): Promise<void> {
    return sendSpans(this.product.otlpUrl, spans, this.headers)
  }

  /** The project's runs, once there are so many, none of them about to change. */
  waitForRuns(count: number): Promise<Run[]> {
    return waitUntil(
      'runs',
      async () => {
        const value = await fetchRuns(this.product, this.project)
        return value.length >= count ? { value } : { notYet: `${value.length} of ${count} runs` }
      },
      { timeoutMs: 90_000 },
    )
  }

  /**
   * A page in a browser profile of its own, once it answers keys and clicks; what it complains about fails `strike`.
   * A path without a slash is in the project.
   */
  async open(path: string, options: OpenOptions = {}): Promise<Page> {
    const { theme = 'light', density = 'compact', viewport = wide, scripts = true, mayFail } = options
    const profile = await this.profiles.take({ theme, density, viewport, scripts })
    const page = await profile.context.newPage()
    // A browser that runs no scripts refuses them as the policy would.
    this.opened.push({ profile, complaints: scripts ? listen(page, mayFail) : [] })
    if (scripts) waitWhenLoading(page)
    await page.goto(path)
    return page
  }

  /** The list of the project's runs, with rows. */
  async openRuns(query = '', options: OpenOptions = {}): Promise<Page> {
    const page = await this.open(`runs${query}`, options)
    await expectRuns(page)
    return page
  }

  /** Closes what a test opened; throws when a page had console errors or failed requests. */
  async strike(): Promise<void> {
    const opened = this.opened.splice(0)
    await Promise.all(opened.map(({ profile }) => this.profiles.giveBack(profile)))
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
  }
}

/** Waits until a document that the page was led to answers keys and clicks. */
export async function untilAwake(page: Page): Promise<void> {
  await page.waitForFunction(isAwake)
}

/** From now on the page's `goto` and `reload` end when the new document answers keys and clicks. */
function waitWhenLoading(page: Page): void {
  const goto = page.goto.bind(page)
  const reload = page.reload.bind(page)
  page.goto = async (url, options) => {
    const response = await goto(url, options)
    await untilAwake(page)
    return response
  }
  page.reload = async (options) => {
    const response = await reload(options)
    await untilAwake(page)
    return response
  }
}

/** Runs in the page: whether React has taken over all that the server has drawn, and none of it is only to be read. */
function isAwake(): boolean {
  if (document.querySelector('main [inert]') !== null) return false
  const controls = [...document.querySelectorAll('a, button, input')]
  return controls.every((element) => Object.keys(element).some((name) => name.startsWith('__reactProps')))
}

/** What a page must not say or ask for: it grows as the page goes on. */
function listen(page: Page, mayFail?: RegExp): string[] {
  const complaints: string[] = []
  const isExpected = (url: string): boolean => mayFail?.test(url) === true
  page.on('console', (message) => {
    // Answers with an error are told with their address below.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) complaints.push(`${page.url()} says: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()} throws: ${error.stack ?? error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400 && !isExpected(response.url())) {
      complaints.push(`${page.url()} got ${response.status()} from ${response.url()}`)
    }
  })
  page.on('requestfailed', (request) => {
    // A page that is left breaks off what it was still asking for.
    const reason = request.failure()?.errorText ?? ''
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${page.url()} did not get ${request.url()}: ${reason}`)
  })
  return complaints
}

/** The runs list, loaded and with rows. */
export async function expectRuns(page: Page): Promise<void> {
  await expect(page.getByRole('grid', { name: 'Runs' })).toHaveAttribute('aria-busy', 'false')
  await expect(
    page
      .getByRole('row')
      .filter({ has: page.getByRole('link') })
      .first(),
  ).toBeVisible()
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Serious and critical findings of axe, as lines that name the rule and the first element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { violations } = await window.axe.run({ resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`))
  })
}

/** Elements that reach beyond the window, where nothing around them scrolls or cuts on purpose. */
export async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const isContained = (element: Element): boolean => {
      for (let up = element.parentElement; up !== null && up.tagName !== 'MAIN'; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true
      }
      return false
    }
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width: own } = element.getBoundingClientRect()
      return own > 0 && right > width + 1 && !isContained(element)
    })
    const scrolls = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : []
    return [...scrolls, ...wide.map((element) => element.outerHTML.slice(0, 160))]
  })
}

declare global {
  interface Window {
    axe: {
      run: (options: { resultTypes: string[] }) => Promise<{
        violations: {
          id: string
          impact: string | null
          nodes: { html: string; any: { message: string }[] }[]
        }[]
      }>
    }
  }
}
