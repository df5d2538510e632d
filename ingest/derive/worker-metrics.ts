import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the worker tells Prometheus. */
export class WorkerMetrics {
  readonly registry = new Registry()
  readonly groups = this.counter('tacho_worker_groups_total', 'Groups assembled.')
  readonly rows = this.counter('tacho_worker_run_rows_total', 'Rows written to runs, tombstones included.')
  readonly poison = this.counter('tacho_worker_poison_groups_total', 'Assemblies of a group that failed.')
  readonly storeErrors = this.counter(
    'tacho_worker_store_errors_total',
    'Rounds given up because the store did not answer.',
  )
  readonly mismatches = this.counter(
    'tacho_worker_mismatches_total',
    'Groups that the hourly comparison found out of date.',
  )
  readonly pending = new Gauge({
    name: 'tacho_worker_pending_groups',
    help: 'Groups waiting.',
    registers: [this.registry],
  })
  readonly derivedTo = new Gauge({
    name: 'tacho_worker_derived_to_seconds',
    help: 'What was acknowledged before this time, by the clock of the database, is in its runs.',
    registers: [this.registry],
  })
  readonly lag = new Histogram({
    name: 'tacho_worker_lag_seconds',
    help: 'From the write of a record to its run being stored.',
    buckets: [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300],
    registers: [this.registry],
  })

  private counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] })
  }
}
