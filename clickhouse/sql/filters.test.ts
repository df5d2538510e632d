import { describe, expect, test } from 'vitest'
import { runFilters } from './filters.ts'
import { listFilterColumns } from './list-filter.ts'

describe('runFilters', () => {
  test('nothing asked for is no condition', () => {
    expect(runFilters({})).toEqual({ sql: '((1))', params: {} })
  })

  test.each(Object.entries(listFilterColumns))(
    '%s: wanted, unwanted and unknown values',
    (field, { column, shape }) => {
      const { sql, params } = runFilters({ [field]: ['a', 'b', '!c', '-', '!-'] })
      expect(params).toEqual({ [`${field}Wanted`]: ['a', 'b'], [`${field}Unwanted`]: ['c'] })
      expect(sql).toContain(
        {
          text: `(${column} IN {${field}Wanted:Array(String)}) OR (${column} = '')`,
          array: `empty(${column})`,
          shares: `arrayExists(share -> share = '', ${column})`,
        }[shape],
      )
      expect(sql).toContain(shape === 'text' ? `NOT ((${column} IN {${field}Unwanted` : `NOT ((has(${column}`)
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
  ])('%o passes its values as parameters only', (filter, params) => {
    const fragment = runFilters(filter)
    expect(fragment.params).toEqual(params)
    expect(fragment.sql).not.toBe('((1))')
  })

  test('a pattern is a LIKE whose own characters are literal', () => {
    expect(runFilters({ tool: ['get_*'], tenant: ['!a%*b'] }).params).toEqual({
      toolWantedLike0: 'get\\_%',
      tenantUnwantedLike0: 'a\\%%b',
    })
  })

  test('what is asked of charges holds for one and the same of them', () => {
    const { sql, params } = runFilters({ chargedModel: ['a'], chargedAgent: ['-', 'b*'], chargedTool: ['!c'] })
    expect(sql).toContain(
      "arrayExists((chargedAgent, chargedModel) -> (chargedAgent = '' OR chargedAgent LIKE {chargedAgentWantedLike0:String} AND chargedAgent != '') AND (has({chargedModelWanted:Array(String)}, chargedModel)), shares.agent, shares.model)",
    )
    expect(params).toEqual({ chargedModelWanted: ['a'], chargedAgentWantedLike0: 'b%', chargedToolUnwanted: ['c'] })
    expect(runFilters({ chargedModel: ['a'], chargedTool: ['!c'] }).sql).not.toContain('arrayExists')
  })

  test('text: words as they are, phrases also as a whole, other scripts and beginnings inside of tokens', () => {
    const { sql, params } = runFilters({ q: 'Refund "late fee" pay* -退款 Ärger' })
    expect(params).toMatchObject({ qTerm0v0: 'refund', qTerm1v0: 'late fee', qTerm2v0: '%pay%', qTerm3v0: '%退款%' })
    expect(Object.values(params)).toEqual(expect.arrayContaining(['Ärger', 'ärger', 'ÄRger'.replace('Rger', 'rger')]))
    expect(sql).toContain('position(lower(new_input), {qTerm1v0:String}) > 0')
    expect(sql).not.toContain('position(lower(new_input), {qTerm0v0:String}) > 0')
    expect(sql).toContain('NOT (')
  })

  test('a value never becomes part of the SQL', () => {
    const hostile = "x') OR 1=1 --{a:String}"
    const { sql } = runFilters({ tenant: [hostile, `!${hostile}`], model: [hostile], q: hostile })
    expect(sql).not.toContain('1=1')
  })
})
