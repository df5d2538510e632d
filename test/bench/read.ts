import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '#clickhouse/migrate.ts'
import { startStore } from '#test/support/store.ts'
import { percentile } from './percentile.ts'
import { prepareReadData } from './read-data.ts'
import { readRequests, SomeRuns, type ReadRequest, type ReadSubjects } from './read-requests.ts'
import { startWeb } from './web.ts'

export type ReadBenchOptions = {
  runs: number
  /** A folder that is kept and taken again; '' makes one and removes it. */
  data: string
  /** Measured calls of each request and reader. */
  calls: number
  readers: readonly number[]
  /** Only requests whose name contains it. */
  only: string
}

export type ReadFigure = {
  request: string
  readers: number
  msP50: number
  msP95: number
  errors: number
  bytes: number
}

export type ReadBenchResult = { runs: number; spans: number; figures: ReadFigure[] }

/** How long single requests of the web API take on a large store, with one reader and with several. */
export async function benchRead(options: ReadBenchOptions): Promise<ReadBenchResult> {
  const dataDir = options.data === '' ? await mkdtemp(join(tmpdir(), 'tacho-read-')) : resolve(options.data)
  await mkdir(dataDir, { recursive: true })
  const store = await startStore({ dataDir })
  try {
    await migrate(store.database)
    const data = await prepareReadData(store.database, dataDir, options.runs)
    const web = await startWeb(dataDir)
    try {
      const api = `${web.url}/api/v1/projects/default`
      const requests = readRequests(await subjectsOf(api)).filter(({ name }) => name.includes(options.only))
      const figures: ReadFigure[] = []
      for (const readers of options.readers)
        for (const request of requests) {
          const figure = await measure(api, request, readers, options.calls)
          const failed = figure.errors === 0 ? '' : `, ${figure.errors} errors`
          console.error(`${figure.request}, ${readers} readers: ${figure.msP50} ${figure.msP95} ms${failed}`)
          figures.push(figure)
        }
      return { runs: data.runs, spans: data.spans, figures }
    } finally {
      await web.stop()
    }
  } finally {
    await store.stop()
    if (options.data === '') await rm(dataDir, { recursive: true, force: true })
  }
}

async function subjectsOf(api: string): Promise<ReadSubjects> {
  let cursor: string | null = null
  const runs: SomeRuns['items'] = []
  for (let page = 0; page < 10; page += 1) {
    const response: Response = await fetch(`${api}/runs?limit=200${cursor === null ? '' : `&cursor=${cursor}`}`)
    const answer = SomeRuns.parse(await response.json())
    runs.push(...answer.items)
    cursor = answer.nextCursor
    if (cursor === null) break
  }
  const words = runs.map(({ inputPreview }) => /ORD\d+/.exec(inputPreview)?.[0] ?? '').filter((word) => word !== '')
  return {
    runIds: runs.filter((_run, index) => index % 7 === 0).map(({ runId }) => runId),
    sessions: [...new Set(runs.flatMap(({ session }) => (session === null ? [] : [session])))],
    deepCursor: cursor ?? '',
    orderId: words.at(-1) ?? '',
  }
}

async function measure(api: string, { name, path }: ReadRequest, readers: number, calls: number): Promise<ReadFigure> {
  const took: number[] = []
  let [errors, bytes] = [0, 0]
  const reader = async (number: number): Promise<void> => {
    // The first answer fills caches and is not counted.
    for (let turn = 0; turn <= calls; turn += 1) {
      const startedAt = performance.now()
      const response = await fetch(`${api}${path(turn * readers + number)}`)
      bytes = (await response.arrayBuffer()).byteLength
      if (!response.ok) errors += 1
      if (turn > 0) took.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, number) => reader(number)))
  await sleep(50)
  const [msP50, msP95] = [0.5, 0.95].map((share) => Math.round(percentile(took, share) ?? 0))
  return { request: name, readers, msP50: msP50 ?? 0, msP95: msP95 ?? 0, errors, bytes }
}

/** The figures as a table for people. */
export function readTable({ runs, spans, figures }: ReadBenchResult): string {
  const width = Math.max(...figures.map(({ request }) => request.length))
  const line = (request: string, ...cells: string[]) =>
    [request.padEnd(width), ...cells.map((cell) => cell.padStart(9))].join(' ')
  return [
    `${runs.toLocaleString('en')} runs, ${spans.toLocaleString('en')} spans; milliseconds`,
    line('request', 'readers', 'p50', 'p95', 'errors', 'bytes'),
    ...figures.map((each) =>
      line(each.request, ...[each.readers, each.msP50, each.msP95, each.errors, each.bytes].map(String)),
    ),
  ].join('\n')
}
