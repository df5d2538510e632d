import { describe, expect, it } from 'vitest'
import { judgeState, type StateRow } from './get-ingest-state.ts'

const nowMs = 1_000_000_000
const second = 1_000

function worker(shard: string, savedAgo: number): StateRow {
  const value = JSON.stringify({ writtenAtMs: nowMs - savedAgo, recent: { groups: 4, late: 1, p95Ms: 900 } })
  return { name: `cursor ${shard}`, value, version: nowMs - savedAgo }
}
function ingest(name: string, savedAgo: number, stopped = false): StateRow {
  return { name: `ingest ${name}`, value: JSON.stringify({ stopped }), version: nowMs - savedAgo }
}

const alive = [ingest('a:4318', 5 * second), worker('0/1', 5 * second)]

describe('judgeState', () => {
  it('knows nothing before anything ran', () => {
    expect(judgeState([], null, nowMs)).toMatchObject({ problems: [], sinceNs: null, behindMs: null, processes: [] })
  })

  it.each([
    { what: 'nothing waits', nextMs: null, behindMs: 0, problems: [] },
    {
      what: 'a record came after the worker last said where it is',
      nextMs: nowMs - 9 * second,
      behindMs: 0,
      problems: [],
    },
    { what: 'one waits for a while', nextMs: nowMs - 20 * second, behindMs: 20 * second, problems: [] },
    { what: 'one waits too long', nextMs: nowMs - 40 * second, behindMs: 40 * second, problems: ['worker_behind'] },
    { what: 'a clock is ahead', nextMs: nowMs + 5 * second, behindMs: 0, problems: [] },
  ])('$what', ({ nextMs, behindMs, problems }) => {
    expect(judgeState(alive, nextMs, nowMs)).toMatchObject({ behindMs, problems })
  })

  it.each([
    { what: 'all report', rows: alive, problems: [] },
    { what: 'ingest is silent', rows: [ingest('a:1', 60 * second), worker('0/1', 0)], problems: ['ingest_away'] },
    { what: 'ingest said that it stops', rows: [ingest('a:1', 0, true), worker('0/1', 0)], problems: ['ingest_away'] },
    {
      what: 'one replica of ingest is gone, another takes its place',
      rows: [ingest('a:1', 60 * second), ingest('b:1', 0), worker('0/1', 0)],
      problems: [],
    },
    { what: 'the worker is silent', rows: [ingest('a:1', 0), worker('0/1', 60 * second)], problems: ['worker_away'] },
    {
      what: 'a shard is silent: nobody derives its runs',
      rows: [ingest('a:1', 0), worker('0/2', 0), worker('1/2', 60 * second)],
      problems: ['worker_away'],
    },
    {
      what: 'shards of another division of the work are history',
      rows: [ingest('a:1', 0), worker('0/1', 600 * second), worker('0/2', 0), worker('1/2', 0)],
      problems: [],
    },
  ])('$what', ({ rows, problems }) => {
    expect(judgeState(rows, null, nowMs).problems).toEqual(problems)
  })

  it('says what is lost for good before what comes back, and nothing of what is back', () => {
    const lost = (['restored', 'restoring', 'lost'] as const).map((state, index) => ({
      part: { table: 'runs', part: state, partition: '202611', rows: null, fromNs: null, toNs: null, state },
      sinceMs: index * second,
    }))
    const state = judgeState(alive, null, nowMs, lost)
    expect(state).toMatchObject({ problems: ['data_lost', 'runs_restoring'], sinceNs: '2000000000' })
    expect(state.lostParts).toHaveLength(3)
    expect(judgeState(alive, null, nowMs, lost.slice(0, 1)).problems).toEqual([])
  })

  it('says since when, and adds up what the shards did', () => {
    const state = judgeState([ingest('a:1', 60 * second), worker('0/2', 0), worker('1/2', 0)], null, nowMs)
    expect(state.sinceNs).toBe(`${nowMs - 60 * second}000000`)
    expect(state.recent).toEqual({ runs: 8, late: 2, p95Ms: 900 })
    expect(state.processes).toHaveLength(3)
  })
})
