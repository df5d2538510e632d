import { startWorker, type TestWorker } from './app.ts'
import { checkLedger, type FaultFigures } from './fault-check.ts'
import { FaultLedger } from './fault-ledger.ts'
import { FaultLoad } from './fault-load.ts'
import { expectUnharmed, reportFault } from './fault-report.ts'
import { startIngestProcess, type IngestProcess } from './process.ts'
import { createProjects } from './projects.ts'
import { startStore, type TestStore } from './store.ts'
import { Rng } from '#lib/demo/rng.ts'

type Options = {
  dataDir?: string
  /** Environment of ingest and worker, given the store. */
  env?: (store: TestStore) => Record<string, string>
}

/** Store, ingest and worker as processes of their own, with nobody who starts them again. */
export type FaultStack = {
  store: TestStore
  ingest: IngestProcess
  worker: TestWorker
  stop: () => Promise<void>
}

export async function startFaultStack({ dataDir, env = () => ({}) }: Options = {}): Promise<FaultStack> {
  const store = await startStore(dataDir === undefined ? {} : { dataDir })
  const variables = env(store)
  const worker = await startWorker(store.dataDir, variables)
  const ingest = await startIngestProcess({
    TACHO_DATA_DIR: store.dataDir,
    TACHO_WORKER_PORT: String(worker.port),
    ...variables,
  })
  return {
    store,
    ingest,
    worker,
    stop: async () => {
      await ingest.stop()
      await worker.stop()
      await store.stop()
    },
  }
}

export type Disturbance = {
  /** Names the line that is printed, and the projects. */
  name: string
  stack: FaultStack
  /** Where the load goes, when not straight to ingest. */
  target?: () => { otlpUrl: string; grpcAddress: string }
  /** What goes wrong while the load runs; all must be well again when it resolves. Gives figures to print. */
  disturb: (ledger: FaultLedger) => Promise<readonly string[]>
  connections?: number
  timeoutMs?: number
}

/** Load from before the disturbance to after it, then everything is checked against the sender's books. */
export async function endureFault(disturbance: Disturbance): Promise<FaultFigures> {
  const { name, stack, disturb, connections, timeoutMs } = disturbance
  const direct = { otlpUrl: stack.ingest.url, grpcAddress: stack.ingest.grpcAddress }
  const [project, quietProject] = [name.replaceAll(/[^a-z0-9]+/g, '-'), `${name.replaceAll(/[^a-z0-9]+/g, '-')}-quiet`]
  const keys = await createProjects(stack.store, [project, quietProject])
  const ledger = new FaultLedger()
  const load = new FaultLoad({
    target: disturbance.target ?? (() => direct),
    key: keys.get(project) ?? '',
    ledger,
    rng: new Rng(11),
    ...(connections === undefined ? {} : { connections }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  const extra = await disturb(ledger).finally(() => load.finish())
  const quiet = { project: quietProject, key: keys.get(quietProject) ?? '', otlpUrl: stack.ingest.url }
  const figures = await checkLedger({ db: stack.store.database, ledger, project, quiet })
  const retried = `${ledger.failedAttempts} of ${ledger.attempts} requests sent again`
  reportFault(name, figures, [...extra, retried])
  expectUnharmed(figures)
  return figures
}
