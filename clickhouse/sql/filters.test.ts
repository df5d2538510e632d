import { describe, expect, test } from 'vitest'
import { listFilterColumns, runFilters } from './filters.ts'

describe('runFilters', () => {
  test('nothing asked for is no condition', () => {
    expect(runFilters({})).toEqual({ sql: '(1)', params: {} })
  })

  test.each(Object.entries(listFilterColumns))(
    '%s: wanted, unwanted and unknown values',
    (field, { column, shape }) => {
      const { sql, params } = runFilters({ [field]: ['a', 'b', '!c', '-', '!-'] })
      expect(params).toEqual({ [`${field}Wanted`]: ['a', 'b'], [`${field}Unwanted`]: ['c'] })
      expect(sql).toContain(
        shape === 'text' ? `${column} IN {${field}Wanted:Array(String)} OR ${column} = ''` : `empty(${column})`,
      )
      expect(sql).toContain(shape === 'text' ? `${column} NOT IN` : `NOT hasAny(${column}`)
    },
  )

  test.each([
    [{ minSteps: 3 }, { minSteps: 3 }],
    [{ maxSteps: 9 }, { maxSteps: 9 }],
    [{ minCostUsd: 0.1 }, { minCostUsd: '0.100000000000' }],
    [{ minDurationMs: 1500 }, { minDurationMs: 1500 }],
    [{ minTokens: 10 }, { minTokens: 10 }],
    [{ hasLoop: true }, {}],
    [{ hasError: false }, {}],
    [{ hasWarning: true }, {}],
    [
      { fromNs: '5', toNs: '9' },
      { fromNs: '5', toNs: '9' },
    ],
    [{ q: ' Refund  late ' }, { qId: 'Refund  late', qWords: ['Refund', 'late'] }],
  ])('%o passes its values as parameters only', (filter, params) => {
    const fragment = runFilters(filter)
    expect(fragment.params).toEqual(params)
    expect(fragment.sql).not.toBe('(1)')
  })

  test('a value never becomes part of the SQL', () => {
    const hostile = "x') OR 1=1 --{a:String}"
    const { sql } = runFilters({ tenant: [hostile, `!${hostile}`], model: [hostile], q: hostile })
    expect(sql).not.toContain('1=1')
  })
})
