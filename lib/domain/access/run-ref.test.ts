import { describe, expect, it } from 'vitest'
import { RunRef } from './run-ref.ts'
import { Scope } from './scope.ts'

const run = { project: 'acme', runId: '1', tenant: 'north', traceIds: ['1', '2'] }
const whole = new Scope('acme', [])
const north = new Scope('acme', ['north'])

describe('Scope', () => {
  it('shows rows without tenant to who sees all of them only', () => {
    const nobodys = { project: 'acme', tenant: null }
    expect([whole.shows(nobodys), north.shows(nobodys)]).toEqual([true, false])
    expect([whole.shows(run), north.shows(run), new Scope('acme', ['south']).shows(run)]).toEqual([true, true, false])
    expect(new Scope('other', []).shows(run)).toBe(false)
  })

  it('refuses what belongs to all tenants to who sees some', () => {
    expect(() => whole.requireWholeProject()).not.toThrow()
    expect(() => north.requireWholeProject()).toThrow('one tenant')
  })

  it('is nothing that merely looks alike', () => {
    // @ts-expect-error: has no mark of its maker.
    const alike: Scope = {
      project: 'acme',
      tenants: [],
      isWholeProject: true,
      shows: () => true,
      requireWholeProject() {},
    }
    expect(alike).not.toBeInstanceOf(Scope)
  })
})

describe('RunRef', () => {
  it('holds the traces of runs that are shown, each once', () => {
    const other = { ...run, runId: '2', traceIds: ['2', '3'] }
    expect(RunRef.of(north, [run, other])).toMatchObject({ project: 'acme', traceIds: ['1', '2', '3'] })
  })

  it.each([{ tenant: 'south' }, { tenant: null }, { project: 'other' }])('is not made of a run of %o', (change) => {
    expect(() => RunRef.of(north, [run, { ...run, ...change }])).toThrow('is not in this project')
  })
})
