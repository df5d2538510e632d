import { infiniteQueryOptions, keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import { StatementAdjustments, type AdjustmentBooking } from '#lib/domain/adjustment.ts'
import {
  ClosedStatement,
  ClosedStatements,
  SavedChargeback,
  StatementDetail,
  StatementReport,
  type ChargebackChange,
  type StatementClosing,
  type StatementReopening,
} from '#lib/domain/chargeback.ts'
import { BilledRuns } from '#lib/domain/billed-run.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

/** Which statement: see `StatementQuery`. */
export type StatementChoice = {
  period?: string | undefined
  from?: string | undefined
  to?: string | undefined
  timeZone?: string | undefined
  /** Levels joined by a comma. */
  groupBy?: string | undefined
  live?: boolean | undefined
}

/** A statement that is closed, and which version of it; the newest where none is named. */
export type ClosedChoice = { statementId: string; version?: number | undefined }

export type BilledChoice = { version: number; tenant: string | undefined; changed: boolean | undefined }

export const chargebackQueries = {
  all: (project: string) => ['chargeback', project] as const,

  report: (project: string, choice: StatementChoice) =>
    queryOptions({
      queryKey: [...chargebackQueries.all(project), 'report', choice],
      queryFn: ({ signal }) => getJson(apiPaths.chargeback(project, choice), StatementReport, signal),
      placeholderData: keepPreviousData,
    }),

  settings: (project: string) =>
    queryOptions({
      queryKey: [...chargebackQueries.all(project), 'settings'],
      queryFn: ({ signal }) => getJson(apiPaths.chargebackSettings(project), SavedChargeback, signal),
    }),

  statements: (project: string) =>
    queryOptions({
      queryKey: [...chargebackQueries.all(project), 'statements'],
      queryFn: ({ signal }) => getJson(apiPaths.statements(project), ClosedStatements, signal),
    }),

  detail: (project: string, { statementId, version }: ClosedChoice) =>
    queryOptions({
      queryKey: [...chargebackQueries.all(project), 'detail', statementId, version ?? null],
      queryFn: ({ signal }) =>
        getJson(apiPaths.statementDetail(project, statementId, { version }), StatementDetail, signal),
    }),

  /** Runs as they were billed: of one tenant, or only those that are otherwise by now. */
  billedRuns: (project: string, statementId: string, chosen: BilledChoice) =>
    infiniteQueryOptions({
      queryKey: [...chargebackQueries.all(project), 'runs', statementId, chosen],
      queryFn: ({ pageParam, signal }) =>
        getJson(apiPaths.billedRuns(project, statementId, { ...chosen, cursor: pageParam }), BilledRuns, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),

  adjustments: (project: string, { statementId, version }: ClosedChoice) =>
    queryOptions({
      queryKey: [...chargebackQueries.all(project), 'adjustments', statementId, version ?? null],
      queryFn: ({ signal }) =>
        getJson(apiPaths.adjustments(project, statementId, { version }), StatementAdjustments, signal),
    }),
}

const firstPage: string | null = null

/** What every change of a statement leaves behind: figures that have to be asked for anew. */
const thenAskAgain = (project: string) => ({
  onSettled: (
    _done: unknown,
    _error: Error | null,
    _sent: unknown,
    _before: unknown,
    { client }: { client: { invalidateQueries: (filter: { queryKey: readonly unknown[] }) => Promise<void> } },
  ) => client.invalidateQueries({ queryKey: chargebackQueries.all(project) }),
})

export const chargebackSaving = (project: string) =>
  mutationOptions({
    mutationFn: (body: ChargebackChange) =>
      sendJson({ method: 'PUT', url: apiPaths.chargebackSettings(project), body }, SavedChargeback),
    ...thenAskAgain(project),
  })

export const statementClosing = (project: string) =>
  mutationOptions({
    mutationFn: (body: StatementClosing) =>
      sendJson({ method: 'POST', url: apiPaths.statements(project), body }, ClosedStatement),
    ...thenAskAgain(project),
  })

export const statementReopening = (project: string, statementId: string) =>
  mutationOptions({
    mutationFn: (body: StatementReopening) =>
      sendJson({ method: 'POST', url: apiPaths.statementReopening(project, statementId), body }, ClosedStatement),
    ...thenAskAgain(project),
  })

export const adjustmentBooking = (project: string, statementId: string) =>
  mutationOptions({
    mutationFn: (body: AdjustmentBooking) =>
      sendJson({ method: 'POST', url: apiPaths.adjustments(project, statementId), body }, StatementAdjustments),
    ...thenAskAgain(project),
  })
