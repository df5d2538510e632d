import { expect, it } from 'vitest'
import type { Session } from '#lib/domain/run.ts'
import { runsOfSession } from './session-runs.ts'

const session: Session = {
  session: '!a*',
  runs: 2,
  startedAt: '1763720000123456789',
  endedAt: '1763720009999999999',
  users: [],
  tenants: [],
  agents: [],
  steps: 2,
  inputTokens: null,
  outputTokens: null,
  costUsd: '1',
  costStatus: 'priced',
  badRuns: 0,
  toolErrors: 0,
  durationNs: 1,
  inputPreview: '',
}

it('finds the runs that a session is the sum of, by its exact name and times', () => {
  expect(runsOfSession('p', session, { tenant: ['acme'], from: '-7d', session: ['*'] })).toMatchObject({
    costUsd: '1',
    filter: {
      tenant: ['acme'],
      session: ['\\!a\\*'],
      from: '2025-11-21T10:13:20.123Z',
      to: '2025-11-21T10:13:30.000Z',
    },
  })
})

it('asks for no time that the API refuses', () =>
  expect(runsOfSession('p', { ...session, endedAt: '9223372036854775807' }).filter.to).toBeUndefined())

it('finds no run from behind the end that is asked for', () =>
  expect(runsOfSession('p', session, { to: '2025-11-21T10:13:25.000Z' }).filter).toMatchObject({
    from: '2025-11-21T10:13:20.123Z',
    to: '2025-11-21T10:13:25.000Z',
  }))
