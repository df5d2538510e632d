import { z } from 'zod'
import { AdjustmentBooking, StatementAdjustments } from '#lib/domain/adjustment.ts'
import {
  ChargebackChange,
  ClosedStatement,
  ClosedStatementQuery,
  ClosedStatements,
  SavedChargeback,
  StatementClosing,
  StatementDetail,
  StatementQuery,
  StatementReopening,
  StatementReport,
} from '#lib/domain/chargeback.ts'
import { BilledRuns, BilledRunsQuery } from '#lib/domain/billed-run.ts'
import { FrozenDocument, FrozenNote } from '#lib/domain/frozen-statement.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

const ofStatement = ofProject.extend({
  statementId: z
    .string()
    .regex(/^[\dTZ._-]{7,64}$/, 'digits as in 2026-11')
    .describe('Id of a closed statement: `2026-11` for a month.'),
})
const ofNote = ofStatement.extend({
  note: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'a whole number')
    .describe('Number of the note.'),
})
const ofVersion = ClosedStatementQuery.pick({ version: true })
const statements = '/api/v1/projects/{project}/chargeback/statements'
const files = ['application/json', 'text/csv']

/** Who pays how much for a period. */
export const chargebackEndpoints = {
  getStatement: {
    access: 'statement:read',
    path: '/api/v1/projects/{project}/chargeback',
    summary: 'The statement of a period by tenant and up to two levels, as it was closed or as runs are now',
    params: ofProject,
    query: StatementQuery,
    response: StatementReport,
    files,
  },
  getChargeback: {
    access: 'chargeback:read',
    path: '/api/v1/projects/{project}/chargeback/settings',
    summary: 'How statements are made: levels, time zone, markups, shared costs, second currency',
    params: ofProject,
    query: noQuery,
    response: SavedChargeback,
  },
  saveChargeback: {
    access: 'chargeback:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/chargeback/settings',
    summary: 'Replaces the settings; closed statements stay as they are; 409 when somebody else was faster',
    params: ofProject,
    query: noQuery,
    body: ChargebackChange,
    response: SavedChargeback,
  },
  listStatements: {
    access: 'statement:read',
    path: statements,
    summary: 'Closed statements, every version, the newest first',
    params: ofProject,
    query: noQuery,
    response: ClosedStatements,
  },
  closeStatement: {
    access: 'statement:write',
    method: 'POST',
    path: statements,
    summary: 'Freezes the statement of a period that is over; 409 where its figures are not those that were seen',
    params: ofProject,
    query: noQuery,
    body: StatementClosing,
    response: ClosedStatement,
  },
  exportStatement: {
    access: 'statement:read',
    path: `${statements}/{statementId}`,
    summary: 'A closed statement as it was frozen, the same bytes for ever',
    params: ofStatement,
    query: ClosedStatementQuery,
    response: FrozenDocument,
    files,
  },
  getClosedStatement: {
    access: 'statement:read',
    path: `${statements}/{statementId}/detail`,
    summary: 'A closed statement with what became of it since',
    params: ofStatement,
    query: ofVersion,
    response: StatementDetail,
  },
  listBilledRuns: {
    access: 'statement:read',
    path: `${statements}/{statementId}/runs`,
    summary: 'The runs of a closed statement as they were billed, beside what they are now',
    params: ofStatement,
    query: BilledRunsQuery,
    response: BilledRuns,
    files,
  },
  reopenStatement: {
    access: 'statement:write',
    method: 'POST',
    path: `${statements}/{statementId}/reopen`,
    summary: 'Lets a period be closed anew as the next version; the closed one stays readable',
    params: ofStatement,
    query: noQuery,
    body: StatementReopening,
    response: ClosedStatement,
  },
  getAdjustments: {
    access: 'chargeback:read',
    path: `${statements}/{statementId}/adjustments`,
    summary: 'What has changed since closing by tenant, reason and run, less what was booked',
    params: ofStatement,
    query: ofVersion,
    response: StatementAdjustments,
  },
  bookAdjustments: {
    access: 'statement:write',
    method: 'POST',
    path: `${statements}/{statementId}/adjustments`,
    summary: 'Books what has changed as a note with a hash of its own; 409 where it is not what was seen',
    params: ofStatement,
    query: noQuery,
    body: AdjustmentBooking,
    response: StatementAdjustments,
  },
  exportNote: {
    access: 'chargeback:read',
    path: `${statements}/{statementId}/adjustments/{note}`,
    summary: 'A booked note of adjustments as it was frozen',
    params: ofNote,
    query: ClosedStatementQuery,
    response: FrozenNote,
    files,
  },
} as const satisfies Record<string, Endpoint>
