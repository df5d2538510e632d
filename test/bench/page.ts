import type { Browser } from '@playwright/test'
import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { launchChromium } from '#test/support/chromium.ts'
import { startProduct, type Product } from '#test/support/product.ts'
import { makeLargeRun, makeRuns } from './page-data.ts'
import { PageMeter, type Awaiting, type Frames, type Opened } from './page-meter.ts'
import { percentile } from './percentile.ts'
import { usageOfProcess } from './process-usage.ts'
import { processesOf, type NamedProcess } from './process-tree.ts'

export type PageBenchOptions = {
  /** Spans of the one large run. */
  spans: number
  /** Runs in the list. */
  runs: number
  /** Opens after the first one. */
  opens: number
}

type OpenFigures = {
  /** The first open since the processes started: nothing is compiled, no cache is filled. */
  firstMs: number
  msP50: number
  msMax: number
  /** p50 until it answers keys and clicks too. */
  usableMsP50: number
  mainThreadCpuMs: number
  serverCpuMs: number
  transferredKiB: number
  scriptKiB: number
}

export type PageBenchResult = {
  spans: number
  runs: number
  run: { tree: OpenFigures; transcript: OpenFigures; timeline: OpenFigures; scroll: Record<string, Frames> }
  list: { open: OpenFigures; filterMs: number[]; sortMs: number[]; scroll: Frames }
}

const treeRow = {
  seen: '[role="treegrid"] [aria-rowindex="2"]',
  usable: '[role="treegrid"]:not([inert] *) [aria-rowindex="2"]',
}
const transcriptGoal = {
  seen: 'section[aria-label="Goal"]',
  usable: 'section[aria-label="Goal"]:not([inert] *)',
}
const firstListRow = '[role="row"][aria-rowindex="2"]'
const listRow = { seen: `[role="grid"] ${firstListRow}`, usable: `[role="grid"][aria-busy="false"] ${firstListRow}` }

/** How long a reader waits in a real browser, and how evenly the page is drawn. */
export async function benchPage(options: PageBenchOptions): Promise<PageBenchResult> {
  const product = await startProduct({ TACHO_LOG_LEVEL: 'warn' })
  const db = openDatabase(() => resolveConnection({ dataDir: product.dataDir }))
  try {
    const runId = await makeLargeRun(product, db, options.spans)
    const browser = await launchChromium({ isWhole: true })
    try {
      const bench = new PageBench(product, browser, options.opens)
      const run = await bench.measureRun(runId)
      await makeRuns(db, options.runs)
      const list = await bench.measureList()
      return { spans: options.spans, runs: options.runs, run, list }
    } finally {
      await browser.close()
    }
  } finally {
    await db.close()
    await product.stop()
  }
}

class PageBench {
  private readonly url: string
  private readonly browser: Browser
  private readonly opens: number
  private readonly servers: NamedProcess[]

  constructor(product: Product, browser: Browser, opens: number) {
    this.url = `${product.uiUrl}/default/runs`
    this.browser = browser
    this.opens = opens
    this.servers = processesOf(product.pid).filter(({ name }) => name === 'web' || name === 'store')
  }

  async measureRun(runId: string): Promise<PageBenchResult['run']> {
    const address = (view: string) => `${this.url}/${runId}?view=${view}`
    const tree = await this.measureOpen(address('tree'), treeRow)
    const transcript = await this.measureOpen(address('transcript'), transcriptGoal)
    const timeline = await this.measureOpen(address('timeline'), treeRow)
    const scroll: Record<string, Frames> = {}
    for (const view of ['tree', 'timeline']) {
      const page = await PageMeter.create(this.browser)
      await page.open(address(view), treeRow)
      await page.click('button[aria-label^="Open all"]')
      scroll[view] = await page.scroll('[role="treegrid"]')
      await page.close()
    }
    return { tree, transcript, timeline, scroll }
  }

  async measureList(): Promise<PageBenchResult['list']> {
    const open = await this.measureOpen(this.url, listRow)
    const [filterMs, sortMs]: [number[], number[]] = [[], []]
    const page = await PageMeter.create(this.browser)
    await page.open(this.url, listRow)
    const scroll = await page.scroll('[role="grid"]')
    await page.close()
    for (let times = 0; times < this.opens; times += 1) {
      const list = await PageMeter.create(this.browser)
      await list.open(this.url, listRow)
      sortMs.push(await list.change('[role="columnheader"] button:has-text("cost")', listRow.seen))
      filterMs.push(await list.change('aside button[aria-label^="Exclude "]', listRow.seen))
      await list.close()
    }
    return { open, filterMs, sortMs, scroll }
  }

  private async measureOpen(url: string, awaiting: Awaiting): Promise<OpenFigures> {
    console.error(`opening ${url}`)
    const first = await this.open(url, awaiting)
    const later: Awaited<ReturnType<PageBench['open']>>[] = []
    for (let times = 0; times < this.opens; times += 1) later.push(await this.open(url, awaiting))
    const p50 = (of: (opened: (typeof later)[number]) => number) => percentile(later.map(of), 0.5) ?? 0
    return {
      firstMs: first.firstRowMs,
      msP50: p50(({ firstRowMs }) => firstRowMs),
      msMax: Math.max(...later.map(({ firstRowMs }) => firstRowMs)),
      usableMsP50: p50(({ usableMs }) => usableMs),
      mainThreadCpuMs: p50(({ mainThreadCpuMs }) => mainThreadCpuMs),
      serverCpuMs: p50(({ serverCpuMs }) => serverCpuMs),
      transferredKiB: Math.round(p50(({ transferredBytes }) => transferredBytes) / 1024),
      scriptKiB: Math.round(p50(({ scriptBytes }) => scriptBytes) / 1024),
    }
  }

  private async open(url: string, awaiting: Awaiting): Promise<Opened & { serverCpuMs: number }> {
    const page = await PageMeter.create(this.browser)
    try {
      const before = this.serverCpuMs()
      const opened = await page.open(url, awaiting)
      return { ...opened, serverCpuMs: this.serverCpuMs() - before }
    } finally {
      await page.close()
    }
  }

  private serverCpuMs(): number {
    return Math.round(this.servers.reduce((sum, { pid }) => sum + usageOfProcess(pid).cpuSeconds, 0) * 1000)
  }
}
