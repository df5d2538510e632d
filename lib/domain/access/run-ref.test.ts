import { describe, expect, it } from 'vitest'
import { RunRef } from './run-ref.ts'
import { Scope } from './scope.ts'

const run = { project: 'acme', runId: '1', tenant: 'north', environment: 'prod', traceIds: ['1', '2'] }
const whole = new Scope('acme', {})
const north = new Scope('acme', { tenants: ['north'] })
const prod = new Scope('acme', { environments: ['prod'] })

describe('Scope', () => {
  it('shows rows without tenant or environment to who sees all of them only', () => {
    const nobodys = { project: 'acme', tenant: null, environment: null }
    expect([whole, north, prod].map((scope) => scope.shows(nobodys))).toEqual([true, false, false])
    expect([whole, north, prod].map((scope) => scope.shows(run))).toEqual([true, true, true])
    expect(new Scope('acme', { tenants: ['south'] }).shows(run)).toBe(false)
    expect(new Scope('acme', { tenants: ['north'], environments: ['dev'] }).shows(run)).toBe(false)
    expect(new Scope('other', {}).shows(run)).toBe(false)
  })

  it('refuses what belongs to the whole project to who sees a part', () => {
    expect(() => whole.requireWholeProject()).not.toThrow()
    expect(() => north.requireWholeProject()).toThrow('one tenant')
    expect(() => prod.requireWholeProject()).toThrow('one tenant')
  })

  it('is nothing that merely looks alike', () => {
    // @ts-expect-error: has no mark of its maker.
    const alike: Scope = {
      project: 'acme',
      tenants: [],
      environments: [],
      key: '',
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
