import { AppError } from '../errors.ts'
import type { Scope } from './scope.ts'

type RunPlace = {
  project: string
  runId: string
  tenant: string | null
  environment: string | null
  traceIds: readonly string[]
}

/**
 * Runs that a scope shows. Spans, payloads, logs and scores say nothing of the tenant and environment that their run belongs to, so
 * they are only read of such runs.
 */
export class RunRef {
  readonly project: string
  readonly traceIds: readonly string[]
  declare private readonly made: true

  private constructor(project: string, traceIds: readonly string[]) {
    this.project = project
    this.traceIds = traceIds
  }

  static of(scope: Scope, runs: readonly RunPlace[]): RunRef {
    const hidden = runs.find((run) => !scope.shows(run))
    if (hidden !== undefined) throw new AppError('not_found', `Run ${hidden.runId} is not in this project.`)
    return new RunRef(scope.project, [...new Set(runs.flatMap(({ traceIds }) => traceIds))])
  }
}
