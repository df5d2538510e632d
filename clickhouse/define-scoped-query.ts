import { z } from 'zod'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import { Scope } from '#lib/domain/access/scope.ts'
import type { Database } from './client.ts'
import { requestOf, rowsReader, type CallSettings, type QueryDefinition } from './query-request.ts'
import type { Fragment } from './sql/fragment.ts'
import {
  bindScope,
  checkTables,
  inBounds,
  inProject,
  inProjectOrNone,
  inScope,
  inTenants,
  type TableRules,
} from './sql/scope.ts'

/** A read on behalf of somebody: `Of` says whose rows. */
type QueryOf<Of, Params extends z.ZodType, Row extends z.ZodType> = (
  db: Database,
  of: Of,
  params: z.input<Params>,
  call?: CallSettings,
) => Promise<z.output<Row>[]>

type StreamQueryOf<Of, Params extends z.ZodType, Row extends z.ZodType> = (
  db: Database,
  of: Of,
  params: z.input<Params>,
  call?: CallSettings,
) => AsyncIterable<z.output<Row>[]>

type AnyParams = z.ZodType<Record<string, unknown>>

/** Runs are told apart by tenant and environment; the tables of their text serve to find runs. */
const ofScope: TableRules = {
  runs: [inScope, inProject],
  span_io: [inProject],
  log_records: [inProject],
  statement_runs: [inTenants],
}
const ofProject: TableRules = {
  runs: [inProject],
  spans: [inProject],
  span_io: [inProject],
  log_records: [inProject],
  ingest_outcomes: [inProject, inProjectOrNone],
  statement_runs: [inProject],
}
const ofRuns: TableRules = {
  spans: [inProject],
  span_io: [inProject],
  log_records: [inProject],
}

/** A read of runs and of what is counted over them: only rows that the scope shows. */
export function defineScopedQuery<Params extends AnyParams, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): QueryOf<Scope, Params, Row> {
  return queryOf(definition, checkScoped, bindToScope)
}

export function defineScopedStreamQuery<Params extends AnyParams, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): StreamQueryOf<Scope, Params, Row> {
  const readRows = rowsReader(definition)
  const bind = binderOf(definition, checkScoped, bindToScope)
  return async function* (db, scope, params, call = {}) {
    for await (const rows of db.stream({ ...requestOf(definition, params, bind(scope)), ...call })) yield readRows(rows)
  }
}

/** A read of what nothing tells apart by tenant or environment: it is refused to a scope that does not show the whole project. */
export function defineProjectQuery<Params extends AnyParams, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): QueryOf<Scope, Params, Row> {
  const check = (text: string): void => checkTables(definition.name, text, ofProject)
  return queryOf(definition, check, (text, scope) => {
    scope.requireWholeProject()
    return bindToScope(text, scope)
  })
}

/** A read of spans, payloads and logs of runs that a scope shows; `{traceIds:Array(String)}` are theirs by default. */
export function defineRecordQuery<Params extends AnyParams, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): QueryOf<RunRef, Params, Row> {
  const check = (text: string): void => checkTables(definition.name, text, ofRuns)
  return queryOf(definition, check, (text, runs) => bindScope(text, Runs.parse(runs)))
}

/** What only looks like one of these is refused too, should a type have been talked into it. */
const Scopes = z.instanceof(Scope)
const Runs = z.custom<RunRef>((value) => value instanceof RunRef, 'not a RunRef')

function bindToScope(text: Fragment, scope: Scope): Fragment {
  return bindScope(text, Scopes.parse(scope))
}

function checkScoped(text: string, name: string): void {
  checkTables(name, text, ofScope)
  if (text.includes(inScope) || text.includes(inBounds)) return
  if (text.includes(inTenants) && !text.includes(inProject)) return
  throw new TypeError(`Query "${name}" does not leave out what its scope does not show.`)
}

type Check = (text: string, name: string) => void
type Bind<Of> = (text: Fragment, of: Of) => Fragment

function queryOf<Of, Params extends AnyParams, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
  check: Check,
  bind: Bind<Of>,
): QueryOf<Of, Params, Row> {
  const readRows = rowsReader(definition)
  const bindTo = binderOf(definition, check, bind)
  return async (db, of, params, call = {}) =>
    readRows(await db.query({ ...requestOf(definition, params, bindTo(of)), ...call }))
}

/** A fixed text is checked when it is defined, one that is put together each time that it is. */
function binderOf<Of>(
  { name, sql }: { name: string; sql: unknown },
  check: Check,
  bind: Bind<Of>,
): (of: Of) => (text: Fragment) => Fragment {
  const isFixed = typeof sql === 'string'
  if (isFixed) check(sql, name)
  return (of) => (text) => {
    if (!isFixed) check(text.sql, name)
    return bind(text, of)
  }
}
