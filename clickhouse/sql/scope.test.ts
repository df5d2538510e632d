import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineProjectQuery, defineRecordQuery, defineScopedQuery } from '../define-scoped-query.ts'
import { bindScope, inBounds, inProject, inScope, inTenants } from './scope.ts'

const scoped = (sql: string) => () => defineScopedQuery({ name: 'q', params: z.object({}), row: z.object({}), sql })

describe('defineScopedQuery', () => {
  it.each([
    `SELECT run_id FROM runs FINAL WHERE ${inScope} AND run_id = {runId:String}`,
    `SELECT run_id FROM runs WHERE ${inScope}`,
    `SELECT * FROM (SELECT run_id FROM runs WHERE ${inProject} ORDER BY version LIMIT 1 BY run_id) WHERE ${inBounds}`,
    `SELECT a FROM runs WHERE ${inScope} AND b IN (SELECT trace_id FROM span_io WHERE ${inProject})`,
    `SELECT a FROM (SELECT b FROM runs WHERE ${inScope}) ARRAY JOIN b AS a`,
    `SELECT a FROM statement_runs WHERE ${inTenants} AND closing_id = {closingId:String}`,
  ])('takes %s', (sql) => {
    expect(scoped(sql)).not.toThrow()
  })

  it.each([
    ['SELECT run_id FROM runs', 'reads runs by no condition'],
    ['SELECT run_id FROM runs WHERE project = {project:String}', 'reads runs by no condition'],
    [`SELECT run_id FROM runs AS r WHERE ${inScope}`, 'reads runs by no condition'],
    [`SELECT run_id FROM runs WHERE ${inScope} OR 1`, 'reads runs by no condition'],
    [`SELECT run_id FROM runs WHERE run_id = '' AND ${inScope}`, 'reads runs by no condition'],
    [`SELECT run_id FROM runs WHERE ${inScope} UNION ALL SELECT run_id FROM runs`, 'reads runs by no condition'],
    [`SELECT a FROM runs WHERE ${inScope} AND a IN (SELECT a FROM spans WHERE ${inProject})`, 'reads spans'],
    [`SELECT raw FROM span_io WHERE ${inScope}`, 'reads span_io by <in scope>'],
    [`SELECT run_id FROM runs WHERE ${inProject}`, 'does not leave out'],
    [`SELECT a FROM statement_runs WHERE ${inProject}`, 'reads statement_runs by <in project>'],
    [
      `SELECT a FROM statement_runs WHERE ${inTenants} AND a IN (SELECT a FROM runs WHERE ${inProject})`,
      'does not leave out',
    ],
    ['SELECT 1', 'does not leave out'],
    [`SELECT name FROM system.tables WHERE ${inScope}`, 'reads system.tables'],
    [`SELECT body FROM config WHERE ${inProject}`, 'reads config'],
  ])('refuses %s', (sql, reason) => {
    expect(scoped(sql)).toThrow(reason)
  })
})

it('keeps other sorts of queries to their tables', () => {
  const nothing = { name: 'q', params: z.object({}), row: z.object({}) }
  const ofRuns = `SELECT run_id FROM runs WHERE ${inProject}`
  expect(() => defineRecordQuery({ ...nothing, sql: ofRuns })).toThrow('reads runs')
  expect(() => defineProjectQuery({ ...nothing, sql: ofRuns })).not.toThrow()
  expect(() => defineProjectQuery({ ...nothing, sql: `SELECT body FROM config WHERE ${inProject}` })).toThrow('config')
})

describe('bindScope', () => {
  const text = { sql: `SELECT 1 FROM runs WHERE ${inScope} AND a = {a:String}`, params: { a: 'x' } }

  it('asks for the project alone where all tenants are seen', () => {
    const { sql, params } = bindScope(text, { project: 'p', tenants: [] })
    expect(sql).toBe('SELECT 1 FROM runs WHERE project = {project:String} AND a = {a:String}')
    expect(params).toEqual({ project: 'p', a: 'x' })
  })

  it('asks for the tenants besides, as values', () => {
    const { sql, params } = bindScope(text, { project: 'p', tenants: ["it's"] })
    expect(sql).toContain('project = {project:String} AND tenant IN {tenants:Array(String)} AND a')
    expect(params).toEqual({ project: 'p', tenants: ["it's"], a: 'x' })
  })

  it('asks for the environments too, alone or beside the tenants', () => {
    const { sql, params } = bindScope(text, { project: 'p', environments: ['prod'] })
    expect(sql).toContain('project = {project:String} AND environment IN {environments:Array(String)} AND a')
    expect(params).toEqual({ project: 'p', environments: ['prod'], a: 'x' })
    const bounds = { sql: `SELECT 1 WHERE ${inBounds}`, params: {} }
    expect(bindScope(bounds, { project: 'p', tenants: ['t'], environments: ['prod'] }).sql).toBe(
      'SELECT 1 WHERE tenant IN {tenants:Array(String)} AND environment IN {environments:Array(String)}',
    )
    expect(bindScope(bounds, { project: 'p' }).sql).toBe('SELECT 1 WHERE 1')
  })

  it('lets no parameter of the query take the place of the project or of its bounds', () => {
    const { params } = bindScope(
      { sql: text.sql, params: { project: 'other', tenants: ['b'], environments: ['c'] } },
      { project: 'p', tenants: ['a'] },
    )
    expect(params).toEqual({ project: 'p', tenants: ['a'], environments: [] })
  })
})
